import { formatCount, formatNumber } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import { type Spread, summaryLevels } from '../../engine/index.js';
import { nameColumn, quoteCell } from './choose.js';
import { describeOrigin, type ManyDone, type ManyRuns } from './plan.js';

const percent = (level: number) => `${Math.round(level * 100)}%`;

/** One row a metric, and one a series at the last saved time. */
export function printSpreads(many: ManyRuns, done: ManyDone, width: number): string {
  const { metrics, kept, job } = many;
  const { summary } = done;
  const last = job.program.times.length - 1;
  const end = job.program.times[last]!;
  const rows = [
    ...metrics.map(({ spec, unit }, m) => ({ name: spec.id, unit, spread: summary.metrics[m]! })),
    ...kept.map(({ name, units }, s) => ({
      name: `${name} at ${Number(end.toPrecision(9))}`,
      unit: units,
      spread: summary.series[s]![last]!,
    })),
  ];
  // A narrow screen has room for the middle and the ends of the band.
  const narrow = width < 80;
  const chosen = summaryLevels.map((_, i) => i).filter((i) => !narrow || i % 2 === 0);
  const number = (title: string) => ({ title, align: 'right' as const });
  const gaps = rows.some(({ spread }) => spread.missing > 0);
  const units = rows.some(({ unit }) => unit !== '');
  const table = printTable({
    width,
    columns: [
      nameColumn('', width),
      ...[
        'mean',
        'sd',
        ...chosen.map((i) => percent(summaryLevels[i]!)),
        ...(narrow ? [] : ['least', 'most']),
      ].map(number),
      ...(gaps ? [number('without')] : []),
      ...(units ? [{ title: 'unit', maxWidth: 14 }] : []),
    ],
    rows: rows.map(({ name, unit, spread }) => [
      name,
      ...[
        spread.mean,
        spread.deviation,
        ...chosen.map((i) => spread.quantiles[i]!),
        ...(narrow ? [] : [spread.least, spread.most]),
      ].map((value) => formatNumber(value, 4)),
      ...(gaps ? [spread.missing === 0 ? '0' : formatNumber(spread.missing / job.futures, 3)] : []),
      ...(units ? [unit] : []),
    ]),
  });
  return [
    `${describeOrigin(many)}`,
    '',
    table,
    '',
    ...wrapText(notesOf(many, done, gaps).join(' '), width),
  ].join('\n');
}

/** Runs below which the ends of the bands are told to be unsteady. */
const fewRuns = 200;

function notesOf({ job, metrics, kept }: ManyRuns, { precision, folder }: ManyDone, gaps: boolean): string[] {
  const off = Math.max(metrics.length > 0 ? precision.metrics : 0, kept.length > 0 ? precision.series : 0);
  return [
    off === 0
      ? 'sd: standard deviation. Percentiles are exact for these runs.'
      : `sd: standard deviation. Percentiles lie between values of runs that are known to ${Number((off * 100).toPrecision(2))} %.`,
    ...(job.futures < fewRuns
      ? [`5% and 95% rest on about ${formatCount(Math.max(1, Math.round(job.futures / 20)), 'run')} each.`]
      : []),
    ...(gaps ? ['without: share of runs that have no such value; the rest of the row leaves them out.'] : []),
    ...(folder ? [`Every run is kept in ${folder} (${formatCount(job.futures, 'run')}).`] : []),
  ];
}

/** One row a series and saved time. */
export function printBands(
  { job, kept }: ManyRuns,
  { summary }: ManyDone,
  { format, precision }: { readonly format: 'table' | 'tab' | 'csv'; readonly precision: 'short' | 'full' },
  write: (line: string) => void,
): void {
  const separator = format === 'tab' ? '\t' : ',';
  const print = (value: number) => {
    if (!Number.isFinite(value)) return '';
    return String(precision === 'full' ? value : Number(value.toPrecision(6)));
  };
  const levels = summaryLevels.map((level) => `p${Math.round(level * 100)}`);
  write(['series', 'Time', 'runs', 'mean', 'sd', ...levels, 'least', 'most'].join(separator));
  kept.forEach(({ name }, s) => {
    job.program.times.forEach((time, t) => {
      const { count, mean, deviation, quantiles, least, most } = summary.series[s]![t]!;
      const numbers = [time, count, mean, deviation, ...quantiles, least, most].map(print);
      write([quoteCell(name, separator), ...numbers].join(separator));
    });
  });
}

const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** The document steelyard.runs/1. */
export function documentOf(
  { job, sets, origin, metrics, kept }: ManyRuns,
  { summary, precision, folder }: ManyDone,
  model: { readonly file: string; readonly hash: string },
): unknown {
  return {
    schema: 'steelyard.runs/1',
    model: { path: model.file, hash: model.hash },
    runs: job.futures,
    design:
      origin.kind === 'table'
        ? { kind: 'table', path: origin.file, hash: origin.hash, constants: origin.names }
        : {
            kind: 'drawn',
            method: origin.method,
            seed: origin.seed,
            vary: origin.varied.map(({ name, text }) => ({ constant: name, distribution: text })),
          },
    sets: Object.fromEntries(sets),
    folder: folder ?? null,
    levels: summaryLevels,
    precision,
    metrics: metrics.map(({ spec, unit }, m) => ({ ...spec, unit, ...plain(summary.metrics[m]!) })),
    times: [...job.program.times],
    series: kept.map(({ name, units }, s) => ({ name, unit: units, ...overTime(summary.series[s]!) })),
  };
}

const plain = ({ count, missing, mean, deviation, least, most, quantiles }: Spread) => ({
  count,
  missing,
  mean: orNull(mean),
  deviation: orNull(deviation),
  least: orNull(least),
  most: orNull(most),
  quantiles: quantiles.map(orNull),
});

/** The same, an array over time for each; quantiles by level and then time. */
function overTime(spreads: readonly Spread[]) {
  const over = (read: (spread: Spread) => number) => spreads.map((spread) => orNull(read(spread)));
  return {
    count: over(({ count }) => count),
    missing: over(({ missing }) => missing),
    mean: over(({ mean }) => mean),
    deviation: over(({ deviation }) => deviation),
    least: over(({ least }) => least),
    most: over(({ most }) => most),
    quantiles: summaryLevels.map((_, i) => over(({ quantiles }) => quantiles[i]!)),
  };
}
