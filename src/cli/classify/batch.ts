import { setImmediate as turn } from 'node:timers/promises';
import { formatCount } from '../../base/format.js';
import {
  type Answer,
  answersOf,
  type Batch,
  type BatchEntry,
  type Refused,
  readBatch,
} from '../../controls/index.js';
import { exitCodes } from '../complain.js';
import { widthOf } from '../io.js';
import { readText } from '../pipeline/files.js';
import { jsonRows } from '../pipeline/json-rows.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import { UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import { documentOf } from './document.js';
import { loadClassifier } from './load.js';
import { type RequestOptions, requestOptionNames } from './options.js';
import { batchTable, tellRefused } from './print-batch.js';

/** What a batch may be told beside its file. */
interface BatchOptions extends RequestOptions {
  readonly json?: boolean;
  readonly headroom?: boolean;
  readonly trace?: boolean;
}

/**
 * Answers every case of a batch and prints the answers; cases that were not answered are told on standard error.
 *
 * No answer is kept once it is printed. Ctrl-C stops between two cases: what is printed so far is closed, so that it is
 * whole in form, and the exit code is 130.
 */
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
  const rows = options.json ? jsonRows(stdout, documentOf) : tableRows(stdout);
  const refused: Refused[] = [];
  const mistakes: unknown[] = [];
  let done = 0;
  for await (const { result, entry } of inTurns(batch, (error) => mistakes.push(error), context)) {
    rows.add(result, entry);
    if ('error' in result) refused.push(result);
    done += 1;
  }
  rows.end();
  return tellEnd({ done, of: batch.entries.length, refused, mistakes }, context);
}

interface Row {
  readonly result: Answer | Refused;
  readonly entry: BatchEntry;
}

/** Seconds of work between two looks at whether somebody asked to stop. */
const stretch = 0.05;

/** Answers the cases in order, and ends early where Ctrl-C came. */
async function* inTurns(
  batch: Batch,
  onMistake: (error: unknown) => void,
  context: Context,
): AsyncGenerator<Row> {
  const { signal, now } = context.io;
  let next = now() + stretch;
  let i = 0;
  for (const result of answersOf(await loadClassifier(context), batch, onMistake)) {
    yield { result, entry: batch.entries[i++]! };
    if (now() < next) continue;
    await turn();
    if (signal.aborted) return;
    next = now() + stretch;
  }
}

/** What takes the answers one by one. */
interface Rows {
  add(result: Answer | Refused, entry: BatchEntry): void;
  end(): void;
}

function tableRows(stdout: Context['io']['stdout']): Rows {
  const table = batchTable();
  return { add: table.add, end: () => void stdout.write(`${table.print(widthOf(stdout))}\n`) };
}

interface End {
  readonly done: number;
  readonly of: number;
  readonly refused: readonly Refused[];
  readonly mistakes: readonly unknown[];
}

/** Tells what was not answered, and gives the exit code. */
function tellEnd({ done, of, refused, mistakes }: End, context: Context): number {
  const { stderr } = context.io;
  tellRefused(refused, context);
  if (context.words.includes('--debug')) {
    for (const mistake of mistakes) stderr.write(`\n${(mistake as Error)?.stack ?? mistake}\n`);
  }
  const stopped = done < of;
  if (refused.length > 0) {
    const others = stopped || refused.length === of ? '' : '; the others are';
    stderr.write(`\n${formatCount(refused.length, 'case')} not answered${others}.\n`);
  }
  if (stopped) {
    stderr.write(
      `stopped: what is printed holds the first ${done.toLocaleString('en-US')} of ${formatCount(of, 'case')} only\n`,
    );
    return exitCodes.interrupted;
  }
  if (mistakes.length > 0) return exitCodes.ourMistake;
  return refused.length > 0 ? exitCodes.yourMistake : exitCodes.done;
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
