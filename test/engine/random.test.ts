import { expect, test } from 'vitest';
import { read, runModel } from '../sd/run.js';

const steps = 4000;
const draw = (text: string, names: readonly string[]) => runModel(read(text, 1, steps), names);
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const spread = (values: readonly number[]) => Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));

// Mean and standard deviation of each distribution as its textbook gives them.
test.each([
  ['RANDOM 0 1()', 0.5, Math.sqrt(1 / 12)],
  ['RANDOM UNIFORM(2, 6, 0)', 4, 4 / Math.sqrt(12)],
  ['RANDOM NORMAL(-100, 100, 5, 2, 0)', 5, 2],
  ['RANDOM EXPONENTIAL(0, 1000, 1, 3, 0)', 4, 3],
  ['RANDOM GAMMA(0, 1000, 4, 0, 1, 0)', 4, 2],
  ['RANDOM BETA(0, 1, 2, 3, 0, 1, 0)', 0.4, 0.2],
  ['RANDOM WEIBULL(0, 1000, 1, 0, 2, 0)', 2, 2],
  ['RANDOM TRIANGULAR(0, 10, 1, 2, 6, 0)', 3, Math.sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18)],
  ['RANDOM POISSON(0, 1000, 9, 0, 1, 0)', 9, 3],
  ['RANDOM BINOMIAL(0, 1000, 0.5, 16, 0, 1, 0)', 8, 2],
  ['RANDOM NEGATIVE BINOMIAL(0, 1000, 0.5, 8, 0, 1, 0)', 16, 4],
  ['RANDOM POISSON(0, 1e12, 1e6, 0, 1, 0)', 1e6, 1e3],
  ['RANDOM BINOMIAL(0, 1e12, 0.3, 5000, 0, 1, 0)', 1500, Math.sqrt(1050)],
  ['RANDOM BINOMIAL(0, 1e12, 0.2, 1e9, 0, 1, 0)', 2e8, Math.sqrt(1.6e8)],
  ['RANDOM BINOMIAL(0, 1e12, 1e-9, 3e9, 0, 1, 0)', 3, Math.sqrt(3)],
  ['RANDOM BINOMIAL(0, 1e12, 0.999999, 1e7, 0, 1, 0)', 9999990, Math.sqrt(10)],
  ['RANDOM NEGATIVE BINOMIAL(0, 1e12, 0.25, 4000, 0, 1, 0)', 16000, Math.sqrt(48000)],
  ['RANDOM NEGATIVE BINOMIAL(0, 1e15, 0.5, 4e6, 0, 1, 0)', 8e6, Math.sqrt(8e6)],
  ['RANDOM NEGATIVE BINOMIAL(0, 1e15, 1e-12, 4, 0, 1e-12, 0)', 4, 2],
])('%s has its mean and its spread', (call, centre, deviation) => {
  const values = draw(`x= ${call} ~~|`, ['x']).x!;
  // Four standard errors.
  expect(Math.abs(mean(values) - centre)).toBeLessThan((4 * deviation) / Math.sqrt(steps));
  expect(Math.abs(spread(values) / deviation - 1)).toBeLessThan(0.1);
});

