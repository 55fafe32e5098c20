import { SteelyardError } from '../base/error.js';
import { compileMetric, type Meter, type MetricSpec } from './metrics.js';
import type { Block, Kernel, Program } from './program.js';
import { seriesIndex } from './series-index.js';

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
  /** Values of the uncertain inputs: futures x columns, row by future. */
  readonly design: Float64Array;
  readonly metrics: readonly MetricSpec[];
  readonly recorded: readonly RecordedSeries[];
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
  /** n x metrics, row by future. */
  readonly metrics: Float64Array;
  /** n x times x recorded series, row by future and then time. */
  readonly series: Float64Array;
}

/** Futures in a chunk unless told otherwise: some seconds of work lost at most, and few files. */
export const futuresPerChunk = 250;

/**
 * Splits a job into chunks. The split depends on the job alone, never on the number of workers, so that the
 * files written are the same wherever it runs.
 *
 * @example
 * planChunks({ arms: [{}, {}], futures: 300 }).map((c) => [c.arm, c.from, c.to]) // => [[0, 0, 250], [0, 250, 300], [1, 0, 250], [1, 250, 300]]
 */
export function planChunks(
  job: { readonly arms: readonly unknown[]; readonly futures: number },
  size = futuresPerChunk,
): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let arm = 0; arm < job.arms.length; arm++)
    for (let from = 0; from < job.futures; from += size)
      chunks.push({ index: chunks.length, arm, from, to: Math.min(from + size, job.futures) });
  return chunks;
}

/**
 * Runs every future of a chunk.
 *
 * @throws SteelyardError as `createRunner` does
 */
export function runChunk(kernel: Kernel, job: EnsembleJob, chunk: Chunk): ChunkResult {
  return createRunner(kernel, job)(chunk);
}

/**
 * Prepares a job for one kernel; the function it returns runs one chunk and may be called again and again.
 *
 * @throws SteelyardError EN020 to EN024 if the job does not fit its program
 */
export function createRunner(kernel: Kernel, job: EnsembleJob): (chunk: Chunk) => ChunkResult {
  const { meters, columns } = checkJob(job);
  const { program } = job;
  const steps = program.times.length;
  const stride = program.series.length;
  if (kernel.block) return runBlocks(kernel.block, job, meters, columns);
  const inputs = new Float64Array(program.inputs.length);
  const record = new Float64Array(steps * stride);
  return ({ arm, from, to }) => {
    const metrics = new Float64Array((to - from) * meters.length);
    const series = new Float64Array((to - from) * steps * columns.length);
    let m = 0;
    let s = 0;
    for (let future = from; future < to; future++) {
      setInputs(inputs, job, job.arms[arm]!, future);
      kernel.run(inputs, record);
      for (const meter of meters) metrics[m++] = meter(record);
      for (let t = 0; t < steps; t++)
        for (const { index, scale } of columns) series[s++] = scale * record[t * stride + index]!;
    }
    return { metrics, series };
  };
}

// Many futures at once: in the last block, lanes that have no future of their own repeat the last one.
function runBlocks(
  block: Block,
  job: EnsembleJob,
  meters: readonly Meter[],
  columns: readonly Column[],
): (chunk: Chunk) => ChunkResult {
  const { lanes } = block;
  const steps = job.program.times.length;
  const inputs = new Float64Array(job.program.inputs.length);
  const read = readerOf(block, job, meters);
  // Where the record holds each column.
  const places = columns.map(({ index }) => block.recorded.indexOf(index));
  if (places.includes(-1)) throw unrecorded('a series that is to be kept');
  return ({ arm, from, to }) => {
    const metrics = new Float64Array((to - from) * meters.length);
    const series = new Float64Array((to - from) * steps * columns.length);
    let s = 0;
    for (let first = from; first < to; first += lanes) {
      for (let lane = 0; lane < lanes; lane++) {
        setInputs(inputs, job, job.arms[arm]!, Math.min(first + lane, to - 1));
        for (let i = 0; i < inputs.length; i++) block.inputs[i * lanes + lane] = inputs[i]!;
      }
      block.run();
      for (let lane = 0; lane < lanes && first + lane < to; lane++) {
        read(lane, metrics, (first + lane - from) * meters.length);
        for (let t = 0; t < steps; t++)
          for (let c = 0; c < places.length; c++)
            series[s++] =
              columns[c]!.scale * block.record[(t * block.recorded.length + places[c]!) * lanes + lane]!;
      }
    }
    return { metrics, series };
  };
}

/** Reads the metrics of one lane: as the kernel worked them out, else from its record. */
function readerOf(
  block: Block,
  job: EnsembleJob,
  meters: readonly Meter[],
): (lane: number, into: Float64Array, at: number) => void {
  const { lanes, record, recorded, values } = block;
  const known = block.metrics.map((spec) => JSON.stringify(spec));
  const places = job.metrics.map((spec) => known.indexOf(JSON.stringify(spec)));
  if (!places.includes(-1))
    return (lane, into, at) => {
      for (let m = 0; m < places.length; m++) into[at + m] = values[places[m]! * lanes + lane]!;
    };
  const stride = job.program.series.length;
  const complete = recorded.length === stride && recorded.every((index, s) => index === s);
  if (!complete) throw unrecorded('a metric');
  const one = new Float64Array(job.program.times.length * stride);
  return (lane, into, at) => {
    for (let i = 0; i < one.length; i++) one[i] = record[i * lanes + lane]!;
    meters.forEach((meter, m) => {
      into[at + m] = meter(one);
    });
  };
}

const unrecorded = (what: string) =>
  new SteelyardError({ code: 'EN023', found: `the kernel of lanes was not made for ${what} of the job` });

function setInputs(inputs: Float64Array, job: EnsembleJob, arm: Arm, future: number): void {
  const { futureInputs, design } = job;
  inputs.set(job.program.defaults);
  const row = future * futureInputs.length;
  for (let c = 0; c < futureInputs.length; c++) inputs[futureInputs[c]!] = design[row + c]!;
  for (const [input, value] of arm.sets) inputs[input] = value;
}

/**
 * Checks that the parts of a job fit together, and prepares its metrics and recorded series.
 *
 * @throws SteelyardError EN020 to EN022 for a metric or series, EN023 for sizes and indexes, EN024 for a name that
 *   stands twice
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
    Number.isInteger(futures) && futures > 0 && design.length === futures * futureInputs.length,
    `a design holds ${design.length} values for ${futures} futures of ${futureInputs.length} inputs`,
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

interface Column {
  readonly index: number;
  readonly scale: number;
}

function once(what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new SteelyardError({ code: 'EN024', found: `the ${what} "${twice}" stands twice` });
}
