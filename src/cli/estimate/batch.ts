import { setImmediate as turn } from 'node:timers/promises';
import { formatCount, formatNumber } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import { type EstimateResult, estimatesOf, readRows } from '../../compute/index.js';
import { exitCodes } from '../complain.js';
import { widthOf } from '../io.js';
import { readText } from '../pipeline/files.js';
import { jsonRows } from '../pipeline/json-rows.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';
import { documentOfRows } from './document.js';
import { loadEstimator, rowParts } from './load.js';

/** Seconds of work between two looks at whether somebody asked to stop. */
const stretch = 0.05;

/**
 * Estimates every row of a batch and prints the answers one by one; a row without an estimate says why and stands among
 * the others.
 *
 * No answer is kept once it is printed. Ctrl-C stops between two rows: what is printed so far is closed, so that it is
 * whole in form, and the exit code is 130.
 */
export async function estimateBatch(
  word: string,
  { json }: { readonly json?: boolean },
  context: Context,
): Promise<number> {
  const { cwd, stdout, stderr, signal, now } = context.io;
  const path = findFile(word, ['.yaml', '.yml', '.json'], context);
  const rows = readRows(readText(path, shownPath(path, cwd)), shownPath(path, cwd));
  const estimator = await loadEstimator(context, rowParts);
  const mistakes: unknown[] = [];
  const shown = json ? jsonRows(stdout, documentOfRows) : tableRows(stdout);
  let done = 0;
  let next = now() + stretch;
  for (const result of estimatesOf(rows, estimator, (error) => mistakes.push(error))) {
    shown.add(result);
    done += 1;
    if (now() < next) continue;
    await turn();
    if (signal.aborted) break;
    next = now() + stretch;
  }
  shown.end();
  if (context.words.includes('--debug')) {
    for (const mistake of mistakes) stderr.write(`\n${(mistake as Error)?.stack ?? mistake}\n`);
  }
  if (done < rows.length) {
    const all = formatCount(rows.length, 'row');
    stderr.write(`stopped: what is printed holds the first ${formatCount(done, 'row')} of ${all} only\n`);
    return exitCodes.interrupted;
  }
  return mistakes.length > 0 ? exitCodes.ourMistake : exitCodes.done;
}

/** What takes the answers one by one. */
interface Shown {
  add(result: EstimateResult): void;
  end(): void;
}

function tableRows(stdout: Context['io']['stdout']): Shown {
  const rows: string[][] = [];
  let none = 0;
  return {
    add(result) {
      rows.push(cellsOf(result));
      if (result.value === null) none += 1;
    },
    end() {
      const width = widthOf(stdout);
      const without = none === 0 ? '' : ` ${formatCount(none, 'row')} without an estimate.`;
      const last = `${formatCount(rows.length, 'row')}.${without} The range holds the truth in four cases of five. --json has the terms of each.`;
      stdout.write(`${printTable({ columns, rows, width })}\n\n${wrapText(last, width).join('\n')}\n`);
    },
  };
}

const columns = [
  { title: 'id', maxWidth: 40 },
  { title: 'estimate', align: 'right' as const },
  { title: 'range (80 %)', align: 'right' as const },
  { title: 'unit', maxWidth: 24 },
  { title: 'bound by', maxWidth: 40 },
];

function cellsOf({ id, value, low, high, unit, bound, why }: EstimateResult): string[] {
  const name = id.length > 80 ? `${id.slice(0, 77)}...` : id;
  if (value === null) return [name, 'none', '', unit ?? '', why ?? ''];
  return [
    name,
    formatNumber(value),
    `${formatNumber(low!)} to ${formatNumber(high!)}`,
    unit ?? '',
    bound ?? '',
  ];
}
