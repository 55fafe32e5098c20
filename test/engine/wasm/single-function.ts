import { compileToWasm, instantiateLanes } from '../../../src/engine/index.js';
import type { LaneFunctionName } from '../../../src/engine/wasm/math/index.js';
import { read } from '../../sd/run.js';

const names: Readonly<Record<LaneFunctionName, string>> = {
  exp: 'EXP(x)',
  log: 'LN(x)',
  pow: 'x^y',
  sin: 'SIN(x)',
  cos: 'COS(x)',
  tan: 'TAN(x)',
  asin: 'ARCSIN(x)',
  acos: 'ARCCOS(x)',
  atan: 'ARCTAN(x)',
  sinh: 'SINH(x)',
  cosh: 'COSH(x)',
  tanh: 'TANH(x)',
};

/** An elementary function as lanes in single precision work it out, in a model of one equation. */
export function inSingle(
  name: LaneFunctionName,
): (pairs: readonly (readonly [number, number])[]) => Float64Array {
  const model = read(`x= 1 ~~|\ny= 1 ~~|\nz= ${names[name]} ~~|`, 1, 0);
  const { block } = instantiateLanes(
    compileToWasm(model, { inputs: ['x', 'y'], series: ['z'] }, { precision: 'f32' }),
  );
  const { lanes, inputs, record, run } = block;
  return (pairs) => {
    const out = new Float64Array(pairs.length);
    for (let from = 0; from < pairs.length; from += lanes) {
      for (let lane = 0; lane < lanes; lane++) {
        const [x, y] = pairs[Math.min(from + lane, pairs.length - 1)]!;
        inputs[lane] = x;
        inputs[lanes + lane] = y;
      }
      run();
      out.set(record.subarray(0, Math.min(lanes, pairs.length - from)), from);
    }
    return out;
  };
}

/** How far a number in single precision lies from a finer one, in units of its last place; below 2^-125 of the last there. */
export function singleUnitsOff(found: number, wanted: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(wanted))), -126);
  return Math.abs(found - wanted) / 2 ** (exponent - 23);
}
