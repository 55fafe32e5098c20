import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantileErrors, quantileOf, risingFinite } from '../../src/analysis/index.js';
import { noise } from './build.js';

describe('quantiles', () => {
  test('agree with type 7 of R', () => {
    // quantile(c(1, 3, 4, 8, 20), c(.05, .1, .25, .5, .75, .9, .95)) in R
    const rising = Float64Array.of(1, 3, 4, 8, 20);
    const levels = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
    const found = levels.map((level) => quantileOf(rising, level));
    [1.4, 1.8, 3, 4, 8, 15.2, 17.6].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 12);
    });
  });

  test('of no values are not a number; of one value are that value', () => {
    expect(quantileOf(Float64Array.of(), 0.5)).toBeNaN();
    expect(quantileOf(Float64Array.of(7), 0.95)).toBe(7);
  });

  test('do not depend on the order of the values and ignore what is not finite', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, level) => {
          const a = quantileOf(risingFinite(Float64Array.from(values)), level);
          const b = quantileOf(
            risingFinite(Float64Array.from([Number.NaN, ...values.toReversed(), Number.POSITIVE_INFINITY])),
            level,
          );
          expect(b).toBe(a);
          expect(a).toBeGreaterThanOrEqual(Math.min(...values));
          expect(a).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});

describe('standard errors of quantiles', () => {
  test.each([0.05, 0.25, 0.5, 0.9])('at level %d agree with the bootstrap within a twentieth', (level) => {
    const next = noise(11);
    const n = 400;
    const rising = Float64Array.from({ length: n }, () => Math.exp(next() + next() + next())).sort();
    const resamples = 20_000;
    let [sum, squares] = [0, 0];
    for (let r = 0; r < resamples; r++) {
      const again = Float64Array.from({ length: n }, () => rising[Math.floor(next() * n)]!).sort();
      const value = quantileOf(again, level);
      sum += value;
      squares += value * value;
    }
    const bootstrap = Math.sqrt(squares / resamples - (sum / resamples) ** 2);
    // The weights are the bootstrap's limit for one order statistic; interpolating between two makes it a little less.
    expect(quantileErrors()(rising, level) / bootstrap).toBeGreaterThan(0.95);
    expect(quantileErrors()(rising, level) / bootstrap).toBeLessThan(1.05);
  });

  test('of uniform values are the theory, averaged over samples', () => {
    const next = noise(5);
    const [n, level, samples] = [1000, 0.9, 200];
    const errorOf = quantileErrors();
    let sum = 0;
    for (let s = 0; s < samples; s++) sum += errorOf(Float64Array.from({ length: n }, next).sort(), level);
    const theory = Math.sqrt((level * (1 - level)) / n);
    expect(sum / samples / theory).toBeGreaterThan(0.95);
    expect(sum / samples / theory).toBeLessThan(1.05);
  });

  test('are none where all values are equal, and not a number for fewer than two', () => {
    expect(quantileErrors()(new Float64Array(50).fill(3), 0.5)).toBe(0);
    expect(quantileErrors()(Float64Array.of(3), 0.5)).toBeNaN();
  });
});
