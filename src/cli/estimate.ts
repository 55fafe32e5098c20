import { exitCodes } from './complain.js';
import { askedOf, atWords, checkCall } from './estimate/ask.js';
import { documentOfAnswer, documentOfList } from './estimate/document.js';
import { findEstimate } from './estimate/find.js';
import { answerParts, loadEstimator } from './estimate/load.js';
import type { EstimateOptions } from './estimate/options.js';
import { printEstimate } from './estimate/print.js';
import { printWorkloads } from './estimate/print-list.js';
import { widthOf } from './io.js';
import { UsageError } from './usage.js';
import type { Context } from './verb.js';

/** Estimates one workload on a fleet, or a batch of rows, and prints the answer; without either, lists the workloads. */
export async function estimateWork(
  name: string | undefined,
  options: EstimateOptions,
  context: Context,
): Promise<number> {
  const { stdout } = context.io;
  const shown = { width: widthOf(stdout), paint: context.paint, trace: false, brief: options.brief === true };
  if (options.batch !== undefined) {
    checkAlone(name, options);
    const { estimateBatch } = await import('./estimate/batch.js');
    return estimateBatch(options.batch, options, context);
  }
  checkCall(name, options);
  const looksAhead = [options.orderWithin, options.afterCutoff, options.moveTo].some(
    (value) => value !== undefined,
  );
  const estimator = await loadEstimator(
    context,
    looksAhead ? [...answerParts, 'priors', 'history'] : answerParts,
  );
  if (name === undefined && options.workloadFile === undefined) {
    const list = [...estimator.facts.workloads.values()];
    stdout.write(options.json ? documentOfList(list) : `${printWorkloads(list, shown)}\n`);
    return exitCodes.done;
  }
  const asked = askedOf(name, options, estimator, context);
  const estimated = atWords(context, () => {
    const { question, terms, against, moveTo } = asked;
    const { deadline, budget, rent: rents, orderWithin, afterCutoff } = options;
    const wanted = { against, deadline, budget, rents, orderWithin, afterCutoff, moveTo };
    return findEstimate(question, terms, wanted, estimator);
  });
  stdout.write(
    options.json
      ? documentOfAnswer(estimated, estimator)
      : `${printEstimate(estimated, asked, options, estimator, shown)}\n`,
  );
  return exitCodes.done;
}

/** In a batch the file tells of the work, so that nothing else may. */
function checkAlone(name: string | undefined, options: EstimateOptions): void {
  const { batch: _batch, json: _json, set, ...rest } = options;
  const told = Object.values(rest).some((value) => value !== undefined) || set.length > 0;
  if (name === undefined && !told) return;
  throw new UsageError(
    {
      code: 'CL006',
      found: `a batch tells of its work in its file, and ${name === undefined ? 'an option' : 'a workload'} was told beside it`,
      expected: '--batch FILE alone, with --json or not',
      remedy: 'write the work into the file, or leave --batch out',
    },
    '--batch',
  );
}
