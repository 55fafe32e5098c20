import { SteelyardError } from '../base/error.js';
import type { SampleRecipe } from '../sample/rows.js';
import { compileMetric, type Meter, type MetricSpec } from './metrics.js';
import type { Program } from './program.js';
import { seriesIndex } from './series-index.js';
import type { GroupSummary } from './summary/group.js';

/** One policy in one case: the inputs that it sets, over what a future says. */
export interface Arm {
  readonly policy: string;
  readonly caseId: string;
  /** Index into `program.inputs`, and the value set. A later pair wins. */
  readonly sets: readonly (readonly [input: number, value: number])[];
}

/** A series kept from every run. */
export interface RecordedSeries {
  readonly id: string;
  /** Element name, one of `program.series`. */
  readonly series: string;
  /** Factor from the model's unit; default 1. */
  readonly scale?: number | undefined;
}

/**
 * All runs of an ensemble as plain data: every arm in every future.
 *
 * Every arm meets the same futures (common random numbers), so that a difference between arms is theirs.
 */
export interface EnsembleJob {
  readonly program: Program;
  readonly arms: readonly Arm[];
  readonly futures: number;
  /** Index into `program.inputs` of each column of `design`. */
  readonly futureInputs: readonly number[];
  /**
   * Values of the uncertain inputs: futures x columns, row by future; or the recipe of which each thread makes the rows
   * of its chunk, so that memory does not grow with futures. The bits are the same.
   */
  readonly design: Float64Array | SampleRecipe;
  readonly metrics: readonly MetricSpec[];
  readonly recorded: readonly RecordedSeries[];
  /** What a chunk sums up in place of handing over every value; default nothing. */
  readonly summary?: SummaryAsked | undefined;
}

/** What is summed up, and the bits that tell two buckets of a sketch apart; see summary/group.ts. */
export interface SummaryAsked {
  readonly metrics?: number | undefined;
  readonly series?: number | undefined;
}

/** A part of the work: one arm over the futures `from` to `to` (`to` not included). */
export interface Chunk {
  readonly index: number;
  /** Index into `job.arms`. */
  readonly arm: number;
  readonly from: number;
  readonly to: number;
}

/** What the runs of a chunk gave, n = to - from. */
export interface ChunkResult {
  /** n x metrics, row by future; empty where they are summed up. */
  readonly metrics: Float64Array;
  /** n x times x recorded series, row by future and then time; empty where they are summed up. */
  readonly series: Float64Array;
  /** What was asked for in `job.summary`; cells of series are time by time, and series by series in each. */
  readonly summary?: { readonly metrics?: GroupSummary; readonly series?: GroupSummary };
}

/**
 * Lists the memory of a result, for a thread that hands it over without a copy.
 *
 * @example
 * buffersOf({ metrics: Float64Array.of(1, 2), series: new Float64Array() }).map((b) => b.byteLength) // => [16, 0]
 */
export function buffersOf({ metrics, series, summary }: ChunkResult): ArrayBuffer[] {
  const groups = [summary?.metrics, summary?.series].flatMap((group) => group ?? []);
  const arrays = [metrics, series, ...groups.flatMap((group) => Object.values(group))];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}

/** Futures in a chunk unless told otherwise: some seconds of work lost at most, and few files. */
export const futuresPerChunk = 250;

/**
 * Splits a job into chunks. The split depends on the job alone, never on the number of workers, so that the
 * files written are the same wherever it runs.
 *
 * @throws SteelyardError EN027 unless the size is a whole number from 1
 *
 * @example
 * planChunks({ arms: [{}, {}], futures: 300 }).map((c) => [c.arm, c.from, c.to]) // => [[0, 0, 250], [0, 250, 300], [1, 0, 250], [1, 250, 300]]
 */
export function planChunks(
  job: { readonly arms: readonly unknown[]; readonly futures: number },
  size = futuresPerChunk,
): readonly Chunk[] {
  if (!(Number.isSafeInteger(size) && size >= 1))
    throw new SteelyardError({
      code: 'EN027',
      found: `a job is to be cut into chunks of ${size} futures`,
      expected: 'a whole number from 1',
    });
  const chunks: Chunk[] = [];
  for (let arm = 0; arm < job.arms.length; arm++)
    for (let from = 0; from < job.futures; from += size)
      chunks.push({ index: chunks.length, arm, from, to: Math.min(from + size, job.futures) });
  return chunks;
}

/**
 * Checks that the parts of a job fit together, and prepares its metrics and recorded series.
 *
 * @throws SteelyardError EN020 to EN022 for a metric or series, EN023 for sizes and indexes, EN024 for a name that
 *   stands twice
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 1 ~~|'
 * const model = parseModel(`x= INTEG(k, 1) ~~| k= 2 ~~| ${clock}`, 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const design = Float64Array.of(5, 6, 7)
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * checkJob(job).meters.length // => 1
 */
export function checkJob(job: EnsembleJob): {
  readonly meters: readonly Meter[];
  readonly columns: readonly Column[];
} {
  const { program, arms, futures, futureInputs, design } = job;
  const fits = (holds: boolean, found: string) => {
    if (!holds) throw new SteelyardError({ code: 'EN023', found });
  };
  const isInput = (index: number) => Number.isInteger(index) && index >= 0 && index < program.inputs.length;
  fits(
    program.defaults.length === program.inputs.length,
    `a program has ${program.inputs.length} inputs and ${program.defaults.length} defaults`,
  );
  fits(
    Number.isInteger(futures) && futures > 0 && fills(design, futures, futureInputs.length),
    `a design holds ${sizeOf(design)} for ${futures} futures of ${futureInputs.length} inputs`,
  );
  fits(futureInputs.every(isInput), 'a column of the design belongs to no input of the program');
  for (const arm of arms)
    fits(
      arm.sets.every(([input]) => isInput(input)),
      `policy ${arm.policy} in case ${arm.caseId} sets an input that the program lacks`,
    );
  once(
    'policy and case',
    arms.map((arm) => `${arm.policy} / ${arm.caseId}`),
  );
  once(
    'metric',
    job.metrics.map(({ id }) => id),
  );
  once(
    'recorded series',
    job.recorded.map(({ id }) => id),
  );
  return {
    meters: job.metrics.map((spec) => compileMetric(spec, program)),
    columns: job.recorded.map(({ id, series, scale = 1 }) => ({
      index: seriesIndex(series, program.series, `recorded series ${id}`),
      scale,
    })),
  };
}

/** A recorded series of a job: its place among the series of the program, and its factor. */
export interface Column {
  readonly index: number;
  readonly scale: number;
}

const fills = (design: EnsembleJob['design'], futures: number, width: number) =>
  design instanceof Float64Array
    ? design.length === futures * width
    : design.size === futures && design.columns.length === width;

const sizeOf = (design: EnsembleJob['design']) =>
  design instanceof Float64Array
    ? `${design.length} values`
    : `a recipe of ${design.size} rows and ${design.columns.length} columns`;

function once(what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new SteelyardError({ code: 'EN024', found: `the ${what} "${twice}" stands twice` });
}
