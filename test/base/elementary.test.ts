import { expect, test } from 'vitest';
import { exp, log, log1p, pow } from '../../src/base/elementary.js';
import { argumentsOf, special } from '../engine/wasm/arguments.js';
import { own } from '../engine/wasm/lane-function.js';

test.each([
  ['exp', exp],
  ['log', log],
] as const)('%s gives the bits of the kernel', (name, work) => {
  for (const [x] of argumentsOf(name, 100_000)) {
    const value = work(x);
    if (!Object.is(value, own[name](x))) expect([x, value]).toEqual([x, own[name](x)]);
  }
});

test('pow gives the bits of the kernel', () => {
  const odd = [...special, 1 / 3, 1e300, -1e300];
  const pairs = [...argumentsOf('pow', 100_000), ...odd.flatMap((x) => odd.map((y) => [x, y] as const))];
  for (const [x, y = 0] of pairs) {
    const value = pow(x, y);
    if (!Object.is(value, own.pow(x, y))) expect([x, y, value]).toEqual([x, y, own.pow(x, y)]);
  }
});

test('log1p is within 3 units of the last place, however small x is', () => {
  const u = 2 ** -52;
  for (let i = 1; i < 20_000; i++) {
    for (const x of [2 ** (-i / 20), -(2 ** (-i / 20)), i / 7, -1 + i / 20_000]) {
      const wanted = Math.log1p(x);
      // The machine's own is within 1 unit itself.
      expect(Math.abs(log1p(x) - wanted), String(x)).toBeLessThanOrEqual(4 * u * Math.abs(wanted));
    }
  }
  for (const x of [0, -0, -1, -2, Number.NaN, Infinity]) expect(log1p(x)).toBe(Math.log1p(x));
});
