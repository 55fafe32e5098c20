import { describe, expect, test } from 'vitest';
import { directionNumbers, pairT, rowsOf } from '../../src/sample/digital-net.js';
import { packStarts, unpackStarts } from '../../src/sample/direction-pack.js';
import { searchDirections } from '../../src/sample/direction-search.js';
import { packedDirections } from '../../src/sample/directions.js';
import { SOBOL_DIMENSIONS, stream } from '../../src/sample/index.js';
import { degreeOf, primitivePolynomials } from '../../src/sample/primitive.js';
import { sobolColumn } from '../../src/sample/sobol.js';

const starts = unpackStarts(packedDirections);
const rows = starts.map((start) => rowsOf(directionNumbers(start, 13), 13));

test('the number of primitive polynomials of each degree is phi(2^s - 1) / s', () => {
  const degrees = primitivePolynomials(480).map(degreeOf);
  const counts = [1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144];
  expect(counts.map((_, i) => degrees.filter((degree) => degree === i + 1).length)).toEqual(counts);
});

test('the file of directions is what its search finds', () => {
  expect(packStarts(starts.slice(0, 20))).toBe(packStarts(searchDirections(20)));
  expect(starts).toHaveLength(512);
  expect(SOBOL_DIMENSIONS).toBe(512);
});

test('every start is valid: odd numbers below 2^k, one polynomial each', () => {
  for (const { polynomial, initial } of starts) {
    expect(initial).toHaveLength(degreeOf(polynomial));
    expect(initial.every((m, k) => m % 2 === 1 && m < 2 ** (k + 1))).toBe(true);
  }
  expect(new Set(starts.map(({ polynomial }) => polynomial)).size).toBe(512);
});

test('the recurrence gives the published numbers of Bratley and Fox for x^3 + x + 1 from 1, 3, 7', () => {
  // Bratley and Fox (1988), the worked example of section 2: m = 1, 3, 7, 5, 7, 43, ...
  const m = directionNumbers({ polynomial: 11, initial: [1, 3, 7] }).map((v, k) => v / 2 ** (31 - k));
  expect([...m.slice(0, 6)]).toEqual([1, 3, 7, 5, 7, 43]);
});

test('t-values count what they claim: rectangles hold equal numbers of points', () => {
  for (const [a, b] of [
    [0, 1],
    [3, 7],
    [20, 33],
  ] as const) {
    for (const m of [4, 7]) expect(pairT(rows[a]!, rows[b]!, m)).toBe(countedT(a, b, m));
  }
});

describe.each([
  // Dimensions looked at, points 2^m, largest t, share of pairs with t of at most 3. Found values, as a floor.
  [2, 10, 0, 1],
  [16, 10, 4, 0.95],
  [64, 10, 7, 0.79],
  [210, 10, 8, 0.74],
  [512, 10, 9, 0.72],
])(
  'two-dimensional projections of the first %d dimensions at 2^%d points',
  (dimensions, m, largest, share) => {
    test(`have t at most ${largest}, and at most 3 in ${100 * share}% of pairs`, () => {
      const found: number[] = [];
      for (let i = 0; i < dimensions; i++)
        for (let j = 0; j < i; j++) found.push(pairT(rows[j]!, rows[i]!, m));
      expect(found.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(largest);
      expect(found.filter((t) => t <= 3).length / found.length).toBeGreaterThanOrEqual(share);
    });
  },
);

test('every dimension puts one point in each of 2^k cells, in every aligned run of 2^k points', () => {
  for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
    const column = sobolColumn(dimension, 256, stream(1, `${dimension}`));
    for (const k of [3, 5, 8]) {
      const size = 2 ** k;
      for (let from = 0; from < 256; from += size) {
        const cells = new Set(column.slice(from, from + size).map((u) => Math.floor(u * size)));
        expect(cells.size).toBe(size);
      }
    }
  }
});

test('a longer column begins with the shorter one', () => {
  const long = sobolColumn(9, 1000, stream(4, 'a'));
  expect(long.slice(0, 300)).toEqual(sobolColumn(9, 300, stream(4, 'a')));
});

test('scrambling makes every point uniform, over streams', () => {
  const n = 4000;
  const columns = Array.from({ length: n }, (_, i) => sobolColumn(2, 6, stream(11, `${i}`)));
  for (let point = 0; point < 6; point++) {
    const sorted = Float64Array.from(columns, (column) => column[point]!).sort();
    const gap = Math.max(...sorted.map((u, i) => Math.max(Math.abs(u - i / n), Math.abs(u - (i + 1) / n))));
    expect(gap).toBeLessThan(1.95 / Math.sqrt(n)); // Kolmogorov-Smirnov at one in a thousand
  }
});

test('scrambling is nested: two points keep exactly the leading digits that they shared', () => {
  // Points 0 and 1 part at the first digit; 0 and 2 (Gray order: 0, 1/2, 3/4, 1/4) and so on.
  const plain = [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125];
  for (let key = 0; key < 50; key++) {
    const column = sobolColumn(0, 8, stream(key, 'nested'));
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < i; j++) expect(shared(column[i]!, column[j]!)).toBe(shared(plain[i]!, plain[j]!));
  }
});

test('digits below a branch are flipped independently of those of the other branch', () => {
  // Second digits of the two halves agree in half of the scramblings; a shared flip would make it all or none.
  const n = 4000;
  let agree = 0;
  for (let key = 0; key < n; key++) {
    const column = sobolColumn(0, 2, stream(key, 'branches'));
    if (Math.floor(column[0]! * 4) % 2 === Math.floor(column[1]! * 4) % 2) agree++;
  }
  expect(Math.abs(agree / n - 0.5)).toBeLessThan((3.3 * 0.5) / Math.sqrt(n));
});

function shared(a: number, b: number): number {
  let digits = 0;
  while (Math.floor(a * 2 ** (digits + 1)) === Math.floor(b * 2 ** (digits + 1))) digits++;
  return digits;
}

// The definition itself: smallest t such that every binary rectangle of area 2^(t - m) holds 2^t points.
function countedT(a: number, b: number, m: number): number {
  const points = Array.from({ length: 2 ** m }, (_, i) => [a, b].map((j) => plainPoint(j, i)));
  for (let t = 0; t < m; t++) {
    const even = Array.from({ length: m - t + 1 }, (_, i) => i).every((i) => {
      const counts = new Map<string, number>();
      for (const [x, y] of points) {
        const cell = `${Math.floor(x! * 2 ** i)},${Math.floor(y! * 2 ** (m - t - i))}`;
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
      return counts.size === 2 ** (m - t) && [...counts.values()].every((count) => count === 2 ** t);
    });
    if (even) return t;
  }
  return m;
}

function plainPoint(dimension: number, index: number): number {
  const directions = directionNumbers(starts[dimension]!);
  let x = 0;
  for (let k = 0; k < 32; k++) if ((index >>> k) & 1) x ^= directions[k]!;
  return (x >>> 0) / 2 ** 32;
}
