import { describe, expect, test } from 'vitest';
import type { LaneFunctionName } from '../../../src/engine/wasm/math/index.js';
import { argumentsOf, special } from './arguments.js';
import { inLanes, own } from './lane-function.js';
import { reference, unitsOff } from './reference.js';

/** How far each function may be off, in units of the last place, and on how many arguments that is tried. */
const bounds: readonly (readonly [LaneFunctionName, units: number, count: number])[] = [
  ['exp', 1, 100_000],
  ['log', 1, 100_000],
  ['pow', 2, 100_000],
  ['sin', 1, 15_000],
  ['cos', 1, 15_000],
  ['tan', 3, 15_000],
  ['asin', 2, 15_000],
  ['acos', 2, 15_000],
  ['atan', 2, 15_000],
  ['sinh', 2, 15_000],
  ['cosh', 2, 15_000],
  ['tanh', 3, 15_000],
];

describe.each(bounds)('%s', (name, units, count) => {
  const args = argumentsOf(name, count);
  const values = args.map(([x, y]) => own[name](x, y));

  test(`is within ${units} units of the last place`, () => {
    let worst = 0;
    args.forEach(([x, y], i) => {
      const off = unitsOff(values[i]!, reference[name]!(x, y));
      if (off > worst) worst = off;
    });
    expect(worst).toBeLessThan(units);
  });

  test('gives the same bits in lanes', () => {
    const lanes = inLanes(name)(args);
    const differs = args.findIndex((_, i) => !Object.is(lanes[i], values[i]));
    expect(differs < 0 ? 'nothing' : args[differs]).toBe('nothing');
  });

  test('goes where ECMAScript sends it at the ends, in lanes too', () => {
    const pairs = special.flatMap((x) => (name === 'pow' ? special : [0]).map((y) => [x, y] as const));
    const lanes = inLanes(name)(pairs);
    pairs.forEach(([x, y], i) => {
      const found = own[name](x, y);
      const wanted = Math[name](x, y);
      const what = `${name}(${x}, ${y})`;
      expect(lanes[i], what).toBe(found);
      // Between the ends the functions of the machine are only nearly right.
      const ordinary = Number.isFinite(wanted) && wanted !== 0;
      if (!ordinary) expect(found, what).toBe(wanted);
      else expect(Math.abs(found - wanted), what).toBeLessThanOrEqual(1e-13 * Math.abs(wanted) + 1e-323);
    });
  });
});

test('powers that have a short way take it', () => {
  for (const [x, y] of argumentsOf('pow', 3000)) {
    expect(own.pow(x, 2)).toBe(x * x);
    expect(own.pow(x, 0.5)).toBe(Math.sqrt(x));
    expect(own.pow(-x, -1)).toBe(1 / -x);
    expect(own.pow(y, 1)).toBe(y);
  }
});

test('angles of more than a million keep all digits', () => {
  // Worked out with 3,000 binary places.
  const known = [
    [own.sin(1e22), -0.8522008497671888],
    [own.cos(1e22), 0.5232147853951389],
    [own.sin(2 ** 1023), 0.563127779850884],
    [own.sin(-(2 ** 1023)), -0.563127779850884],
  ] as const;
  for (const [found, wanted] of known) expect(Math.abs(found - wanted)).toBeLessThanOrEqual(2 ** -53);
});
