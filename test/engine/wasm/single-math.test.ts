import { describe, expect, test } from 'vitest';
import type { LaneFunctionName } from '../../../src/engine/wasm/math/index.js';
import { argumentsOf, special } from './arguments.js';
import { own } from './lane-function.js';
import { inSingle, singleUnitsOff } from './single-function.js';

/** How far each function may be off the doubles, in units of the last place of single precision. */
const bounds: readonly (readonly [LaneFunctionName, units: number])[] = [
  ['exp', 1.2],
  ['log', 0.9],
  ['pow', 1],
  // What is worked out in doubles is rounded once.
  ['sin', 0.501],
  ['cos', 0.501],
  ['tan', 0.501],
  ['asin', 0.501],
  ['acos', 0.501],
  ['atan', 0.501],
  ['sinh', 0.501],
  ['cosh', 0.501],
  ['tanh', 0.501],
];

// The least and the greatest value that exp reaches before it is 0 or Infinity.
const least = 2 ** -125;
const greatest = 3.4e38;

const rounded = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([x, y]) => [Math.fround(x), Math.fround(y)] as const);

describe.each(bounds)('%s in single precision', (name, units) => {
  const inLanes = inSingle(name);

  test(`is within ${units} units of the last place`, () => {
    const args = rounded(argumentsOf(name, 60_000)).filter(([x, y]) => {
      const size = Math.abs(own[name](x, y));
      return Number.isFinite(x) && Number.isFinite(y) && size > least && size < greatest;
    });
    const found = inLanes(args);
    const off = args.map(([x, y], i) => singleUnitsOff(found[i]!, own[name](x, y)));
    expect(args.length).toBeGreaterThan(20_000);
    expect(off.reduce((worst, one) => Math.max(worst, one), 0)).toBeLessThan(units);
  });

  test('goes where ECMAScript sends it at the ends', () => {
    const ends = [...special, 87, 88.7, 88.73, 89, 90, 100, -87, -88, -104, 2 ** -140];
    const pairs = rounded(ends.flatMap((x) => (name === 'pow' ? ends : [0]).map((y) => [x, y] as const)));
    const found = inLanes(pairs);
    pairs.forEach(([x, y], i) => {
      const wanted = Math.fround(Math[name](x, y));
      const what = `${name}(${x}, ${y})`;
      const ordinary = Number.isFinite(wanted) && wanted !== 0;
      if (!ordinary) expect(found[i], what).toBe(wanted);
      // What exp would bring below 2^-125 is 0.
      else if (name === 'exp' && wanted < least) expect(found[i], what).toBe(0);
      else expect(singleUnitsOff(found[i]!, Math[name](x, y)), what).toBeLessThan(units + 0.1);
    });
  });
});
