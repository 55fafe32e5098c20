import { SteelyardError } from '../../base/error.js';
import { formatCount } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { visibleText, wrapText } from '../../base/text.js';
import type { Answer, BatchEntry, Refused } from '../../controls/index.js';
import { complain } from '../complain.js';
import type { Context } from '../verb.js';
import { plain } from './layout.js';
import { licenceWords } from './words.js';

/** A table of a batch that grows by one row an answer; only what it shows is kept. */
export interface BatchTable {
  add(result: Answer | Refused, entry: BatchEntry): void;
  print(width: number): string;
}

/** Begins the table of a batch. */
export function batchTable(): BatchTable {
  const rows: string[][] = [];
  let end = '';
  let asMet = false;
  return {
    add(result, entry) {
      rows.push(cellsOf(result, entry).map(short));
      if ('error' in result) return;
      end = result.disclaimer;
      if (result.assumed.some(({ why }) => why.startsWith('taken as met'))) asMet = true;
    },
    print(width) {
      const told = asMet
        ? ' Certifications of the lane of January 2026 that a case does not speak of count as met; "certifications: unknown" at the head of the file leaves them open.'
        : '';
      const last = `${formatCount(rows.length, 'case')}.${told} --json has each answer in full. ${end}`;
      return `${printTable({ columns, rows, width })}\n\n${wrapText(last.trim(), width).join('\n')}`;
    },
  };
}

const columns = [
  { title: 'id', maxWidth: 40, shrink: false },
  { title: 'chip', maxWidth: 32 },
  { title: 'to', maxWidth: 16 },
  { title: 'day', shrink: false },
  { title: 'ECCN', maxWidth: 14 },
  { title: 'licence' },
  { title: 'review', maxWidth: 16 },
];

function cellsOf(result: Answer | Refused, entry: BatchEntry): string[] {
  const to = 'error' in entry ? '' : (entry.request.destination ?? 'not told');
  if ('error' in result) return [result.id, `not answered: ${result.error.code}`, to, '', '', '', ''];
  const { id, chip, date, eccn, license_required, review_policy } = result;
  return [id, chip, to, date, plain(eccn), licenceWords(license_required), plain(review_policy ?? '')];
}

/** Names are the asker's own: what steers a terminal would take no width, and what is endless too much. */
function short(cell: string): string {
  const text = visibleText(cell);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Tells of every case that was not answered on standard error, each with its place. */
export function tellRefused(refused: readonly Refused[], { io, words, packageRoot }: Context): void {
  const call = { words, roots: [packageRoot], debug: false, files: new Map<string, readonly string[]>() };
  refused.forEach(({ error }, i) => {
    if (i > 0) io.stderr.write('\n');
    complain(new SteelyardError(error), call, io);
  });
}
