import { SteelyardError } from '../base/error.js';
import { sampleRows } from '../sample/rows.js';
import type { Arm, Column, EnsembleJob } from './ensemble.js';
import type { Meter } from './metrics.js';
import type { Block, Kernel } from './program.js';

/** Takes the runs of a job through a kernel, as many at once as the kernel has lanes, and shows what they left. */
export interface Source {
  /** Runs that one call takes at most. */
  readonly lanes: number;
  /** What the metrics came to: values[m * lanes + lane]. */
  readonly values: Float64Array;
  /** What the runs recorded. */
  readonly record: Float64Array;
  /** Where the record holds each time and series: record[offsets[t * series + s] + lane], to be scaled. */
  readonly offsets: Int32Array;
  /** Factors, in the order of `offsets`. */
  readonly scales: Float64Array;
  /** Runs `count` futures from `first` on, 1 to `lanes` of them. */
  run(arm: number, first: number, count: number): void;
}

/** Rows of a design that are made at once where a recipe stands in its place. */
const rowsAtOnce = 1024;

/**
 * Joins a job to a kernel.
 *
 * @throws SteelyardError EN023 if the kernel of lanes does not hold what the job asks for; SA001 to SA008 for a recipe
 */
export function sourceOf(
  kernel: Kernel,
  job: EnsembleJob,
  meters: readonly Meter[],
  columns: readonly Column[],
): Source {
  const { block } = kernel;
  return block ? ofBlock(block, job, meters, columns) : ofRun(kernel, job, meters, columns);
}

function ofRun(
  kernel: Kernel,
  job: EnsembleJob,
  meters: readonly Meter[],
  columns: readonly Column[],
): Source {
  const { program } = job;
  const inputs = new Float64Array(program.inputs.length);
  const record = new Float64Array(program.times.length * program.series.length);
  const values = new Float64Array(meters.length);
  const setInputs = setterOf(inputs, 1, job);
  return {
    lanes: 1,
    values,
    record,
    ...placesOf(columns, program.series.length, 1, job),
    run(arm, first) {
      setInputs(arm, first, 1);
      kernel.run(inputs, record);
      for (let m = 0; m < meters.length; m++) values[m] = meters[m]!(record);
    },
  };
}

// In the last block, lanes that have no future of their own repeat the last one.
function ofBlock(
  block: Block,
  job: EnsembleJob,
  meters: readonly Meter[],
  columns: readonly Column[],
): Source {
  const { lanes, recorded, record } = block;
  const setInputs = setterOf(block.inputs, lanes, job);
  const places = columns.map(({ index, scale }) => ({ index: recorded.indexOf(index), scale }));
  if (places.some(({ index }) => index === -1)) throw unrecorded('a series that is to be kept');
  const values = new Float64Array(job.metrics.length * lanes);
  const read = readerOf(block, job, meters, values);
  return {
    lanes,
    values,
    record,
    ...placesOf(places, recorded.length, lanes, job),
    run(arm, first, count) {
      setInputs(arm, first, count);
      block.run();
      read();
    },
  };
}

function placesOf(
  columns: readonly Column[],
  stride: number,
  lanes: number,
  { program }: EnsembleJob,
): Pick<Source, 'offsets' | 'scales'> {
  const cells = [...program.times.keys()].flatMap((t) =>
    columns.map(({ index, scale }) => ({ offset: (t * stride + index) * lanes, scale })),
  );
  return {
    offsets: Int32Array.from(cells, ({ offset }) => offset),
    scales: Float64Array.from(cells, ({ scale }) => scale),
  };
}

/** Makes the inputs of some futures: the defaults, over them what a future says, over that what the arm sets. */
function setterOf(
  inputs: Float64Array,
  lanes: number,
  job: EnsembleJob,
): (arm: number, first: number, count: number) => void {
  const { program, futureInputs, arms } = job;
  const rows = rowsOf(job);
  const width = futureInputs.length;
  let prepared = -1;
  let free: readonly (readonly [column: number, input: number])[] = [];
  const prepare = ({ sets }: Arm) => {
    for (let i = 0; i < program.inputs.length; i++)
      inputs.fill(program.defaults[i]!, i * lanes, (i + 1) * lanes);
    for (const [input, value] of sets) inputs.fill(value, input * lanes, (input + 1) * lanes);
    const held = new Set(sets.map(([input]) => input));
    free = futureInputs.flatMap((input, column) => (held.has(input) ? [] : [[column, input] as const]));
  };
  return (arm, first, count) => {
    if (arm !== prepared) prepare(arms[arm]!);
    prepared = arm;
    const { values, from } = rows(first, first + count);
    for (let lane = 0; lane < lanes; lane++) {
      const row = (first - from + Math.min(lane, count - 1)) * width;
      for (const [column, input] of free) inputs[input * lanes + lane] = values[row + column]!;
    }
  };
}

/** Rows of a design that are at hand, and the number of the first of them. */
interface Rows {
  readonly values: Float64Array;
  readonly from: number;
}

/** Reads rows of a job's design: those of its table, or else made by its recipe, a stretch at a time. */
function rowsOf({ design, futures }: EnsembleJob): (from: number, to: number) => Rows {
  if (design instanceof Float64Array) {
    const all = { values: design, from: 0 };
    return () => all;
  }
  const make = sampleRows(design);
  let held: Rows & { readonly to: number } = { values: new Float64Array(), from: 0, to: 0 };
  return (from, to) => {
    if (from < held.from || to > held.to) {
      const end = Math.min(futures, from + rowsAtOnce);
      held = { values: make(from, end), from, to: end };
    }
    return held;
  };
}

/** Reads the metrics of a block: as the kernel worked them out, else from its record. */
function readerOf(
  { lanes, record, recorded, values: worked, metrics }: Block,
  job: EnsembleJob,
  meters: readonly Meter[],
  values: Float64Array,
): () => void {
  const known = metrics.map((spec) => JSON.stringify(spec));
  const places = job.metrics.map((spec) => known.indexOf(JSON.stringify(spec)));
  if (!places.includes(-1))
    return () => {
      for (let m = 0; m < places.length; m++)
        for (let lane = 0; lane < lanes; lane++)
          values[m * lanes + lane] = worked[places[m]! * lanes + lane]!;
    };
  const stride = job.program.series.length;
  const complete = recorded.length === stride && recorded.every((index, s) => index === s);
  if (!complete) throw unrecorded('a metric');
  const one = new Float64Array(job.program.times.length * stride);
  return () => {
    for (let lane = 0; lane < lanes; lane++) {
      for (let i = 0; i < one.length; i++) one[i] = record[i * lanes + lane]!;
      for (let m = 0; m < meters.length; m++) values[m * lanes + lane] = meters[m]!(one);
    }
  };
}

const unrecorded = (what: string) =>
  new SteelyardError({ code: 'EN023', found: `the kernel of lanes was not made for ${what} of the job` });
