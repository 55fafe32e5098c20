import type { Chunk, ChunkResult, EnsembleJob, SummaryAsked } from '../ensemble.js';
import type { GroupSummary } from './group.js';
import { makeTotals, type Spread, type Totals } from './totals.js';

/** What the runs of one arm came to. */
export interface ArmSummary {
  /** In the order of the job's metrics. */
  readonly metrics: readonly Spread[];
  /** In the order of the job's recorded series, and of its times: series[s][t]. */
  readonly series: readonly (readonly Spread[])[];
}

/** How far a quantile may be off, as a share of its value; 0 where every value was kept and sorted. */
export interface Precision {
  readonly metrics: number;
  readonly series: number;
}

/** Levels of the quantiles unless others are asked for. */
export const summaryLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Values kept and sorted at most, of metrics and of series: 8 MB each. */
const keptValues = 2 ** 20;

/** Buckets to a power of two where values are not kept: quantiles are within 0.025 % for metrics and 0.1 % for series. */
const bitsOf = { metrics: 12, series: 10 } as const;

/** What is summed up where it runs, for more runs than can be kept. */
export function askSummary(job: EnsembleJob): SummaryAsked {
  const { metrics, series } = valuesOf(job);
  return {
    ...(metrics > keptValues && { metrics: bitsOf.metrics }),
    ...(series > keptValues && { series: bitsOf.series }),
  };
}

/** Tells how exact quantiles of a job are. */
export function precisionOf(job: EnsembleJob): Precision {
  const { metrics = 0, series = 0 } = askSummary(job);
  return { metrics: metrics && 2 ** -metrics, series: series && 2 ** -series };
}

function valuesOf({ arms, futures, metrics, recorded, program }: EnsembleJob) {
  const runs = arms.length * futures;
  return { metrics: runs * metrics.length, series: runs * recorded.length * program.times.length };
}

/** Joins the chunks of a job, in whatever order they come. */
export interface Gatherer {
  take(chunk: Chunk, result: ChunkResult): void;
  arms(levels?: readonly number[]): ArmSummary[];
}

/**
 * Starts to gather the chunks of a job, whether they were summed up where they ran or come as values.
 *
 * The same runs give the same bits, however they were cut: moments hang on the number of a run alone, and counts of
 * sketches have no order.
 */
export function gatherer(job: EnsembleJob): Gatherer {
  const { metrics: metricBits = 0, series: seriesBits = 0 } = askSummary(job);
  const { futures, recorded, program } = job;
  const width = recorded.length;
  const totals = job.arms.map(() => ({
    metrics: makeTotals(job.metrics.length, metricBits, futures),
    series: makeTotals(width * program.times.length, seriesBits, futures),
  }));
  const put = (into: Totals, { from, to }: Chunk, values: Float64Array, summary: GroupSummary | undefined) =>
    summary ? into.join(from, to, summary) : into.add(from, to, values);
  return {
    take(chunk, { metrics, series, summary }) {
      const arm = totals[chunk.arm]!;
      put(arm.metrics, chunk, metrics, summary?.metrics);
      put(arm.series, chunk, series, summary?.series);
    },
    arms: (levels = summaryLevels) =>
      totals.map((arm) => {
        const cells = arm.series.spreads(levels);
        const at = (s: number) => cells.filter((_, cell) => cell % width === s);
        return {
          metrics: arm.metrics.spreads(levels),
          series: recorded.map((_, s) => at(s)),
        };
      }),
  };
}
