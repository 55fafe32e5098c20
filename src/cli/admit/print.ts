import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import type { Admission, AdmissionRow, Answer, Classifier, Request } from '../../controls/light.js';
import { field, oneOrOther, paragraph, plain, point, type Shown, section } from '../classify/layout.js';
import { headlineOf } from '../classify/print.js';
import { printChecklist, printExceptions } from '../classify/print-conditions.js';
import { printMissing, printNotes, printOutside } from '../classify/print-rest.js';

const passesWords = {
  open: 'open',
  by_decision: 'by decision',
  shut: 'shut',
  cannot_tell: 'cannot tell',
  depends_on_buyer: 'depends on the buyer',
} as const;

const bindsWords = {
  us: 'the US gate',
  china: "China's gate",
  both: 'both alike',
  neither: 'neither',
  cannot_tell: 'cannot tell',
  depends_on_buyer: 'depends on the buyer',
} as const;

/** Prints whether an item passes both gates: the answer, each gate's state, the buyers, and what it rests on. */
export function printAdmission(
  admission: Admission,
  request: Request,
  { book }: Classifier,
  shown: Shown,
): string {
  const { paint, width } = shown;
  const { answer, rows, us } = admission;
  return [
    ...wrapText(headlineOf(answer, request, book.places), width).map((line) => paint.bold(line)),
    ...printOutside(answer, shown),
    '',
    ...field('Passes', [passesOf(admission)], shown, paintOf(admission.passes, shown)),
    ...field('Decides', [bindsWords[admission.binds]], shown),
    ...field('US gate', [...new Set([usWords(admission), us.why])], shown),
    ...field("China's gate", [chinaWords(rows)], shown),
    ...section('By kind of buyer', rows.length > 1 && !alike(rows) ? printRows(rows, shown) : [], shown),
    ...section('Exceptions that serve', printExceptions(serving(answer), shown), shown),
    ...section('The US clauses that hold', printClauses(admission, shown), shown),
    ...section(
      "China's instruments (mostly reported practice, not law)",
      printInstruments(rows, shown),
      shown,
    ),
    ...section('What the US side hangs on', printMissing(answer, shown), shown),
    ...section('What the lane of January 2026 has to be shown', printChecklist(answer, shown), shown),
    ...section('Notes', printNotes(answer.notes, shown), shown),
    ...section('Not checked', printNotes([answer.rules_not_checked.join('; ')], shown, ''), shown),
    '',
    ...paragraph(lastWords(admission), shown, 0).map(paint.dim),
  ].join('\n');
}

/** How many kinds of buyers each outcome is for, the strictest first. */
function counted(rows: readonly AdmissionRow[]): string {
  const outcomes = (['shut', 'by_decision', 'cannot_tell', 'open'] as const).flatMap((outcome) => {
    const count = rows.filter(({ passes }) => passes === outcome).length;
    return count === 0 ? [] : [`${passesWords[outcome]} for ${count}`];
  });
  return `${outcomes.join(', ')} of ${rows.length} kinds`;
}

const alike = (rows: readonly AdmissionRow[]) =>
  new Set(rows.map(({ passes, binds, china }) => [passes, binds, china].join())).size === 1;

const serving = (answer: Answer): Answer => ({
  ...answer,
  exceptions: answer.exceptions.filter(({ available }) => available === true),
});

function passesOf({ passes, us, rows }: Admission): string {
  if (passes === 'depends_on_buyer') return `depends on the buyer: ${counted(rows)}`;
  if (passes === 'open' && us.state === 'exception')
    return 'open by what was checked, on the conditions of the exception';
  if (passes === 'by_decision') return 'by decision: somebody has to decide in the single case';
  return passes === 'open' ? 'open by what was checked' : passesWords[passes];
}

function paintOf(passes: Admission['passes'], { paint }: Shown): (line: string) => string {
  const colour = passes === 'open' ? paint.green : passes === 'shut' ? paint.red : paint.yellow;
  return (line) => paint.bold(colour(line));
}

function usWords({ us }: Admission): string {
  const open = us.may_be.length > 1 && us.may_be.length < 5;
  if (us.state === 'not_caught') return 'not caught by the rules checked';
  return `${plain(us.state)}${us.state === 'cannot_tell' && open ? `: ${oneOrOther(us.may_be.map(plain))}` : ''}`;
}

function chinaWords(rows: readonly AdmissionRow[]): string {
  const states = [...new Set(rows.map(({ china }) => china))];
  if (states.length > 1) return 'depends on the buyer; see the table';
  if (states[0] === 'not_applicable') return 'not applicable: foreign chips into China only';
  return `${plain(states[0]!)}${rows.length === 1 ? ` for ${plain(rows[0]!.buyer)}` : ' for every kind of buyer'}`;
}

function printRows(rows: readonly AdmissionRow[], { width }: Shown): string[] {
  const columns = [
    { title: 'buyer', maxWidth: 24 },
    { title: 'passes', shrink: false },
    { title: 'decides', maxWidth: 13 },
    { title: 'China', shrink: false },
    { title: 'by' },
  ];
  const cells = rows.map(({ buyer, passes, binds, china, instruments }) => [
    buyer,
    passesWords[passes],
    bindsWords[binds],
    plain(china),
    // The instruments that are as strict as the state are those that make it.
    [
      ...new Set(
        instruments.filter(({ state }) => state === china).map(({ instrument }) => plain(instrument)),
      ),
    ].join(', '),
  ]);
  return printTable({ columns, rows: cells, width: width - 2 })
    .split('\n')
    .map((line) => `  ${line}`);
}

function printClauses({ us }: Admission, shown: Shown): string[] {
  return us.clauses
    .filter(({ rule }) => rule !== 'none')
    .flatMap(({ clause, cite }) => point(clause === cite ? clause : `${clause} (${cite})`, shown));
}

/** Each instrument once, with the buyers that it binds where there are several rows. */
function printInstruments(rows: readonly AdmissionRow[], shown: Shown): string[] {
  const all = new Map(rows.flatMap(({ instruments }) => instruments.map((one) => [one.id, one] as const)));
  return [...all.values()].flatMap(({ id, instrument, since, state, says, confidence }) => {
    const buyers = rows.filter(({ instruments }) => instruments.some((one) => one.id === id));
    const whom =
      buyers.length === rows.length ? '' : ` for ${buyers.map(({ buyer }) => plain(buyer)).join(', ')}`;
    return point(
      `${plain(instrument)} since ${since}${whom}: ${plain(state)} (${confidence}). ${says}.`,
      shown,
    );
  });
}

function lastWords({ answer }: Admission): string {
  const later = answer.date > answer.as_of ? ' What came into force after that is not known here.' : '';
  return `Both gates are read as of ${answer.date}; the law was looked through to ${answer.as_of}.${later} Not told here: prices, supply, delay and how many licences are granted. ${answer.disclaimer} \`steelyard classify\` has the clauses one by one.`;
}
