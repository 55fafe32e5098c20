import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Distribution, distributionOf, exploratory, type Prior } from '../../src/sample/index.js';

// The same cases on every run; change the seed to look further.
fc.configureGlobal({ seed: 20261123 });

const rising = (min: number, max: number) =>
  fc
    .uniqueArray(fc.double({ min, max, noNaN: true }), { minLength: 3, maxLength: 3 })
    .map((points) => points.sort((a, b) => a - b) as [number, number, number])
    // Gaps within a factor of 20 on the scale in question: beyond that the short side is a step.
    .filter(([a, b, c]) => (c - b) / (b - a) < 20 && (b - a) / (c - b) < 20 && c - a > 1e-3 * (max - min));

const priors: fc.Arbitrary<Prior> = fc.oneof(
  rising(-6, 6).map((y) => prior('lognormal', y.map(Math.exp))),
  rising(-5, 5).map((y) =>
    prior(
      'logitnormal',
      y.map((v) => 1 / (1 + Math.exp(-v))),
    ),
  ),
  rising(-100, 100).map((y) => prior('normal', y)),
  rising(-5, 5).map((y) => ({
    ...prior(
      'lognormal',
      y.map((v) => 2 + 8 / (1 + Math.exp(-v))),
    ),
    bounds: { low: 2, high: 10 },
  })),
);
const uniform = fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true });

function prior(dist: string, [p5, p50, p95]: readonly number[]): Prior {
  return { dist, p5: p5!, p50: p50!, p95: p95! };
}

const scaleSize = (d: Distribution, x: number) => Math.max(Math.abs(x), d.quantile(0.95) - d.quantile(0.05));

describe('every matched distribution', () => {
  test('goes through its three points', () => {
    fc.assert(
      fc.property(priors, (given) => {
        const d = distributionOf(given);
        for (const [u, point] of [
          [0.05, given.p5!],
          [0.5, given.p50!],
          [0.95, given.p95!],
        ] as const)
          expect(Math.abs(d.quantile(u) - point) / scaleSize(d, point)).toBeLessThan(1e-12);
      }),
    );
  });

  test('has a rising quantile inside its range, and a cdf that undoes it', () => {
    fc.assert(
      fc.property(priors, uniform, uniform, (given, u, v) => {
        const d = distributionOf(given);
        const x = d.quantile(u);
        expect(x).toBeGreaterThan(d.low);
        expect(x).toBeLessThan(d.high);
        expect(Math.abs(d.cdf(x) - u)).toBeLessThan(1e-12);
        if (v > u + 1e-9) expect(d.quantile(v)).toBeGreaterThan(x);
      }),
      { numRuns: 1000 },
    );
  });

  test('has a density that is the slope of its cdf', () => {
    fc.assert(
      fc.property(priors, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (given, u) => {
        const d = distributionOf(given);
        const [a, b] = [d.quantile(u - 1e-5), d.quantile(u + 1e-5)];
        const slope = 2e-5 / (b - a);
        expect(Math.exp(d.logDensity(d.quantile(u))) / slope).toBeCloseTo(1, 3);
      }),
    );
  });

  test('has the mean of its quantile function', () => {
    fc.assert(
      fc.property(rising(0.05, 0.95), (y) => {
        const d = distributionOf(prior('logitnormal', y));
        const n = 20_000;
        let sum = 0;
        for (let i = 0; i < n; i++) sum += d.quantile((i + 0.5) / n);
        expect(d.mean()).toBeCloseTo(sum / n, 4);
      }),
      { numRuns: 20 },
    );
  });
});

test('a symmetric triple is the named family itself', () => {
  const sigma = Math.log(2) / 1.6448536269514722;
  const d = distributionOf(prior('lognormal', [1, 2, 4]));
  expect(d.quantile(0.975)).toBeCloseTo(2 * Math.exp(1.959963984540054 * sigma), 12);
  expect(d.mean()).toBeCloseTo(2 * Math.exp((sigma * sigma) / 2), 12);
});

