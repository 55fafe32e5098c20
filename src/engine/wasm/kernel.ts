import type { Kernel } from '../program.js';
import type { LaneProgram } from './compile.js';
import { farText } from './math/far.js';

/** A kernel of lanes ready to run in this thread. */
export interface LaneKernel extends Kernel {
  readonly lanes: number;
  /** Where `step` finds the inputs of a block: [input][lane]. */
  readonly inputs: Float64Array;
  /** Where `step` leaves the record of a block: [time][series][lane]. */
  readonly record: Float64Array;
  /** Runs the block whose inputs lie in `inputs`; what it recorded lies in `record`. */
  step(): void;
  /**
   * Runs the model once in every lane.
   *
   * @param inputs values of the inputs: inputs[i * lanes + lane]
   * @param out receives the record: out[(t * series + s) * lanes + lane]
   */
  runBlock(inputs: Float64Array, out: Float64Array): void;
}

/**
 * Makes a program of lanes ready to run in this thread.
 *
 * `run` takes one run, in all lanes: the same values as any other kernel gives.
 *
 * @example
 * const model = parseModel('x= k*2 ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 0 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const kernel = instantiateLanes(compileToWasm(model, { inputs: ['k'], series: ['x'] }))
 * const out = new Float64Array(1)
 * kernel.run(Float64Array.of(10), out)
 * out // => [20]
 */
export function instantiateLanes(program: LaneProgram): LaneKernel {
  const { lanes, places } = program;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(program.bytes as BufferSource), {
    host: host(),
  });
  const { memory, run } = instance.exports as { memory: WebAssembly.Memory; run: () => void };
  const inputs = new Float64Array(memory.buffer, places.inputs, program.inputs.length * lanes);
  const record = new Float64Array(
    memory.buffer,
    places.record,
    program.times.length * program.series.length * lanes,
  );
  return {
    lanes,
    inputs,
    record,
    step: run,
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

// What few runs ever need is written in JavaScript, and the same text serves the JavaScript of a model.
function host(): WebAssembly.ModuleImports {
  const text = [...farText, 'return { farAngle, farQuarter };'].join('\n');
  return {
    ...(new Function(text)() as WebAssembly.ModuleImports),
    remainder: (a: number, b: number) => a % b,
  };
}
