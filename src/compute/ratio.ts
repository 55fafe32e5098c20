import type { Band } from './band.js';
import { doubtOf, type Estimator, eighty, slopesOf } from './estimator.js';
import { readerOf } from './parameters.js';
import type { Ready } from './training/job.js';

/** Ratio of two estimates, with the standard deviation of its logarithm. */
export interface Ratio extends Band {
  readonly logSd: number;
}

/**
 * Gives the ratio of two pieces of work of one kind. What they share (software, exposed parts, a year of progress)
 * cancels: the variance is that of the difference of the slopes. Half of the scatter of a row is taken to be that of the
 * workload, which both have, so that the ratio has the scatter of one row and not of two; within an architecture, of which
 * the software is the same, half of that again.
 *
 * @param one above the line
 * @param other below the line
 * @param scale by which the ratio is multiplied, where the two are counted for different fleets
 */
export function ratioOf(one: Ready, other: Ready, kind: string, estimator: Estimator, scale = 1): Ratio {
  const { space, calibration, facts } = estimator;
  const { values } = calibration;
  const above = one.predict(readerOf(space, values, one.who));
  const below = other.predict(readerOf(space, values, other.who));
  const slopes = new Map<number, number>();
  const add = (ready: Ready, value: number, sign: number) => {
    const found = slopesOf(ready, value, space, values);
    found.at.forEach((i, k) => {
      slopes.set(i, (slopes.get(i) ?? 0) + sign * found.slopes[k]!);
    });
  };
  add(one, above.value, 1);
  add(other, below.value, -1);
  const families = new Set([one.who.family, other.who.family]);
  const scatter = calibration.residual(kind) ** 2 * (families.size > 1 ? 1 : 0.5);
  let variance = scatter + doubtOf(one, above.times) + doubtOf(other, below.times);
  for (const [i, a] of slopes) for (const [j, b] of slopes) variance += a * b * calibration.covariance(i, j);
  if (families.size > 1)
    for (const family of families)
      variance += calibration.strangeness(kind, family, facts.machineRules?.doubt_family);
  const value = (scale * above.value) / below.value;
  const logSd = Math.sqrt(Math.max(0, variance));
  const half = Math.exp(eighty * logSd);
  return { value, low: value / half, high: value * half, logSd };
}
