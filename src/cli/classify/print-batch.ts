import { SteelyardError } from '../../base/error.js';
import { formatCount } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import type { Answer, Batch, Refused } from '../../controls/index.js';
import { complain } from '../complain.js';
import type { Context } from '../verb.js';
import { plain } from './layout.js';
import { licenceWords } from './words.js';

/** Prints a batch as a table, a row an answer. */
export function printBatch(
  results: readonly (Answer | Refused)[],
  { entries }: Batch,
  width: number,
): string {
  const columns = [
    { title: 'id', shrink: false },
    { title: 'chip', maxWidth: 32 },
    { title: 'to', maxWidth: 16 },
    { title: 'day', shrink: false },
    { title: 'ECCN', maxWidth: 14 },
    { title: 'licence' },
    { title: 'review', maxWidth: 16 },
  ];
  const rows = results.map((result, i) => {
    const entry = entries[i]!;
    const to = 'error' in entry ? '' : (entry.request.destination ?? 'not told');
    if ('error' in result) return [result.id, `not answered: ${result.error.code}`, to, '', '', '', ''];
    const { id, chip, date, eccn, license_required, review_policy } = result;
    return [id, chip, to, date, plain(eccn), licenceWords(license_required), plain(review_policy ?? '')];
  });
  const end = results.find((result): result is Answer => !('error' in result))?.disclaimer ?? '';
  return `${printTable({ columns, rows, width })}\n\n${formatCount(results.length, 'case')}. --json has each answer in full. ${end}`;
}

/** Tells of every case that was not answered on standard error, each with its place. */
export function tellRefused(refused: readonly Refused[], { io, words, packageRoot }: Context): void {
  const call = { words, roots: [packageRoot], debug: false };
  refused.forEach(({ error }, i) => {
    if (i > 0) io.stderr.write('\n');
    complain(new SteelyardError(error), call, io);
  });
  io.stderr.write(`\n${formatCount(refused.length, 'case')} not answered; the others are.\n`);
}
