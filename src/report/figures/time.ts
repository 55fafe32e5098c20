import { formatNumber, formatPercent } from '../../base/format.js';
import type { Band, Bound, FleetAnswer, NoAnswer } from '../../compute/index.js';
import type { Figure } from '../blocks.js';
import { joinWords } from '../text.js';
import { figureToSvg } from './svg.js';
import { boundNames, bounds, plotTime, type TimeBar, type TimeSize } from './time-plot.js';

/** A chip of the figure: what its fleet does, or why it does nothing. */
export type TimeRow = { readonly name: string } & (
  | { readonly answer: FleetAnswer; readonly ratio?: Band }
  | { readonly none: NoAnswer }
);

/**
 * Draws where the time goes, a bar for each chip: as many chips of each for the same work, and the first takes 1.
 *
 * @param rows the chips, in the order in which they are drawn; at least one of them has an answer
 */
export function timeFigure(rows: readonly TimeRow[], document: Document): Figure {
  const answers = rows.flatMap((row) => ('answer' in row ? [row.answer] : []));
  const first = answers[0]!;
  const bars: TimeBar[] = rows.map((row) => {
    if ('none' in row) return { name: row.name, total: Number.NaN, parts: [], why: row.none.why };
    const total = first.rate.value / row.answer.rate.value;
    return { name: row.name, total, parts: partsOf(row.answer.shares, total) };
  });
  const title = titleOf(answers);
  const description = bars
    .map(({ name, total, why }) => `${name}: ${why ?? `${formatNumber(total)} times the first`}`)
    .join('; ');
  const draw = (size: TimeSize) => figureToSvg(document, plotTime(bars, size), { title, description });
  const { question } = first;
  const none = rows.flatMap((row) => ('none' in row ? [row.name] : []));
  return {
    id: 'figure-time',
    title,
    caption: [
      `${question.workload.about} ${question.count.toLocaleString('en-US')} chips of each. Bars: time for the same work, the first chip 1; shares in percent. Middle values${widest(rows) > 1 ? `; in four cases of five the truth is within a factor of ${formatNumber(widest(rows), 2)} either way` : ''}.`,
      ...(none.length > 0 ? [`No bar: ${joinWords(none)} cannot do this work in such a fleet.`] : []),
    ].join(' '),
    description,
    source: `Source: \`steelyard estimate ${question.workload.id}\`, calibrated on data/evidence/measurements.yaml; chips: data/accelerators.`,
    drawing: { kind: 'pair', wide: draw({ width: 1180, step: 44 }), narrow: draw({ width: 358, step: 44 }) },
    data: {
      columns: ['chip', 'time against the first', ...bounds.map((bound) => `${boundNames[bound]}, share`)],
      rows: rows.map((row, i) => [
        'answer' in row ? row.answer.chip.id : row.name,
        bars[i]!.total,
        ...bounds.map((bound) => ('answer' in row ? row.answer.shares[bound] : Number.NaN)),
      ]),
    },
    table: {
      id: 'table-time',
      title: 'Where the time goes',
      narrow: 'scroll',
      columns: [
        { title: 'Chip', align: 'left' },
        { title: 'Time against the first', align: 'right' },
        ...bounds.map((bound) => ({ title: boundNames[bound], align: 'right' as const })),
      ],
      rows: rows.map((row, i) => ({
        cells: [
          row.name,
          formatNumber(bars[i]!.total),
          ...bounds.map((bound) => ('answer' in row ? formatPercent(row.answer.shares[bound]) : '—')),
        ],
      })),
    },
  };
}

function partsOf(shares: FleetAnswer['shares'], total: number): TimeBar['parts'] {
  let at = 0;
  return bounds.flatMap((bound) => {
    const from = at;
    at += shares[bound] * total;
    return shares[bound] > 0 ? [{ bound, from, to: at, share: shares[bound] }] : [];
  });
}

/** How far the ratio of a chip to the first may be off, at most. */
function widest(rows: readonly TimeRow[]): number {
  const ends = rows.flatMap((row) =>
    'answer' in row && row.ratio !== undefined ? [Math.sqrt(row.ratio.high / row.ratio.low)] : [],
  );
  return Math.max(1, ...ends);
}

function titleOf(answers: readonly FleetAnswer[]): string {
  const [first, ...others] = answers;
  const { shares, chip, question } = first!;
  const [bound, share] = Object.entries(shares).sort((a, b) => b[1] - a[1])[0] as [Bound, number];
  const head = `${question.workload.title}: ${boundNames[bound]} takes ${formatPercent(share)} of the time on ${chip.name}`;
  const slowest = others.reduce<FleetAnswer | undefined>(
    (a, b) => (a === undefined || b.rate.value < a.rate.value ? b : a),
    undefined,
  );
  if (slowest === undefined) return head;
  const times = first!.rate.value / slowest.rate.value;
  return times < 1.05
    ? `${head}, and no other takes longer`
    : `${head}; the same number of ${slowest.chip.name} takes ${formatNumber(times, 2)} times as long`;
}
