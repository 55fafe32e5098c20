import { expect, test } from 'vitest';
import { aux, runXmile } from './xmile.js';

const draws = 20_000;
const drawn = (equation: string): number[] => runXmile(aux('x', equation), ['x'], { stop: draws - 1 }).x!;
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

// Mean and variance as textbooks give them for each distribution.
test.each([
  ['RANDOM(2, 5)', 3.5, 9 / 12],
  ['UNIFORM(2, 5, 7)', 3.5, 9 / 12],
  ['NORMAL(10, 2)', 10, 4],
  ['NORMAL(10, 2, 99)', 10, 4],
  ['LOGNORMAL(10, 3)', 10, 9],
  ['EXPRND(4)', 4, 16],
  ['POISSON(6)', 6, 6],
  ['BINOMIAL(10, 0.3)', 3, 2.1],
  ['TRIANGULAR(0, 1, 5)', 2, 21 / 18],
  ['BETA(2, 3)', 0.4, 0.04],
  ['WEIBULL(2, 3)', 3 * 0.886226925452758, 9 * (1 - 0.886226925452758 ** 2)],
])('%s has the mean and the variance of its distribution', (equation, centre, variance) => {
  const values = drawn(equation);
  const spread = mean(values.map((x) => (x - centre) ** 2));
  // Six standard errors.
  expect(Math.abs(mean(values) - centre)).toBeLessThan(6 * Math.sqrt(variance / draws));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(0.12);
});

test('bounds behind the seed cut a distribution off', () => {
  for (const equation of ['NORMAL(10, 2, 0, 9, 11)', 'LOGNORMAL(10, 3, 0, 9, 11)', 'EXPRND(10, 0, 9, 11)']) {
    const values = drawn(equation);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...values)).toBeLessThanOrEqual(11);
  }
});

test('a run draws the same numbers each time, and two uses draw different ones', () => {
  const both = aux('x', 'NORMAL(0, 1)') + aux('y', 'NORMAL(0, 1)') + aux('z', 'NORMAL(0, 1, 5)');
  const found = runXmile(both, ['x', 'y', 'z']);
  expect(runXmile(both, ['x', 'y', 'z'])).toEqual(found);
  expect(found.x).not.toEqual(found.y);
  expect(found.z).not.toEqual(found.x);
});
