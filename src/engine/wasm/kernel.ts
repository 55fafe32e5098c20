import { compileModule, host } from '../host.js';
import type { Block, Kernel } from '../program.js';
import type { LaneProgram } from './compile.js';

/** A kernel of lanes ready to run in this thread. */
export interface LaneKernel extends Kernel {
  readonly block: Block;
  /**
   * Runs the model once in every lane.
   *
   * @param inputs values of the inputs: inputs[i * lanes + lane]
   * @param out receives the record, of the series that are recorded: out[(t * recorded + s) * lanes + lane]
   */
  runBlock(inputs: Float64Array, out: Float64Array): void;
}

/**
 * Makes a program of lanes ready to run in this thread.
 *
 * `run` takes one run, in all lanes, and gives the series that are recorded; every kernel gives the same values.
 *
 * @example
 * const model = parseModel('x= k*2 ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 0 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const kernel = instantiateLanes(compileToWasm(model, { inputs: ['k'], series: ['x'] }))
 * const out = new Float64Array(1)
 * kernel.run(Float64Array.of(10), out)
 * out // => [20]
 */
export function instantiateLanes(program: Omit<LaneProgram, 'defaults'>): LaneKernel {
  const { lanes, places } = program;
  const instance = new WebAssembly.Instance(compileModule(program.bytes), { host });
  const { memory, run } = instance.exports as { memory: WebAssembly.Memory; run: () => void };
  const view = (place: number, count: number) => new Float64Array(memory.buffer, place, count * lanes);
  const inputs = view(places.inputs, program.inputs.length);
  const record = view(places.record, program.times.length * program.recorded.length);
  const values = view(places.metrics, program.metrics.length);
  return {
    block: { lanes, inputs, record, recorded: program.recorded, values, metrics: program.metrics, run },
    runBlock: (given, out) => {
      inputs.set(given);
      run();
      out.set(record);
    },
    run: (given, out) => {
      for (let i = 0; i < program.inputs.length; i++) inputs.fill(given[i]!, i * lanes, (i + 1) * lanes);
      run();
      for (let i = 0; i < out.length; i++) out[i] = record[i * lanes]!;
    },
  };
}
