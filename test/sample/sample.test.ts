import { expect, test } from 'vitest';
import {
  columnOfRows,
  composition,
  distributionOf,
  makeSample,
  type Sample,
  type SampleSpec,
} from '../../src/sample/index.js';

const logitnormal = (p5: number, p50: number, p95: number) =>
  distributionOf({ dist: 'logitnormal', p5, p50, p95 });
const growth = { name: 'growth', distribution: distributionOf({ dist: 'lognormal', p5: 1, p50: 2, p95: 6 }) };
const life = { name: 'life', distribution: distributionOf({ dist: 'normal', p5: 3, p50: 5, p95: 7 }) };
const yields = { name: 'yield', distribution: logitnormal(0.2, 0.34, 0.5) };
const spec: SampleSpec = {
  parameters: [growth, life],
  draws: ['cutoff', 'round[q1]'],
  design: { method: 'sobol', size: 1024, seed: 20261123 },
};
const column = (sample: Sample, name: string) =>
  columnOfRows(sample.values, sample.names.length, sample.names.indexOf(name));
const quantileOf = (values: Float64Array, u: number) => values.slice().sort()[Math.floor(u * values.length)]!;

test('parameters come in their units and draws as uniforms', () => {
  const sample = makeSample(spec);
  expect(sample.names).toEqual(['growth', 'life', 'cutoff', 'round[q1]']);
  expect(sample.values).toHaveLength(4096);
  expect(quantileOf(column(sample, 'growth'), 0.5)).toBeCloseTo(2, 1);
  expect(quantileOf(column(sample, 'growth'), 0.95)).toBeCloseTo(6, 0);
  expect(quantileOf(column(sample, 'cutoff'), 0.25)).toBeCloseTo(0.25, 2);
  const at = (i: number) => sample.uniforms[4 * i]!;
  for (let i = 0; i < 10; i++) expect(sample.values[4 * i]).toBe(growth.distribution.quantile(at(i)));
});

test.each(['sobol', 'lhs', 'random'] as const)(
  '%s: what is added at the end of a list moves nothing',
  (method) => {
    const design = { ...spec.design, method, size: 64 };
    const before = makeSample({ ...spec, design });
    const after = makeSample({
      ...spec,
      design,
      parameters: [growth, life, yields],
      draws: [...spec.draws!, 'extra'],
    });
    for (const name of before.names) expect(column(after, name)).toEqual(column(before, name));
  },
);

test.each(['lhs', 'random'] as const)('%s: what is put first moves nothing either', (method) => {
  const design = { ...spec.design, method, size: 64 };
  const after = makeSample({ ...spec, design, parameters: [yields, growth, life] });
  for (const name of makeSample({ ...spec, design }).names)
    expect(column(after, name)).toEqual(column(makeSample({ ...spec, design }), name));
});

test('more futures begin with the fewer, for sobol and random, also in a group', () => {
  for (const method of ['sobol', 'random'] as const) {
    const groups = [{ name: 'g', members: ['growth', 'life'], correlation: 0.6 }];
    const few = makeSample({ ...spec, groups, design: { ...spec.design, method, size: 100 } });
    const many = makeSample({ ...spec, groups, design: { ...spec.design, method, size: 300 } });
    expect(many.values.slice(0, few.values.length)).toEqual(few.values);
  }
});

test('the bits of a sample never change within a version', () => {
  const { values } = makeSample({ ...spec, design: { ...spec.design, size: 2 } });
  expect([...values]).toMatchInlineSnapshot(`
    [
      3.7825981384933107,
      4.386147284481537,
      0.8843471124344323,
      0.005676110007611368,
      1.9885965745647027,
      6.085660101453383,
      0.42706433075274697,
      0.8494867292215914,
    ]
  `);
});

const shares = [
  { name: 'internet', distribution: logitnormal(0.5, 0.62, 0.75) },
  { name: 'state', distribution: logitnormal(0.15, 0.24, 0.36) },
  { name: 'other', distribution: logitnormal(0.07, 0.14, 0.22) },
];

test('shares sum to one and stay within 0.025 of their own points', () => {
  const members = shares.map(({ name }) => name);
  const sample = makeSample({
    parameters: shares,
    compositions: [{ name: 'demand', members }],
    design: { method: 'sobol', size: 8192, seed: 1 },
  });
  for (let row = 0; row < sample.values.length; row += 3)
    expect(sample.values[row]! + sample.values[row + 1]! + sample.values[row + 2]!).toBeCloseTo(1, 14);
  for (const { name, distribution } of shares)
    for (const u of [0.05, 0.5, 0.95])
      expect(Math.abs(quantileOf(column(sample, name), u) - distribution.quantile(u))).toBeLessThan(0.025);
});

test('an ordered pair is never the wrong way round', () => {
  const ceiling = { name: 'ceiling', distribution: logitnormal(0.3, 0.5, 0.7) };
  const sample = makeSample({
    ...spec,
    parameters: [yields, ceiling],
    orders: [{ lower: 'yield', upper: 'ceiling' }],
  });
  const [low, high] = [column(sample, 'yield'), column(sample, 'ceiling')];
  expect(low.every((value, i) => value <= high[i]!)).toBe(true);
});

test.each<[object, RegExp]>([
  [{ draws: ['growth'] }, /SA008 .*"growth"/],
  [{ compositions: [{ name: 'c', members: ['growht'] }] }, /SA009 .*did you mean "growth"/],
  [{ compositions: [{ name: 'c', members: ['cutoff'] }] }, /SA009 .*names a draw/],
  [{ orders: [{ lower: 'life', upper: 'lif' }] }, /SA009/],
])('%j is refused', (change, message) => {
  expect(() => makeSample({ ...spec, ...change })).toThrow(message);
});

test('shares that cannot sum to one are refused', () => {
  expect(() => composition('c', [logitnormal(0.4, 0.5, 0.6), logitnormal(0.1, 0.2, 0.3)])).toThrow(/SA011/);
});
