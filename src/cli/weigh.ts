import { basename, join, resolve } from 'node:path';
import type { WeighResult } from '../analysis/index.js';
import { formatCount, formatSeconds } from '../base/format.js';
import type { EnsembleJob } from '../engine/index.js';
import type { RunSource } from '../results/index.js';
import type { Overrides, Study } from '../study/index.js';
import { exitCodes } from './complain.js';
import { oneOf } from './options.js';
import { runsKept, writeText } from './pipeline/files.js';
import { findStudy, shownPath } from './pipeline/locate.js';
import { printCommandLine } from './usage.js';
import type { Context } from './verb.js';

/** What a person may choose about a weighing; what is not given stands in the study. */
export interface WeighOptions {
  readonly json?: boolean;
  readonly futures?: number;
  readonly seed?: number;
  readonly workers?: number;
  /** Folder under which the folder of results is made. */
  readonly out: string;
  readonly design?: 'sobol' | 'lhs' | 'random';
  readonly weighting?: 'weighted' | 'exploratory';
  readonly priors?: string;
  readonly basis?: Study['basis'];
  readonly md?: boolean;
  /** False with `--no-dossier`. */
  readonly dossier: boolean;
  readonly quiet?: boolean;
}

/**
 * Weighs a study: read, bind, plan, run or go on, read back, weigh, write, print.
 *
 * Parts that take long to load (the database, the plots) are loaded when their turn comes, so that the first line
 * stands on the screen at once.
 */
export async function weighStudy(word: string, options: WeighOptions, context: Context): Promise<number> {
  const { io } = context;
  const say = (line: string) => !options.quiet && io.stderr.write(`${line}\n`);
  const studyFile = findStudy(word, context);
  say(`Steelyard ${context.version} weighs ${shownPath(studyFile, io.cwd)}`);
  await checkPriorSet(options.priors);
  const { loadStudy } = await import('./pipeline/load.js');
  const { bound, model, facts, hashes, modelFile } = await loadStudy(
    studyFile,
    overridesOf(options),
    context,
  );
  const { compileWithLanes } = await import('../engine/index.js');
  const { planBacktest, planRun, programNeeds } = await import('../study/index.js');
  // Under the study's own name for it: where the file lies on this machine must not change a byte of the program.
  const needs = programNeeds(bound);
  const { program } = compileWithLanes({ ...model, file: bound.study.model }, needs, needs);
  const [plan, backtest] = [planRun(bound, program), planBacktest(bound, program)];
  const { study } = bound;
  say(describe(study, plan.job));

  const source: RunSource = {
    version: context.version,
    study: { id: study.id, hash: hashes.study },
    model: { path: study.model, hash: hashes.model },
    data: { hash: facts.hash, priors: study.priors },
    seed: study.design.seed,
    design: { method: study.design.method, weighting: study.design.weighting },
  };
  const { explainInterruption, Interrupted, runErrand } = await import('./pipeline/run.js');
  const { threadPool } = await import('../engine/pool.node.js');
  const executor = threadPool(options.workers);
  const root = resolve(io.cwd, options.out);
  try {
    const started = io.now();
    const run = await runErrand(
      { title: 'runs', root, source, plan },
      executor,
      options.quiet === true,
      context,
    );
    const past = backtest && {
      title: 'back-test',
      root: join(run.folder, 'backtest'),
      source: { ...source, data: { ...source.data, priors: study.backtest!.priors } },
      plan: backtest,
    };
    const tested = past ? await runErrand(past, executor, options.quiet === true, context) : undefined;
    const fresh = run.runs - run.already;
    say(
      `${formatCount(fresh, 'run')} made, ${formatCount(run.already, 'run')} found, ${formatSeconds(io.now() - started)}`,
    );

    io.signal.throwIfAborted();
    const { readBack } = await import('./pipeline/read-back.js');
    const { weigh, weighInputOf, weighJson, printWeigh } = await import('../analysis/index.js');
    const head = headOf(source, study, plan.job, { key: run.key, folder: basename(run.folder) });
    const stored = await readBack(bound, run.folder, tested?.folder);
    const result = weigh(weighInputOf(bound, plan, { head, ...stored }));
    const json = weighJson(result);
    const file = join(run.folder, 'weigh.json');
    writeText(file, shownPath(file, io.cwd), json, runsKept);
    io.signal.throwIfAborted();
    let dossier: string | undefined;
    if (options.dossier) {
      const { writeDossierFiles } = await import('./pipeline/dossier.js');
      const markdown = options.md === true;
      dossier = writeDossierFiles({ result, bound, facts, modelFile, folder: run.folder, markdown }, context);
    }
    io.stdout.write(options.json ? json : printWeigh(result, dossier && shownPath(dossier, io.cwd)));
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    io.stderr.write(explainInterruption(error, printCommandLine(context.words), io.cwd));
    return exitCodes.interrupted;
  }
}

/** What the call asks for over the study file. */
function overridesOf({ futures, seed, design, weighting, priors, basis }: WeighOptions): Overrides {
  return {
    ...(futures !== undefined && { futures }),
    ...(seed !== undefined && { seed }),
    ...(design !== undefined && { method: design }),
    ...(weighting !== undefined && { weighting }),
    ...(priors !== undefined && { priors }),
    ...(basis !== undefined && { basis }),
  };
}

function describe({ title, design, cases, policies }: Study, { arms, futures }: EnsembleJob): string {
  const parts = [
    formatCount(policies.length, 'policy', 'policies'),
    formatCount(cases.length, 'case'),
    formatCount(futures, 'future'),
  ];
  const drawn = `${design.method}, ${design.weighting}, seed ${design.seed}`;
  return `${title} ${parts.join(' x ')} = ${formatCount(arms.length * futures, 'run')} (${drawn})`;
}

/** What the document says of its origin. */
function headOf(
  { version, study: { hash }, model, data, seed, design }: RunSource,
  { id, title, question, decider, as_of, design: { weighting } }: Study,
  { arms, futures }: EnsembleJob,
  { key, folder }: { readonly key: string; readonly folder: string },
): Pick<WeighResult, 'version' | 'study' | 'model' | 'data' | 'run'> {
  return {
    version,
    study: { id, title, question, decider, asOf: as_of, hash },
    model,
    data,
    run: {
      key,
      folder,
      seed,
      method: String(design.method),
      weighting,
      futures,
      runs: arms.length * futures,
    },
  };
}

/** A set that the call names is the call's fault, and not that of the study that it replaces it in. */
async function checkPriorSet(name: string | undefined): Promise<void> {
  const { priorSets } = await import('../facts/index.js');
  if (name !== undefined) oneOf('--priors', priorSets)(name);
}
