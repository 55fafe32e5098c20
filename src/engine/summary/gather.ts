import type { Chunk, ChunkResult, EnsembleJob, SummaryAsked } from '../ensemble.js';
import { mostBuckets } from './buckets.js';
import type { GroupSummary } from './group.js';
import { makeTotals, type Spread, type Totals } from './totals.js';

/** What the runs of one arm came to. */
export interface ArmSummary {
  /** In the order of the job's metrics. */
  readonly metrics: readonly Spread[];
  /** In the order of the job's recorded series, and of its times: series[s][t]. */
  readonly series: readonly (readonly Spread[])[];
}

/**
 * How far the order statistics may be off between which a quantile lies, each as a share of its own value (or by 2^-1022);
 * 0 where every value was kept and sorted.
 */
export interface Precision {
  readonly metrics: number;
  readonly series: number;
}

/** Levels of the quantiles unless others are asked for. */
export const summaryLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * Values kept and sorted at most, of all runs: 8 MB of metrics, whose buckets take less, and 256 MB of series, whose
 * buckets would take more.
 */
const keptValues = { metrics: 2 ** 20, series: 2 ** 25 } as const;

/** Bits behind the point that tell buckets apart where values are not kept, and where there is room for them. */
const bitsOf = { metrics: 12, series: 10 } as const;

/** What is summed up where it runs, for more runs than can be kept. */
export function askSummary(job: EnsembleJob): SummaryAsked {
  const { metrics, series } = valuesOf(job);
  return {
    ...(metrics > keptValues.metrics && { metrics: bitsOf.metrics }),
    ...(series > keptValues.series && { series: bitsOf.series }),
  };
}

/** Buckets that the metrics, or the series, of one arm may take. */
export const roomOf = ({ arms }: Pick<EnsembleJob, 'arms'>): number =>
  Math.floor(mostBuckets / Math.max(1, arms.length));

function valuesOf({ arms, futures, metrics, recorded, program }: EnsembleJob) {
  const runs = arms.length * futures;
  return { metrics: runs * metrics.length, series: runs * recorded.length * program.times.length };
}

/** Joins the chunks of a job, in whatever order they come. */
export interface Gatherer {
  take(chunk: Chunk, result: ChunkResult): void;
  arms(levels?: readonly number[]): ArmSummary[];
  /** Tells how exact the quantiles are of what was taken. */
  precision(): Precision;
}

/**
 * Starts to gather the chunks of a job, whether they were summed up where they ran or come as values.
 *
 * The same runs give the same bits, however they were cut: moments hang on the number of a run alone, and counts of
 * sketches have no order.
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 1 ~~|'
 * const model = parseModel(`x= INTEG(k, 1) ~~| k= 2 ~~| ${clock}`, 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const design = Float64Array.of(5, 6, 7)
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * const all = gatherer(job)
 * for (const chunk of planChunks(job, 2)) all.take(chunk, runChunk(instantiate(program), job, chunk))
 * all.arms()[0].metrics[0].mean // => 7
 */
export function gatherer(job: EnsembleJob): Gatherer {
  const { metrics: metricBits = 0, series: seriesBits = 0 } = askSummary(job);
  const { futures, recorded, program } = job;
  const width = recorded.length;
  const totals = job.arms.map(() => ({
    metrics: makeTotals(job.metrics.length, metricBits, futures, roomOf(job)),
    series: makeTotals(width * program.times.length, seriesBits, futures, roomOf(job)),
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
    precision: () => ({
      metrics: Math.max(0, ...totals.map((arm) => arm.metrics.precision())),
      series: Math.max(0, ...totals.map((arm) => arm.series.precision())),
    }),
  };
}
