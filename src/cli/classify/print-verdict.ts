import { formatCount } from '../../base/format.js';
import type { Answer, LicenseRequired, Rulebook } from '../../controls/light.js';
import { field, oneOrOther, plain, type Shown } from './layout.js';
import { licenceWords, openValues, reasonWords, titleOf } from './words.js';

/** Prints the answer in a few lines: ECCN, licence, why, review, exceptions, China's gate. */
export function printVerdict(answer: Answer, book: Rulebook, shown: Shown): string[] {
  const { paint } = shown;
  return [
    ...field('ECCN', [eccnWords(answer, book)], shown, paint.bold),
    ...printLicence(answer, shown),
    ...field('Why', [reasonWords(answer, book)], shown),
    ...printReview(answer, shown),
    ...printExceptionLine(answer, shown),
    ...printGateLine(answer, shown),
  ];
}

function eccnWords(answer: Answer, book: Rulebook): string {
  const { eccn, residual } = answer;
  if (eccn === 'cannot_tell') return `cannot tell${openValues(answer, 'eccn')}`;
  if (eccn === 'pre-rule') return `none of the kind: 3A090 came on ${firstEntry(book)}`;
  if (residual === null || eccn !== 'not_3A090') return plain(eccn);
  return `${plain(eccn)}; ${residual === 'cannot_tell' ? 'where it falls instead cannot be told' : `falls under ${residual}`}`;
}

/** The first day on which an entry of this kind was in force. */
function firstEntry({ rules }: Rulebook): string {
  const days = rules.classification.flatMap(({ from }) => from ?? []).sort();
  return days[0] ?? 'a later day';
}

function printLicence(answer: Answer, shown: Shown): string[] {
  const { license_required: value, text, practice } = answer;
  const paint = (one: LicenseRequired) => paintLicence(one, shown);
  const stated = answer.reason === 'published_statement';
  const plainValue = typeof value === 'boolean' || value === 'text_yes_practice_no' || value === 'contested';
  if (!plainValue || stated) {
    const open = value === 'cannot_tell' ? openValues(answer, 'license_required') : '';
    const by = stated ? ', as stated and not worked out (see the notes)' : '';
    return field('Licence', [`${licenceWords(value)}${open}${by}`], shown, paint(value));
  }
  if (text.license_required === practice.license_required) {
    const clauses =
      text.note === practice.note ? [text.note] : [`text: ${text.note}`, `practice: ${practice.note}`];
    const letter = answer.reason === 'is_informed_letter';
    const both =
      value !== true
        ? ''
        : letter
          ? ', by a letter and not by the text of a rule'
          : ', by the text and in practice';
    return field(
      'Licence',
      [`${licenceWords(value)}${both}`, ...(value === true ? clauses : [])],
      shown,
      paint(value),
    );
  }
  return [
    ...field(
      'Licence',
      [`by the text: ${licenceWords(text.license_required)}`, ...noteOf(text)],
      shown,
      paint(text.license_required),
    ),
    ...field(
      '',
      [`in practice: ${licenceWords(practice.license_required)}`, ...noteOf(practice)],
      shown,
      paint(practice.license_required),
    ),
  ];
}

function paintLicence(value: LicenseRequired, { paint }: Shown): (line: string) => string {
  if (value === true || value === 'general_prohibition_10') return (line) => paint.bold(paint.red(line));
  if (value === false) return (line) => paint.bold(paint.green(line));
  return (line) => paint.bold(paint.yellow(line));
}

function printReview(answer: Answer, shown: Shown): string[] {
  const { review_policy: policy, license_required: required, depends, checklist } = answer;
  if (policy === null) {
    return required === true || required === 'contested'
      ? field('Review policy', ['none is stated for this requirement'], shown)
      : [];
  }
  if (policy !== 'cannot_tell') return field('Review policy', [plain(policy)], shown);
  const parts = depends.find(({ field: name }) => name === 'review_policy')?.parts ?? [];
  const inputs = [...new Set(parts.map(({ input }) => input))];
  const listed = inputs.filter((input) => checklist.some(({ id }) => id === input));
  const others = inputs.filter((input) => !listed.includes(input));
  const which = shown.brief ? ` (${listed.join(', ')})` : '';
  const on = [
    ...(others.length > 3 ? [`${others.length} other things`] : others.map(titleOf)),
    ...(listed.length > 0 ? [`${formatCount(listed.length, 'certification')} nobody told of${which}`] : []),
  ];
  return field(
    'Review policy',
    [
      `cannot tell${openValues(answer, 'review_policy')}`,
      `it hangs on ${on.join(', ') || 'what is not known'}${shown.brief ? '' : '; see below'}`,
    ],
    shown,
  );
}

function printExceptionLine({ exceptions }: Answer, shown: Shown): string[] {
  if (exceptions.length === 0) return [];
  const of = (wanted: boolean | 'cannot_tell') =>
    exceptions.filter(({ available }) => available === wanted).map(({ id }) => id);
  const [open, untold] = [of(true), of('cannot_tell')];
  const words = [
    ...(open.length > 0
      ? [
          `${oneOrOther(open)} within scope, on conditions${shown.brief ? ' that the whole answer lists' : '; see below'}`,
        ]
      : []),
    ...(untold.length > 0 ? [`cannot tell for ${oneOrOther(untold)}`] : []),
  ];
  return field('Exceptions', [words.join('; ') || noneServes(exceptions.length)], shown);
}

function printGateLine({ china_gate: { state, buyer, confidence } }: Answer, shown: Shown): string[] {
  if (state === 'not_applicable') return field("China's gate", ['not applicable'], shown);
  const who = buyer === null ? '' : ` for ${plain(buyer)}`;
  const sure = confidence === 'none' ? '' : ` (confidence: ${confidence}; practice, not law)`;
  const words =
    { depends_on_buyer: 'depends on the buyer', no_gate: 'none found on record' }[state] ?? plain(state);
  return field("China's gate", [`${words}${who}${sure}`], shown);
}

const noneServes = (count: number) =>
  count === 1 ? 'the one in force does not serve' : `none of the ${count} in force serves`;

/** The note of a reading without the words that stand before it already. */
function noteOf({ note }: Answer['practice']): string[] {
  const rest = note.replace(/^(?:not caught by the rules checked|disputed)(?:: )?/, '');
  return rest === '' ? [] : [rest];
}
