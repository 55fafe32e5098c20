import { wrapText } from '../../base/text.js';
import type { Answer, Classifier, HeadroomTable, Request } from '../../controls/light.js';
import { type Shown, section } from './layout.js';
import { printChecklist, printExceptions, printGate } from './print-conditions.js';
import { printFigures } from './print-figures.js';
import { printHeadroom } from './print-headroom.js';
import {
  printLast,
  printMissing,
  printNotes,
  printOutside,
  printSources,
  sourceTitles,
} from './print-rest.js';
import { printTrace } from './print-trace.js';
import { printVerdict } from './print-verdict.js';
import { movementWords, titleOf } from './words.js';

/**
 * Prints one answer for a reader at a terminal: the answer first, then how it was reached and what it rests on.
 *
 * @param request what was asked, for what the answer does not repeat
 * @param headroom distances from the thresholds, where they were asked for
 */
export function printAnswer(
  answer: Answer,
  request: Request,
  { book }: Classifier,
  shown: Shown,
  headroom?: HeadroomTable,
): string {
  const { trace, brief, paint, width } = shown;
  const head = [
    ...wrapText(headlineOf(answer, request, book.places), width).map((line) => paint.bold(line)),
    ...printOutside(answer, shown),
    '',
    ...printVerdict(answer, book, shown),
    ...section('Headroom', headroom ? printHeadroom(headroom, shown) : [], shown),
  ];
  const unchecked = section(
    'Not checked',
    printNotes([answer.rules_not_checked.join('; ')], shown, ''),
    shown,
  );
  const notes = section('Notes', printNotes(answer.notes, shown), shown);
  if (brief) {
    const titles = printNotes([sourceTitles(answer)], shown, '');
    return [
      ...head,
      ...notes,
      ...unchecked,
      ...section('Sources', titles, shown),
      '',
      ...printLast(answer, shown),
    ].join('\n');
  }
  return [
    ...head,
    ...section('What it hangs on', printMissing(answer, shown), shown),
    ...section('What the lane of January 2026 has to be shown', printChecklist(answer, shown), shown),
    ...section('Exceptions', printExceptions(answer, shown), shown),
    ...section("China's gate, as of the same day", printGate(answer, shown), shown),
    ...section('Figures', printFigures(answer, shown), shown),
    ...section(
      trace ? 'Clause by clause' : 'Clause by clause: what holds, and the nearest that does not',
      printTrace(answer, shown),
      shown,
    ),
    ...section('Taken as given', printTaken(answer, shown), shown),
    ...notes,
    ...unchecked,
    ...section('Sources', printSources(answer, shown), shown),
    '',
    ...printLast(answer, shown),
  ].join('\n');
}

/** The item, where it goes, how and when, in one line. */
export function headlineOf(answer: Answer, request: Request, places: Classifier['book']['places']): string {
  const { destination, route, site, transaction = 'export_from_us' } = request;
  const nameOf = (word: string) => places.nameOf(places.idOf(word) ?? word).replace(/^(?=United )/, 'the ');
  const to = destination === undefined ? ', destination not told' : ` to ${nameOf(destination)}`;
  const from = route === undefined || transaction === 'export_from_us' ? '' : ` from ${nameOf(route)}`;
  const chip = `${answer.chip.charAt(0).toUpperCase()}${answer.chip.slice(1)}`;
  const at = site === undefined ? '' : `, to stand in ${nameOf(site)}`;
  return `${chip}${to}${at}, ${movementWords(transaction)}${from}, on ${answer.date}`;
}

function printTaken({ assumed }: Answer, shown: Shown): string[] {
  return printNotes(
    assumed.map(({ what, value, why }) => `${titleOf(what)}: ${value.replaceAll('_', ' ')} (${why})`),
    shown,
  );
}
