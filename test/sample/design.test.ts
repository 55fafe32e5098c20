import { describe, expect, test } from 'vitest';
import {
  columnOfRows,
  correlate,
  type Design,
  type DesignMethod,
  designMethods,
  makeDesign,
  normalQuantile,
} from '../../src/sample/index.js';

const column = (design: Design, j: number) => columnOfRows(design.values, design.dimensions, j);

test.each([7, 100, 1000])('every column of a Latin hypercube of %d has one value in each cell', (size) => {
  const design = makeDesign({ method: 'lhs', size, dimensions: 20, seed: 3 });
  for (let j = 0; j < 20; j++) {
    const cells = [...column(design, j)].map((u) => Math.floor(u * size)).sort((a, b) => a - b);
    expect(cells).toEqual(Array.from({ length: size }, (_, i) => i));
  }
});

describe.each(designMethods)('%s', (method) => {
  const spec = { method, size: 200, seed: 5 };

  test('is inside (0, 1) and the same each time', () => {
    const design = makeDesign({ ...spec, dimensions: 30 });
    expect(design.values.every((u) => u > 0 && u < 1)).toBe(true);
    expect(makeDesign({ ...spec, dimensions: 30 }).values).toEqual(design.values);
    expect(makeDesign({ ...spec, dimensions: 30, seed: 6 }).values).not.toEqual(design.values);
  });

  test('a column hangs on its name and number, not on its neighbours', () => {
    const one = makeDesign({ ...spec, dimensions: 2, names: ['a', 'b'], numbers: [0, 4] });
    const two = makeDesign({ ...spec, dimensions: 3, names: ['c', 'b', 'a'], numbers: [2, 4, 0] });
    expect(column(two, 1)).toEqual(column(one, 1));
    expect(column(two, 2)).toEqual(column(one, 0));
  });
});

test("columns beyond the last Sobol' dimension are Latin hypercube columns", () => {
  const design = makeDesign({
    method: 'sobol',
    size: 100,
    dimensions: 1,
    seed: 1,
    names: ['x'],
    numbers: [600],
  });
  const latin = makeDesign({ method: 'lhs', size: 100, dimensions: 1, seed: 1, names: ['x'] });
  expect(design.values).toEqual(latin.values);
});

describe('integration error at 1,024 points, root mean square over 20 seeds', () => {
  // Known integrals over the cube; each is 0 when the true value is taken off.
  const functions: [string, number, (u: Float64Array) => number][] = [
    ['product of 1 + (u - 1/2)', 5, (u) => u.reduce((p, x) => p * (0.5 + x), 1) - 1],
    ['square of the mean', 5, (u) => squareOfMean(u)],
    ['positive part of a sum of normals', 5, (u) => positivePart(u)],
    ['square of the mean', 20, (u) => squareOfMean(u)],
    ['positive part of a sum of normals', 20, (u) => positivePart(u)],
  ];
  // Bounds are about 1.5 times what was measured: Sobol' beats the Latin hypercube by 2 to 80, and random by 4 to 90.
  test.each(functions)('of the %s in %d dimensions', (_, dimensions, f) => {
    const error = (method: DesignMethod) => rootMeanSquareError(method, dimensions, f);
    expect(error('sobol')).toBeLessThan(error('lhs') / 1.4);
    expect(error('sobol')).toBeLessThan(error('random') / 2.5);
  });

  test('falls about as 1/n or faster for a smooth function', () => {
    const f = functions[0]![2];
    expect(rootMeanSquareError('sobol', 5, f, 4096)).toBeLessThan(
      rootMeanSquareError('sobol', 5, f, 256) / 16,
    );
  });
});

test.each<[object, RegExp]>([
  [{ method: 'sobl' }, /SA006 .*did you mean "sobol"/],
  [{ size: 0 }, /SA007/],
  [{ size: 2 ** 21 + 1 }, /SA007/],
  [{ dimensions: 1.5 }, /SA007/],
  [{ names: ['a'] }, /SA007/],
  [{ seed: -1 }, /SA005/],
])('%j is refused', (change, message) => {
  expect(() => makeDesign({ method: 'sobol', size: 8, dimensions: 2, seed: 1, ...change })).toThrow(message);
});

