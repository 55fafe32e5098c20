import { SteelyardError } from '../../base/error.js';
import { formatCount } from '../../base/format.js';
import { type Chunk, type ChunkResult, checkJob, type EnsembleJob, planChunks } from '../ensemble.js';
import type { Executor } from '../executor.js';
import { type ArmSummary, askSummary, gatherer, type Precision } from './gather.js';
import { leafRuns, wholeLeaves } from './moments.js';

/** What an ensemble came to. */
export interface EnsembleSummary {
  /** False when the signal stopped it: what was run until then is summed up. */
  readonly finished: boolean;
  /** Runs of all arms that are summed up. */
  readonly runs: number;
  /** One for each arm of the job. */
  readonly arms: readonly ArmSummary[];
  readonly precision: Precision;
}

/** What may be chosen about a summary. */
export interface SummariseOptions {
  /** Levels of the quantiles; default 0.05, 0.25, 0.5, 0.75, 0.95. */
  readonly levels?: readonly number[] | undefined;
  /** Runs in a chunk, 256 times a power of two; no choice changes a bit. Default: as many as suit the job. */
  readonly chunkSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how many runs are summed up. */
  readonly onProgress?: ((runs: number) => void) | undefined;
}

/**
 * Runs an ensemble and sums it up while it runs: moments, ends and quantiles of every metric, and of every recorded
 * series at each time.
 *
 * Memory does not grow with the number of runs: up to 2^20 values of metrics, and 2^25 of series, are kept and their
 * quantiles are exact. Beyond, they are counted in buckets, 64 MB of metrics and 64 MB of series: a quantile lies between
 * two order statistics, and each is within the share of its own value that `precision` tells. Everything is the same to
 * the bit on any executor and with any size of chunks.
 *
 * @throws SteelyardError EN020 to EN025, EN027 for a size of chunks or a level that cannot be, EN028 for too many numbers a
 *   run, and SA001 to SA008 for a recipe
 *
 * @example
 * const model = parseModel('x= k*2 ~~| k= 1 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 0 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const { program } = compileWithLanes(model, { inputs: ['k'], series: ['x'] })
 * const design = Float64Array.of(1, 2, 3)
 * const arms = [{ policy: 'all', caseId: 'all', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * (await summariseRuns(inThread(instantiate), job)).arms[0].metrics[0].mean // => 4
 */
export async function summariseRuns(
  executor: Executor,
  job: EnsembleJob,
  { levels, chunkSize = chunkSizeFor(job), signal, onProgress }: SummariseOptions = {},
): Promise<EnsembleSummary> {
  checkJob(job);
  checkNumbers(job);
  checkChoices(chunkSize, levels);
  const asked = askSummary(job);
  const summed = Object.keys(asked).length > 0 ? { ...job, summary: asked } : job;
  const gathered = gatherer(job);
  let runs = 0;
  const take = (chunk: Chunk, result: ChunkResult) => {
    gathered.take(chunk, result);
    runs += chunk.to - chunk.from;
    onProgress?.(runs);
  };
  const finished = await executor.run(summed, planChunks(job, chunkSize), take, signal);
  return { finished, runs, arms: gathered.arms(levels), precision: gathered.precision() };
}

/** Numbers of a run that are summed up at most, of all arms: some kilobytes each on every thread. */
const mostNumbers = 2 ** 16;

/**
 * Refuses a job with more numbers a run, its arms counted each, than memory holds the sums of: 2^16.
 *
 * @throws SteelyardError EN028
 *
 * @example
 * checkNumbers({ arms: [{}], metrics: [], recorded: [{}], program: { times: [0, 1] } }) // => undefined
 */
export function checkNumbers({ arms, metrics, recorded, program }: NumbersOf): void {
  const times = program.times.length;
  const numbers = arms.length * (metrics.length + recorded.length * times);
  if (numbers <= mostNumbers) return;
  const recording = `${formatCount(recorded.length, 'series', 'series')} at ${formatCount(times, 'saved time')}`;
  throw new SteelyardError({
    code: 'EN028',
    found: `${recording} and ${formatCount(metrics.length, 'metric')} for ${formatCount(arms.length, 'arm')} are ${formatCount(numbers, 'number')} to sum up`,
    expected: `at most ${formatCount(mostNumbers, 'number')}`,
    remedy: 'record fewer series, or metrics alone',
  });
}

function checkChoices(chunkSize: number, levels: readonly number[] = []): void {
  const refuse = (found: string, expected: string) => {
    throw new SteelyardError({ code: 'EN027', found, expected });
  };
  if (!(chunkSize >= leafRuns && Number.isInteger(Math.log2(chunkSize))))
    refuse(`a chunk of ${chunkSize} runs is to be summed up`, `${leafRuns} runs times a power of two`);
  const level = levels.find((one) => !(one >= 0 && one <= 1));
  if (level !== undefined) refuse(`a quantile is asked for at the level ${level}`, 'a level from 0 to 1');
}

/** What tells how many numbers a run has. */
interface NumbersOf {
  readonly arms: readonly unknown[];
  readonly metrics: readonly unknown[];
  readonly recorded: readonly unknown[];
  readonly program: { readonly times: { readonly length: number } };
}

/**
 * Chooses how many runs a chunk holds: few enough that some dozens of chunks keep every thread busy to the end, and so
 * many that what they hand over is little beside their work.
 *
 * @example
 * chunkSizeFor({ arms: [{}], futures: 1e6, metrics: [], recorded: [], program: { times: [] } }) // => 8192
 */
export function chunkSizeFor(job: Omit<NumbersOf, 'arms'> & { readonly futures: number }): number {
  const cells = job.metrics.length + job.recorded.length * job.program.times.length;
  const most = Math.min(2 ** 16, (2 ** 24 / Math.max(1, cells)) | 0);
  return wholeLeaves(Math.min(most, job.futures / 64));
}
