import { formatCount, formatNumber, formatQuantity } from '../../base/format.js';
import type { Spread } from '../../engine/index.js';
import type { Figure } from '../blocks.js';
import { formatRange } from '../lookup.js';
import { plotFan } from './fan-plot.js';
import { drawPanels } from './time-panel.js';

/** Series of many runs, with what they came to at each time. */
export interface FanInput {
  /** What was run, such as the file of a model. */
  readonly name: string;
  /** Where the numbers come from, for the line below the drawing. */
  readonly source: string;
  readonly runs: number;
  readonly times: readonly number[];
  /** Unit of the times; may be empty. */
  readonly timeUnit: string;
  readonly series: readonly {
    readonly title: string;
    readonly unit: string;
    /** One a time; quantiles at 5, 25, 50, 75 and 95 %. */
    readonly spreads: readonly Spread[];
    /** A few runs of their own, each over time. */
    readonly singles: readonly (readonly number[])[];
  }[];
}

/** Panels in one drawing at most; the table beside it holds all. */
const mostPanels = 24;

/** Draws the series of many runs over time, a panel each: median, bands of 50 and 90 % of the runs, a few single runs. */
export function fanFigure(input: FanInput, document: Document): Figure {
  const { source, times, timeUnit, series } = input;
  const drawn = series.slice(0, mostPanels);
  const end = Number(times.at(-1)!.toPrecision(9));
  const atEnd = series.map(({ title, unit, spreads }) => {
    const [p5, , p50, , p95] = spreads.at(-1)!.quantiles;
    return `${title} at ${end}: median ${formatQuantity(p50!, unit)}, 90% of the runs within ${formatRange(p5!, p95!, unit)}`;
  });
  const left = series.length - drawn.length;
  const caption = [
    'Line: median; dark band: 50% of runs, light band: 90%;',
    drawn[0] && drawn[0].singles.length > 0 ? `thin lines: the first ${drawn[0].singles.length} runs.` : '',
    left > 0 ? `${left} further series are not drawn.` : '',
  ];
  const fans = drawn.map(({ title, unit, spreads, singles }) => {
    const bands = [0, 1, 2, 3, 4].map((level) => spreads.map(({ quantiles }) => quantiles[level]!));
    return { title, unit, times, timeUnit, bands, singles };
  });
  const description = atEnd.slice(0, mostPanels).join('; ');
  return {
    id: 'figure-fan',
    title: titleOf(input),
    subtitle: series.length === 1 ? atEnd[0]! : findingOf(input),
    caption: caption.filter(Boolean).join(' '),
    description,
    source: `Source: ${source}`,
    drawing: {
      kind: 'pair',
      wide: drawPanels(fans, plotFan, document, 860),
      narrow: drawPanels(fans, plotFan, document, 358),
    },
    data: {
      columns: ['series', 'unit', 'time', 'p5', 'p25', 'p50', 'p75', 'p95'],
      rows: series.flatMap((one) =>
        one.spreads.map(({ quantiles }, t) => [one.title, one.unit, times[t]!, ...quantiles]),
      ),
    },
    table: {
      id: 'table-fan',
      title: `What the runs came to at ${end}`,
      narrow: 'scroll',
      columns: [
        { title: 'Series', align: 'left' },
        ...['5%', '25%', 'Median', '75%', '95%'].map((head) => ({ title: head, align: 'right' as const })),
        { title: 'Unit', align: 'left' },
      ],
      rows: series.map((one) => ({
        cells: [one.title, ...one.spreads.at(-1)!.quantiles.map((q) => formatNumber(q)), one.unit],
      })),
    },
  };
}

/** Says what is drawn, and of how many runs. */
function titleOf({ name, runs, series }: FanInput): string {
  const what = series.length === 1 ? series[0]!.title : `${series.length} series of ${name}`;
  return `${what} over ${formatCount(runs, 'run')}: median, half of the runs, and 90% of them`;
}

/** Says which of several series is the least certain at the end, for its size. */
function findingOf({ times, series }: FanInput): string {
  const ends = series.map(({ title, unit, spreads }) => {
    const [p5, , p50, , p95] = spreads.at(-1)!.quantiles;
    return { title, unit, low: p5!, high: p95!, width: (p95! - p5!) / Math.abs(p50!) };
  });
  const known = ends.filter(({ width }) => Number.isFinite(width));
  const widest = known.reduce((most, one) => (one.width > most.width ? one : most), known[0]!);
  if (!widest) return '';
  const end = Number(times.at(-1)!.toPrecision(9));
  return `At ${end} ${widest.title} spreads most for its size: 90% of the runs within ${formatRange(widest.low, widest.high, widest.unit)}`;
}