describe.each(designMethods)('correlate on %s', (method) => {
  const size = 4096;
  const names = ['a', 'b', 'c', 'd'];
  const plain = makeDesign({ method, size, dimensions: 4, seed: 9, names });

  test('reaches the correlation within 3.3 standard errors, and leaves the others alone', () => {
    const mixed = correlate(plain, [{ name: 'g', members: ['a', 'c', 'd'], correlation: 0.6 }]);
    const bound = (3.3 * (1 - 0.36)) / Math.sqrt(size);
    for (const [i, j] of [
      [0, 2],
      [0, 3],
      [2, 3],
    ] as const)
      expect(Math.abs(scoreCorrelation(mixed, i, j) - 0.6)).toBeLessThan(bound);
    expect(Math.abs(scoreCorrelation(mixed, 0, 1))).toBeLessThan(3.3 / Math.sqrt(size));
    expect(column(mixed, 1)).toEqual(column(plain, 1));
    expect(column(mixed, 0)).toEqual(column(plain, 0));
  });

  test('takes loadings of either sign', () => {
    const mixed = correlate(plain, [{ name: 'g', members: ['a', 'b'], loadings: [0.8, -0.8] }]);
    expect(Math.abs(scoreCorrelation(mixed, 0, 1) + 0.64)).toBeLessThan((3.3 * 0.6) / Math.sqrt(size));
  });

  test('keeps marginals uniform', () => {
    const mixed = correlate(plain, [{ name: 'g', members: names, correlation: 0.5 }]);
    for (let j = 0; j < 4; j++) {
      const sorted = column(mixed, j).sort();
      const gap = Math.max(...sorted.map((u, i) => Math.abs(u - (i + 0.5) / size)));
      expect(gap).toBeLessThan(1.95 / Math.sqrt(size));
      if (method === 'lhs') expect(sorted).toEqual(column(plain, j).sort());
    }
  });

  test('a member added at the end changes none before it', () => {
    const three = correlate(plain, [{ name: 'g', members: ['a', 'b', 'c'], correlation: 0.5 }]);
    const two = correlate(plain, [{ name: 'g', members: ['a', 'b'], correlation: 0.5 }]);
    expect(column(three, 1)).toEqual(column(two, 1));
  });
});

test.each<[object, RegExp]>([
  [{ members: ['a', 'bb'], correlation: 0.5 }, /SA009 .*did you mean "b"/],
  [{ members: ['a', 'a'], correlation: 0.5 }, /SA009 .*already in a group/],
  [{ members: ['a', 'b', 'c'], correlation: -0.6 }, /SA010 .*above -0\.500/],
  [{ members: ['a', 'b'], correlation: 1 }, /SA010/],
  [{ members: ['a', 'b'], loadings: [1.2, 0.9] }, /SA010/],
  [{ members: ['a', 'b'], loadings: [0.5] }, /SA010/],
  [{ members: ['a', 'b'] }, /SA010/],
])('group %j is refused', (group, message) => {
  const plain = makeDesign({ method: 'random', size: 8, dimensions: 3, seed: 1, names: ['a', 'b', 'c'] });
  expect(() => correlate(plain, [{ name: 'g', members: [], ...group }])).toThrow(message);
});

function squareOfMean(u: Float64Array): number {
  const mean = u.reduce((a, b) => a + b, 0) / u.length;
  return (mean - 0.5) ** 2 - 1 / 12 / u.length;
}

function positivePart(u: Float64Array): number {
  const sum = u.reduce((a, b) => a + normalQuantile(b), 0) / Math.sqrt(u.length);
  return Math.max(0, sum) - 0.3989422804014327;
}

function rootMeanSquareError(
  method: DesignMethod,
  dimensions: number,
  f: (u: Float64Array) => number,
  size = 1024,
): number {
  let squares = 0;
  for (let seed = 0; seed < 20; seed++) {
    const { values } = makeDesign({ method, size, dimensions, seed });
    let sum = 0;
    for (let i = 0; i < size; i++) sum += f(values.subarray(i * dimensions, (i + 1) * dimensions));
    squares += (sum / size) ** 2;
  }
  return Math.sqrt(squares / 20);
}

function scoreCorrelation(design: Design, i: number, j: number): number {
  const [a, b] = [column(design, i).map(normalQuantile), column(design, j).map(normalQuantile)];
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, k) => sum + value * y[k]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
