import { answerBatch, type Refused, readBatch } from '../../controls/index.js';
import { exitCodes } from '../complain.js';
import { widthOf } from '../io.js';
import { readText } from '../pipeline/files.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import { UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import { documentOf } from './document.js';
import { loadClassifier } from './load.js';
import { type RequestOptions, requestOptionNames } from './options.js';
import { printBatch, tellRefused } from './print-batch.js';

/** What a batch may be told beside its file. */
interface BatchOptions extends RequestOptions {
  readonly json?: boolean;
  readonly headroom?: boolean;
  readonly trace?: boolean;
}

/** Answers every case of a batch and prints the answers; cases that were not answered are told on standard error. */
export async function classifyBatch(
  word: string,
  chip: string | undefined,
  options: BatchOptions,
  context: Context,
): Promise<number> {
  checkAlone(chip, options);
  const { cwd, stdout } = context.io;
  const path = findFile(word, ['.yaml', '.yml', '.json'], context);
  const batch = readBatch(readText(path, shownPath(path, cwd)), shownPath(path, cwd));
  const results = answerBatch(await loadClassifier(context), batch);
  if (options.json) stdout.write(documentOf(results));
  else stdout.write(`${printBatch(results, batch, widthOf(stdout))}\n`);
  const refused = results.filter((result): result is Refused => 'error' in result);
  if (refused.length === 0) return exitCodes.done;
  tellRefused(refused, context);
  return exitCodes.yourMistake;
}

/** In a batch the file tells of the items, so that nothing else may. */
function checkAlone(chip: string | undefined, options: BatchOptions): void {
  const told = requestOptionNames.find((name) => {
    const value = options[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (chip === undefined && told === undefined && !options.headroom && !options.trace) return;
  throw new UsageError(
    {
      code: 'CL006',
      found: `a batch tells of its items in its file, and ${chip === undefined ? 'an option' : 'a chip'} was told beside it`,
      expected: '--batch FILE alone, with --json or not',
      remedy: 'write the item into the file, or leave --batch out',
    },
    '--batch',
  );
}
