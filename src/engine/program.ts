import type { MetricSpec } from './metrics.js';

/**
 * A compiled model as plain data: it crosses to worker threads as it is, and any back end can run it.
 * Values are doubles. `inputs` are the constants set for each run; `series` are the variables recorded.
 */
export interface Program {
  /** JavaScript text of a function body that builds the run function from `host`; see javascript.ts and host.ts. */
  readonly source: string;
  /** Element names of the constants that a run may set, e.g. `wafer yield` or `capacity[smic]`. */
  readonly inputs: readonly string[];
  /** The model's own value of each input, in the order of `inputs`. */
  readonly defaults: Float64Array;
  /** Element names recorded at each save time. */
  readonly series: readonly string[];
  /** Save times, in the model's time unit. */
  readonly times: Float64Array;
  /** The same model for many runs at once, if it was asked for; see wasm/compile.ts. */
  readonly lanes?: LaneModule | undefined;
}

/** A WebAssembly module that takes a block of runs through a model, each in a lane of its own. */
export interface LaneModule {
  readonly bytes: Uint8Array;
  /** Runs that one block holds. */
  readonly lanes: number;
  /** Places in the module's memory, in bytes. */
  readonly places: { readonly inputs: number; readonly record: number; readonly metrics: number };
  /** The series that are recorded, as indexes. */
  readonly recorded: readonly number[];
  /** The metrics that are worked out while a run goes on. */
  readonly metrics: readonly MetricSpec[];
  /** Told where runs are worked out in single precision, which is good for screening alone. */
  readonly precision?: 'f32';
}

/** A program ready to run in this thread. */
export interface Kernel {
  /**
   * Runs the model once.
   *
   * @param inputs values of `program.inputs`, in order
   * @param out receives times x series values, row by time: out[t * series.length + s]
   */
  run(inputs: Float64Array, out: Float64Array): void;
  /** The way to run many at once, if the kernel has one. */
  readonly block?: Block;
}

/** Many runs at once: the caller fills `inputs`, calls `run`, and reads `record`. */
export interface Block {
  readonly lanes: number;
  /** Values of the inputs: inputs[i * lanes + lane]. */
  readonly inputs: Float64Array;
  /** What was recorded, of the series `recorded`: record[(t * recorded.length + s) * lanes + lane]. */
  readonly record: Float64Array;
  /** Indexes of series. */
  readonly recorded: readonly number[];
  /** What the metrics came to: values[m * lanes + lane] for the m-th of `metrics`. */
  readonly values: Float64Array;
  readonly metrics: readonly MetricSpec[];
  run(): void;
}
