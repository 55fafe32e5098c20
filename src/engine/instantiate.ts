import { fromText } from './host.js';
import type { Kernel, Program } from './program.js';
import { instantiateLanes } from './wasm/kernel.js';

/**
 * Makes a program ready to run in this thread: the kernel of lanes if it has one, else its JavaScript.
 *
 * @throws SteelyardError EN026 where a page's content security policy forbids it
 *
 * @example
 * const program = { source: 'return (inputs, out) => { out[0] = 2 * inputs[0] }', inputs: ['a'], defaults: Float64Array.of(3), series: ['b'], times: Float64Array.of(0) }
 * const out = new Float64Array(1)
 * instantiate(program).run(program.defaults, out)
 * out[0] // => 6
 */
export function instantiate(program: Program): Kernel {
  if (program.lanes) return instantiateLanes({ ...program, ...program.lanes });
  return { run: fromText<Kernel['run']>(program.source) };
}