test('the density has no step at the median of a skewed triple', () => {
  const d = distributionOf(prior('lognormal', [600, 665, 820]));
  expect(d.logDensity(665 - 1e-6)).toBeCloseTo(d.logDensity(665 + 1e-6), 7);
});

test('a positive normal that would fall below zero is kept above it, unless told otherwise', () => {
  const life = prior('normal', [3, 5, 7]);
  expect(distributionOf(life).low).toBe(0);
  expect(distributionOf({ ...life, bounds: { low: -Infinity } }).low).toBe(-Infinity);
  expect(distributionOf(prior('normal', [1050, 1250, 1450])).low).toBe(-Infinity);
  expect(distributionOf(prior('normal', [-0.1, 0.2, 0.5])).low).toBe(-Infinity);
});

test('uniform and discrete', () => {
  const flat = distributionOf({ dist: 'uniform', bounds: { low: 2, high: 6 } });
  expect([flat.quantile(0.25), flat.cdf(5), flat.mean(), flat.logDensity(3)]).toEqual([
    3,
    0.75,
    4,
    -Math.log(4),
  ]);
  const fromPoints = distributionOf({ dist: 'uniform', p5: 0.05, p95: 0.95 });
  expect(fromPoints.low).toBeCloseTo(0, 12);
  expect(fromPoints.high).toBeCloseTo(1, 12);
  const coin = distributionOf({
    dist: 'discrete',
    values: [
      { value: 1, weight: 1 },
      { value: 0, weight: 3 },
    ],
  });
  expect([0.1, 0.75, 0.751, 1].map(coin.quantile)).toEqual([0, 0, 1, 1]);
  expect([-1, 0, 0.5, 1].map(coin.cdf)).toEqual([0, 0.75, 0.75, 1]);
  expect(coin.mean()).toBe(0.25);
  expect(coin.logDensity(0.5)).toBe(-Infinity);
});

test("exploring is flat on the prior's own scale from its 1st to its 99th percentile", () => {
  fc.assert(
    fc.property(priors, (given) => {
      const weighted = distributionOf(given);
      const wide = exploratory(given);
      expect(wide.low).toBe(weighted.quantile(0.01));
      expect(wide.high).toBe(weighted.quantile(0.99));
      expect(wide.cdf(wide.quantile(0.3))).toBeCloseTo(0.3, 10);
    }),
  );
  const wide = exploratory(prior('lognormal', [1, 2, 4]));
  expect(wide.quantile(0.5)).toBeCloseTo(2, 12);
  expect(wide.quantile(0.75) / wide.quantile(0.5)).toBeCloseTo(wide.quantile(0.5) / wide.quantile(0.25), 12);
});

test.each<[string, Prior, RegExp]>([
  ['a mistyped family', prior('lognromal', [1, 2, 3]), /SA001 .*did you mean "lognormal"/],
  ['points out of order', { ...prior('normal', [1, 3, 2]), id: 'pue' }, /SA002 prior pue/],
  ['a missing point', { dist: 'lognormal', p5: 1, p50: 2 }, /SA002/],
  ['a negative lognormal', prior('lognormal', [-1, 2, 3]), /SA003/],
  ['a fraction above one', prior('logitnormal', [0.5, 0.9, 1.2]), /SA003/],
  ['bounds inside the points', { ...prior('normal', [1, 2, 3]), bounds: { high: 2.5 } }, /SA003/],
  ['an empty uniform', { dist: 'uniform', bounds: { low: 2, high: 2 } }, /SA003/],
  ['a discrete without values', { dist: 'discrete' }, /SA004/],
  ['a place', { ...prior('x', [1, 2, 3]), place: { file: 'p.yaml', line: 7 } }, /^p\.yaml:7 SA001/],
])('%s is refused', (_, given, message) => {
  expect(() => distributionOf(given)).toThrow(message);
});
