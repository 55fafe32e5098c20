/**
 * A compiled model as plain data: it crosses to worker threads as it is, and any back end can run it.
 * Values are doubles. `inputs` are the constants set for each run; `series` are the variables recorded.
 */
export interface Program {
  /** JavaScript text of a function body that builds the run function; see javascript.ts. */
  readonly source: string;
  /** Element names of the constants that a run may set, e.g. `wafer yield` or `capacity[smic]`. */
  readonly inputs: readonly string[];
  /** The model's own value of each input, in the order of `inputs`. */
  readonly defaults: Float64Array;
  /** Element names recorded at each save time. */
  readonly series: readonly string[];
  /** Save times, in the model's time unit. */
  readonly times: Float64Array;
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
}
