import { formatCount, formatNumber, formatQuantity } from '../../base/format.js';
import type { Spread } from '../../engine/index.js';
import type { Figure } from '../blocks.js';
import { formatRange } from '../lookup.js';
import { plotFan } from './fan-plot.js';
import { figureToSvg } from './svg.js';

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
    return `${title} at ${end}: median ${formatQuantity(p50!, unit)}, 90% ${formatRange(p5!, p95!, unit)}`;
  });
  const title = series.length === 1 ? atEnd[0]! : findingOf(input);
  const left = series.length - drawn.length;
  const caption = [
    'Line: median; dark band: 50% of runs, light band: 90%;',
    drawn[0] && drawn[0].singles.length > 0 ? `thin lines: the first ${drawn[0].singles.length} runs.` : '',
    timeUnit === '' ? '' : `Time in ${timeUnit}.`,
    left > 0 ? `${left} further series are not drawn.` : '',
  ];
  const description = atEnd.slice(0, mostPanels).join('; ');
  return {
    id: 'figure-fan',
    title,
    caption: caption.filter(Boolean).join(' '),
    description,
    source: `Source: ${source}`,
    drawing: {
      kind: 'pair',
      wide: drawPanels(input, drawn, document, 860),
      narrow: drawPanels(input, drawn, document, 358),
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

/** Says which of several series is the least certain at the end, for its size. */
function findingOf({ name, runs, times, series }: FanInput): string {
  const ends = series.map(({ title, unit, spreads }) => {
    const [p5, , p50, , p95] = spreads.at(-1)!.quantiles;
    return { title, unit, low: p5!, high: p95!, width: (p95! - p5!) / Math.abs(p50!) };
  });
  const known = ends.filter(({ width }) => Number.isFinite(width));
  const widest = known.reduce((most, one) => (one.width > most.width ? one : most), known[0]!);
  if (!widest) return `${name}: ${series.length} series over ${formatCount(runs, 'run')}`;
  const end = Number(times.at(-1)!.toPrecision(9));
  return `${name}: of ${series.length} series ${widest.title} spreads most, 90% of ${formatCount(runs, 'run')} within ${formatRange(widest.low, widest.high, widest.unit)} at ${end}`;
}

/** Sets the panels side by side, two in a row where there is room. */
function drawPanels(
  { times }: FanInput,
  series: FanInput['series'],
  document: Document,
  width: number,
): string {
  const columns = series.length > 1 && width > 600 ? 2 : 1;
  const gap = 24;
  const size = {
    width: (width - gap * (columns - 1)) / columns,
    height: columns === 1 ? (series.length === 1 ? 380 : 240) : 220,
  };
  const panels = series.map(({ title, unit, spreads, singles }, i) => {
    const bands = [0, 1, 2, 3, 4].map((level) => spreads.map(({ quantiles }) => quantiles[level]!));
    const svg = figureToSvg(document, plotFan({ title, unit, times, bands, singles }, size), null);
    const [x, y] = [(i % columns) * (size.width + gap), Math.floor(i / columns) * (size.height + 14)];
    return svg.replace(/^<svg /, `<svg x="${x}" y="${y}" `);
  });
  const height = Math.ceil(series.length / columns) * (size.height + 14) - 14;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${panels.join('')}</svg>`;
}
