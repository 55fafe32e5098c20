import { formatCount } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import type { GateSpan } from '../../controls/china-history.js';
import type { Span } from '../../controls/index.js';
import { plain } from '../classify/layout.js';
import type { NamedChip } from './load.js';
import { type Look, lateWords } from './print.js';
import {
  buyerWords,
  caution,
  chineseFirst,
  clauseWords,
  entryWords,
  licenceCell,
  reviewCell,
} from './words.js';

/** A span with the acts that took effect on its first day. */
export interface ToldSpan extends Span {
  readonly acts: readonly { readonly id: string; readonly title: string; readonly citation: string }[];
}

/** What the timeline of one chip shows. */
export interface ChipView {
  readonly chip: NamedChip;
  readonly place: string;
  readonly until: string;
  readonly lookedThrough: string;
  readonly spans: readonly ToldSpan[];
  /** By kind of buyer; absent where the chip does not go to China. */
  readonly china: Readonly<Record<string, readonly GateSpan[]>> | null;
  readonly deliveries: readonly { readonly day: string; readonly title: string; readonly source: string }[];
}

/** Prints what the rules said of one chip, day by day. */
export function printChip(view: ChipView, look: Look): string {
  const { chip, place, until, lookedThrough } = view;
  const { width, paint } = look;
  const wrap = (text: string) => wrapText(text, width);
  const launched = chip.launched ? `, launched ${chip.launched}` : '';
  return [
    ...wrap(`${chip.name} to ${place}, export from the United States, to ${until}`).map(paint.bold),
    ...wrap(
      `${formatCount(view.spans.length, 'stretch', 'stretches')} with the same answer${launched}. The law was looked through to ${lookedThrough}.`,
    ),
    ...(chip.chinese ? wrap(chineseFirst) : []),
    '',
    paint.bold('US rules'),
    ...printSpans(view, look),
    ...(view.china ? ['', ...printChina(view.china, look)] : []),
    ...(view.deliveries.length > 0 ? ['', ...printDeliveries(view, look)] : []),
    '',
    ...[caution, lateWords(until, lookedThrough)].filter(Boolean).flatMap(wrap),
    '',
    ...wrap(
      `\`steelyard classify "${chip.id}" --to ${place === 'China' ? 'CN' : `"${place}"`} --on DAY\` shows the reasoning of one day.`,
    ).map(paint.dim),
    '',
  ].join('\n');
}

/** Stretches that ended before the launch are left out: nothing could be moved then. */
function printSpans({ spans, until, chip }: ChipView, { width, paint }: Look): string[] {
  const launch = /^\d{4}/.exec(chip.launched ?? '')?.[0] ?? '';
  const live = spans.filter(({ to }) => to === null || to >= launch);
  const early = spans.length - live.length;
  const lines = live.flatMap((span) => {
    const days = (
      span.to !== null && span.to <= until ? `${span.from} to ${span.to}` : `${span.from} on`
    ).padEnd(24);
    const answer = answerWords(span);
    const style = span.license_required === false ? paint.bold : String;
    const wide = width >= 80;
    const indent = wide ? 28 : 4;
    const shown = wrapText(answer, width - indent);
    const head = wide
      ? shown.map((line, i) => `  ${i === 0 ? days : ' '.repeat(24)}  ${style(line)}`)
      : [`  ${days.trimEnd()}`, ...shown.map((line) => `    ${style(line)}`)];
    const why = [
      ...(span.clauses.length > 0
        ? span.clauses.map(clauseWords)
        : [`why: ${span.reason === 'depends' ? 'it hangs on what is not known' : plain(span.reason)}`]),
      ...span.acts.map(({ title, citation }) => `act: ${title}, ${citation}`),
    ];
    return [
      ...head,
      ...why.flatMap((text) =>
        wrapText(text, width - indent, '  ').map((line) => paint.dim(`${' '.repeat(indent)}${line}`)),
      ),
    ];
  });
  return early === 0
    ? lines
    : [...lines, paint.dim(`  ${formatCount(early, 'stretch', 'stretches')} before the launch left out`)];
}

/** China's gate as a path of states, with buyers of the same path together. */
function printChina(china: NonNullable<ChipView['china']>, { width, paint }: Look): string[] {
  const paths = new Map<string, string[]>();
  for (const [buyer, spans] of Object.entries(china)) {
    const path = spans
      .map(({ from, state }, i) => (i === 0 ? plain(state) : `${from} ${plain(state)}`))
      .join(', ');
    paths.set(path, [...(paths.get(path) ?? []), buyerWords(buyer)]);
  }
  const rows = [...paths].map(([path, buyers]) => [buyers.join(', '), path]);
  const columns = [
    { title: 'buyer', maxWidth: width < 80 ? 20 : 30 },
    { title: 'state, and the first day of each later one' },
  ];
  return [
    ...wrapText("China's gate, by buyer: mostly reported practice, not law", width).map(paint.bold),
    printTable({ columns, rows, width }),
  ];
}

function printDeliveries({ deliveries }: ChipView, { width, paint }: Look): string[] {
  const columns = [
    { title: 'day', shrink: false },
    { title: 'what is known of deliveries' },
    { title: 'source', maxWidth: width < 80 ? 16 : 34 },
  ];
  const rows = deliveries.map(({ day, title, source }) => [day, title, source]);
  return [paint.bold('Deliveries'), printTable({ columns, rows, width })];
}

/** Licence, review and entry in one line. */
function answerWords({ license_required, review_policy, eccn }: Span): string {
  if (license_required === 'cannot_tell' && eccn === 'cannot_tell') return 'cannot tell';
  const cell = licenceCell(license_required);
  // A requirement is named as such; what is no licence question keeps its own words.
  const licence = license_required === true || license_required === 'contested' ? `licence ${cell}` : cell;
  const asked = license_required === true || license_required === 'contested';
  const review =
    review_policy === 'cannot_tell'
      ? ', review hangs on what was not told, such as certifications'
      : `, ${reviewCell(review_policy)}`;
  return `${licence}${asked && review_policy ? review : ''}; ${entryWords(eccn)}`;
}