test.each([
  ['RANDOM GAMMA(-9, 9, bad, 0, 1, 0)', Number.NaN],
  ['RANDOM GAMMA(-9, 9, much, 0, 1, 0)', Number.NaN],
  ['RANDOM BETA(-9, 9, bad, 1, 0, 1, 0)', Number.NaN],
  ['RANDOM BETA(-9, 9, 1, bad, 0, 1, 0)', Number.NaN],
  ['RANDOM BETA(-9, 9, -1e18, 1, 0, 1, 0)', Number.NaN],
  ['RANDOM BETA(-9, 9, much, 1, 0, 1, 0)', Number.NaN],
  ['RANDOM BETA(-9, 9, 0, 1, 0, 1, 0)', 0],
  ['RANDOM POISSON(0, 9, bad, 0, 1, 0)', Number.NaN],
  ['RANDOM POISSON(0, 9, -3, 0, 1, 0)', 0],
  ['RANDOM POISSON(0, 9, much, 0, 1, 0)', 9],
  ['RANDOM BINOMIAL(0, 9, bad, 4, 0, 1, 0)', Number.NaN],
  ['RANDOM BINOMIAL(0, 9, 0.5, bad, 0, 1, 0)', Number.NaN],
  ['RANDOM BINOMIAL(0, 9, 0.5, much, 0, 1, 0)', Number.NaN],
  ['RANDOM BINOMIAL(0, 1e9, 2, 1e7, 0, 1, 0)', 1e7],
  ['RANDOM BINOMIAL(0, 1e9, -1, 1e7, 0, 1, 0)', 0],
  ['RANDOM NEGATIVE BINOMIAL(0, 9, bad, 4, 0, 1, 0)', Number.NaN],
  ['RANDOM NEGATIVE BINOMIAL(0, 9, 0, 4, 0, 1, 0)', 9],
  ['RANDOM NEGATIVE BINOMIAL(0, 9, 2, 4, 0, 1, 0)', 4],
  ['RANDOM NEGATIVE BINOMIAL(0, 9, 0.5, much, 0, 1, 0)', Number.NaN],
])('%s comes to an end: %d', (call, value) => {
  const text = `none= 0 ~~|\nbad= none/none ~~|\nmuch= 1/none ~~|\nx= ${call} ~~|`;
  expect(runModel(read(text, 1, 1), ['x']).x).toEqual([value, value]);
});

test('a draw stays within its bounds', () => {
  const values = draw('x= RANDOM NORMAL(4, 5.5, 5, 2, 0) ~~|', ['x']).x!;
  expect(Math.min(...values)).toBeGreaterThanOrEqual(4);
  expect(Math.max(...values)).toBeLessThanOrEqual(5.5);
});

test('elements, calls, streams and seeds draw for themselves', () => {
  const text =
    'R: a, b ~~|\nx[R]= RANDOM 0 1() ~~|\ny= RANDOM 0 1()-RANDOM 0 1() ~~|\nz= RANDOM UNIFORM(0, 1, 7) ~~|\nw= SUM(x[R!]*RANDOM 0 1()) ~~|';
  const found = draw(text, ['x[a]', 'x[b]', 'y', 'z', 'w']);
  const other = draw(`NOISE SEED= 3 ~~|\n${text}`, ['x[a]']);
  const seen = [found['x[a]'], found['x[b]'], found.z, other['x[a]']].map((values) => values!.join());
  expect(new Set(seen).size).toBe(4);
  expect(spread(found.y!)).toBeGreaterThan(0.3);
  // Neighbours in time and in an array have nothing to do with each other.
  const a = found['x[a]']!;
  const b = found['x[b]']!;
  expect(Math.abs(mean(a.map((x, i) => (x - 0.5) * (b[i]! - 0.5))))).toBeLessThan(4 / 12 / Math.sqrt(steps));
  expect(Math.abs(mean(a.slice(1).map((x, i) => (x - 0.5) * (a[i]! - 0.5))))).toBeLessThan(
    4 / 12 / Math.sqrt(steps),
  );
});

test('a draw is the same whatever else is in the model, is asked for or has run before', () => {
  const alone = draw('x= RANDOM 0 1() ~~|', ['x']).x!;
  const beside = draw('a= RANDOM 0 1() ~~|\nx= RANDOM 0 1() ~~|\nb= x ~~|', ['b', 'a', 'x']).x!;
  expect(beside).toEqual(alone);
});

test('a draw at the start is kept', () => {
  const values = draw('x= INITIAL(RANDOM 0 1()) ~~|', ['x']).x!;
  expect(new Set(values).size).toBe(1);
  expect(values[0]).toBeGreaterThan(0);
});
