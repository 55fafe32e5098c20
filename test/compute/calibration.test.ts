import { describe, expect, it } from 'vitest';
import { fitParameters } from '../../src/compute/fit/fit.js';
import { bars, errorsOf, hashOf, observationsOf, questionOf } from '../../src/compute/fit/index.js';
import { settleAll } from '../../src/compute/fit/leave-one-out.js';
import { estimateRow } from '../../src/compute/index.js';
import { estimator, facts } from './setup.js';

const { space, calibration } = estimator;
const certain = [...facts.measurements.values()].filter(({ uncertain }) => !uncertain);
const offOf = (row: (typeof certain)[number]): number | undefined => {
  const said = estimateRow(questionOf(row), estimator);
  return 'why' in said ? undefined : Math.log(said.value / row.value);
};

describe('the calibration', () => {
  it('is that of the data: fitted on the rows, shapes, servers, layouts and priors as they are now', () => {
    expect(calibration.fittedOn, 'run `npm run calibrate`').toBe(hashOf(facts));
  });

  it('names parameters that there are, and none twice', () => {
    const names = facts.calibration!.coordinates.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !space.at.has(name))).toEqual([]);
  });

  it('keeps every share between 0.02 and 0.99, and every positive parameter within a factor of ten of its prior', () => {
    for (const [name, i] of space.at) {
      const row = space.rows.get(name.replace(/@.*/, ''))!;
      if (name.includes('@')) continue;
      const x = calibration.values[i]!;
      if (row.form === 'share') {
        const share = 1 / (1 + Math.exp(-x));
        expect(share, name).toBeGreaterThan(0.02);
        expect(share, name).toBeLessThan(0.99);
      } else expect(Math.abs(x - Math.log(row.prior)), name).toBeLessThan(Math.log(10));
    }
  });

  it('answers all certain rows but one in ten at most', () => {
    const answered = certain.filter((row) => offOf(row) !== undefined);
    expect(answered.length / certain.length).toBeGreaterThanOrEqual(0.9);
  });

  it.each(Object.entries(bars))('keeps to its bars on rows of %s', (kind, [median, ninetieth]) => {
    const rows = certain.filter((row) => row.kind === kind);
    const found = errorsOf(rows.flatMap((row) => offOf(row) ?? []));
    expect(found.median, `median of ${found.rows} rows`).toBeLessThanOrEqual(median);
    expect(found.ninetieth, `ninetieth of ${found.rows} rows`).toBeLessThanOrEqual(ninetieth);
  });
});

describe('the fit', () => {
  const { measured } = observationsOf(facts, space);
  const fitFrom = (start: Float64Array, rounds: number) =>
    fitParameters(space, measured, start, rounds, (values) => settleAll(space, measured, values));

  it('stays where it is: a round from the calibrated point moves nothing by a tenth of its spread', () => {
    const again = fitFrom(calibration.values, 3).values;
    const moved = space.names.filter(
      (_, i) => Math.abs(again[i]! - calibration.values[i]!) > 0.1 * space.spread[i]!,
    );
    expect(moved).toEqual([]);
  });

  it('ends at the same estimates from another start', () => {
    // Every parameter is moved by half of its spread, up and down in turn.
    const start = space.prior.map((value, i) => value + (i % 2 === 0 ? 0.5 : -0.5) * space.spread[i]!);
    const other = fitFrom(start, 25).values;
    const apart = measured.map(({ off }) => Math.abs(off(other) - off(calibration.values)));
    apart.sort((a, b) => a - b);
    expect(apart[Math.floor(0.5 * apart.length)], 'median difference of the estimates').toBeLessThan(0.01);
    expect(apart[Math.floor(0.95 * apart.length)], 'of 95 in 100 of them').toBeLessThan(0.05);
    const apartByMore = space.names.filter(
      (_, i) => Math.abs(other[i]! - calibration.values[i]!) > Math.sqrt(calibration.covariance(i, i)),
    );
    expect(apartByMore, 'parameters further apart than their own doubt').toEqual([]);
  });
});
