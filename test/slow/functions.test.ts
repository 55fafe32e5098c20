import { expect, test } from 'vitest';
import type { LaneFunctionName } from '../../src/engine/wasm/math/index.js';
import { argumentsOf } from '../engine/wasm/arguments.js';
import { inLanes, own } from '../engine/wasm/lane-function.js';
import { reference, unitsOff } from '../engine/wasm/reference.js';

const bounds: readonly (readonly [LaneFunctionName, units: number])[] = [
  ['exp', 1],
  ['log', 1],
  ['pow', 2],
  ['sin', 1],
  ['cos', 1],
  ['tan', 3],
  ['asin', 2],
  ['acos', 2],
  ['atan', 2],
  ['sinh', 2],
  ['cosh', 2],
  ['tanh', 3],
];

test.each(bounds)('%s is within %d units of the last place on a million arguments', (name, units) => {
  const args = argumentsOf(name, 1_000_000);
  const lanes = inLanes(name)(args);
  let worst = 0;
  let differs = 0;
  args.forEach(([x, y], i) => {
    const value = own[name](x, y);
    if (!Object.is(value, lanes[i])) differs++;
    worst = Math.max(worst, unitsOff(value, reference[name]!(x, y)));
  });
  console.log(`${name}: at most ${worst.toFixed(3)} units off`);
  expect(differs).toBe(0);
  expect(worst).toBeLessThan(units);
});
