import type { Model } from '../../sd/ir.js';
import { defaultsOf, type ProgramSpec } from '../javascript.js';
import { planRun } from '../javascript-plan.js';
import { assemble } from './assemble.js';
import { simulationOf } from './simulation.js';

/** A model compiled for many runs at once, as plain data: it crosses to worker threads as it is. */
export interface LaneProgram {
  /** A WebAssembly module; see assemble.ts. */
  readonly bytes: Uint8Array;
  /** Runs that one block holds. */
  readonly lanes: number;
  /** Places in the module's memory, in bytes. */
  readonly places: { readonly inputs: number; readonly record: number };
  readonly inputs: readonly string[];
  readonly defaults: Float64Array;
  readonly series: readonly string[];
  readonly times: Float64Array;
}

/** How the kernel of lanes is made; the defaults suit processors with vectors of 128 bits. */
export interface LaneOptions {
  /** Vectors of two runs that go through the model side by side; default 4. */
  readonly vectors?: number;
  /** Values that one function works out at most; default 1500. */
  readonly functionSize?: number;
}

/**
 * Compiles a model to WebAssembly that takes many runs through it at once, each in a lane of its own.
 *
 * The values are those of `compileToJavaScript(model, { ...spec, math: 'own' })`, bit for bit.
 *
 * @throws SteelyardError EN001 to EN003, SD013, SD014, SD020, SD025 as the JavaScript has them; EN030 for what lanes do
 *   not hold
 *
 * @example
 * const model = parseModel('x= INTEG(k, 1) ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const kernel = instantiateLanes(compileToWasm(model, { inputs: ['k'], series: ['x'] }, { vectors: 1 }))
 * const out = new Float64Array(6)
 * kernel.runBlock(Float64Array.of(10, 20), out)
 * out // => [1, 1, 11, 21, 21, 41]
 */
export function compileToWasm(model: Model, spec: ProgramSpec, options: LaneOptions = {}): LaneProgram {
  const plan = planRun(model, spec);
  const { vectors = 4, functionSize = 1500 } = options;
  const assembled = assemble(simulationOf(plan), plan.clock, spec.inputs.length, { vectors, functionSize });
  return {
    bytes: assembled.bytes,
    lanes: 2 * vectors,
    places: { inputs: assembled.inputs, record: assembled.record },
    inputs: [...spec.inputs],
    defaults: defaultsOf(model, plan),
    series: [...spec.series],
    times: plan.clock.times,
  };
}
