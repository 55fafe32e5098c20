import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bijection } from '../../src/sample/bijection.js';
import { designMethods, distributionOf, makeSample, type Prior, sampleRows } from '../../src/sample/index.js';
import { latinPart } from '../../src/sample/latin.js';
import { sobolPart } from '../../src/sample/sobol.js';
import { stream } from '../../src/sample/stream.js';

const priors: readonly Prior[] = [
  { dist: 'uniform', bounds: { low: -2, high: 3 } },
  { dist: 'lognormal', p5: 1, p50: 2, p95: 5 },
  { dist: 'triangular', bounds: { low: 0, high: 4 }, mode: 1 },
  { dist: 'discrete', values: [1, 2, 5].map((value) => ({ value, weight: 1 })) },
];
const columns = priors.map((prior, i) => ({ name: `c${i}`, prior }));

describe.each(designMethods)('rows of a recipe, %s', (method) => {
  test('are those of a sample, from wherever they are read', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.array(fc.nat(700), { maxLength: 6 }),
        (size, seed, cuts) => {
          const whole = makeSample({
            parameters: columns.map(({ name, prior }) => ({ name, distribution: distributionOf(prior) })),
            design: { method, size, seed },
          }).values;
          const rows = sampleRows({ method, size, seed, columns });
          const ends = [0, ...cuts.filter((cut) => cut < size).sort((a, b) => a - b), size];
          const parts = ends.slice(1).flatMap((to, i) => [...rows(ends[i]!, to)]);
          expect(parts).toEqual([...whole]);
        },
      ),
      { numRuns: 40 },
    ));

  test('can be a hundred million, and any of them is read at once', () => {
    const rows = sampleRows({ method, seed: 3, size: 1e8, columns });
    const last = rows(1e8 - 3, 1e8);
    expect([...rows(1e8 - 1, 1e8)]).toEqual([...last.slice(-4)]);
    expect(last.every(Number.isFinite)).toBe(true);
  });
});

test("Sobol' points beyond the 2^21st fall one into each cell with all before them", () => {
  const size = 2 ** 23;
  const seen = new Uint8Array(size);
  const part = sobolPart(4, stream(9, 'deep'));
  for (let from = 0; from < size; from += 2 ** 16)
    for (const u of part(from, 2 ** 16)) seen[Math.floor(u * size)]!++;
  expect(seen.every((count) => count === 1)).toBe(true);
});

test("Sobol' points of a later stretch are evenly spread, and not those of an earlier one", () => {
  const part = sobolPart(11, stream(9, 'late'));
  const [first, later] = [part(0, 2 ** 14), part(2 ** 27, 2 ** 14)];
  const cells = (points: Float64Array) => new Set(points.map((u) => Math.floor(u * 2 ** 14)));
  expect(cells(later).size).toBe(2 ** 14);
  expect(new Set([...first, ...later]).size).toBe(2 ** 15);
});

test('a Latin hypercube of more rows than are drawn has one value in each cell', () => {
  const size = 2 ** 21 + 12_345;
  const seen = new Uint8Array(size);
  for (const u of latinPart(size, stream(2, 'x'))(0, size)) seen[Math.floor(u * size)]!++;
  expect(seen.every((count) => count === 1)).toBe(true);
});

describe('a bijection', () => {
  const keys = fc.uint32Array({ minLength: 6, maxLength: 6 });

  test('takes every number once', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), keys, (size, given) => {
        const at = bijection(size, given);
        const order = Array.from({ length: size }, (_, i) => at(i));
        expect(order.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      }),
    ));

  test('mixes: neighbours do not stay together and the order does not follow the index', () => {
    const size = 100_000;
    const at = bijection(
      size,
      Uint32Array.from({ length: 6 }, (_, i) => stream(4, 'keys').word(i)),
    );
    const order = Array.from({ length: size }, (_, i) => at(i) / size - 0.5);
    const correlation = (lag: number) =>
      (12 * order.reduce((sum, y, i) => sum + y * order[(i + lag) % size]!, 0)) / size;
    const trend = (12 * order.reduce((sum, y, i) => sum + y * (i / size - 0.5), 0)) / size;
    // Four standard errors of independent numbers.
    for (const found of [trend, ...[1, 2, 3, 64, 256].map(correlation)])
      expect(Math.abs(found)).toBeLessThan(4 / Math.sqrt(size));
  });

  test('reaches the largest sizes', () => {
    const size = 2 ** 31 - 1;
    const at = bijection(size, Uint32Array.of(1, 2, 3, 4, 5, 6));
    const found = Array.from({ length: 1000 }, (_, i) => at(size - 1 - i));
    expect(found.every((place) => Number.isInteger(place) && place >= 0 && place < size)).toBe(true);
    expect(new Set(found).size).toBe(1000);
  });
});

test('a triangular distribution has a cdf that undoes its quantile, and its mean', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.nat(50),
      fc.integer({ min: 1, max: 50 }),
      (low, rise, fall) => {
        const prior = { dist: 'triangular', bounds: { low, high: low + rise + fall }, mode: low + rise };
        const { quantile, cdf, mean } = distributionOf(prior);
        let sum = 0;
        for (let i = 0; i < 1000; i++) {
          const u = (i + 0.5) / 1000;
          sum += quantile(u) / 1000;
          expect(cdf(quantile(u))).toBeCloseTo(u, 10);
        }
        expect(sum).toBeCloseTo(mean(), 2);
      },
    ),
    { numRuns: 50 },
  ));

test.each([
  [{ dist: 'triangular', bounds: { low: 1, high: 3 } }, 'SA003'],
  [{ dist: 'triangular', bounds: { low: 3, high: 1 }, mode: 2 }, 'SA003'],
  [{ dist: 'triangular', bounds: { low: 1, high: 3 }, mode: 4 }, 'SA003'],
])('an impossible triangle is refused: %o', (prior, code) => {
  expect(() => distributionOf(prior)).toThrow(code);
});

test('a recipe that no design can meet is refused', () => {
  const recipe = { method: 'sobol' as const, seed: 1, size: 10, columns };
  expect(() => sampleRows({ ...recipe, size: 0 })).toThrow('SA007');
  expect(() => sampleRows({ ...recipe, columns: [] })).toThrow('SA007');
  expect(() => sampleRows({ ...recipe, columns: [columns[0]!, columns[0]!] })).toThrow('SA008');
  expect(() => sampleRows({ ...recipe, method: 'sobool' as 'sobol' })).toThrow('SA006');
});
