import { inverse, Matrix, solve } from 'ml-matrix';
import type { Space } from '../parameters.js';

/** One residual: how far a prediction is from a measurement, in logarithms, with its weight. */
export interface Observation {
  /** ln(predicted / measured) at a point. */
  off(values: Float64Array): number;
  /** Coordinates that the prediction depends on. */
  readonly coordinates: readonly number[];
  /** Standard deviation expected of a row of its kind. */
  readonly sigma: number;
}

/** A fitted point with its covariance. */
export interface Fitted {
  readonly values: Float64Array;
  readonly covariance: Matrix;
  readonly rounds: number;
}

/** Degrees of freedom of Student's distribution: a row far off pulls less than one near by (Lange 1989). */
const student = 4;
/** Degrees before: nearly normal at first, where the loss has one hollow, then ever less (Blake and Zisserman 1987). */
const graduated = [1e6, 40, 10];

/**
 * Fits the parameters from afar: the loss starts nearly normal and becomes robust by degrees, so that the point it ends at
 * does not hang on where it began. Arguments as of {@link fitParameters}.
 */
export function fitGradually(
  space: Space,
  observations: readonly Observation[],
  start: Float64Array,
  rounds: number,
  settle: (values: Float64Array) => void,
): Fitted {
  let from = start;
  for (const freedom of graduated)
    from = fitParameters(space, observations, from, rounds, settle, freedom).values;
  return fitParameters(space, observations, from, rounds, settle);
}

/**
 * Fits the parameters by robust maximum a posteriori: Levenberg-Marquardt on the Student loss of log errors, with the priors
 * as further residuals. The covariance is the inverse of the expected information at the end, where each row counts
 * (v + 1) / (v + 3) of a normal one (Lange 1989, equation 3).
 *
 * @param settle called every third round, to look for layouts anew at the current point
 * @param freedom degrees of freedom of the loss; default 4
 */
export function fitParameters(
  space: Space,
  observations: readonly Observation[],
  start: Float64Array,
  rounds: number,
  settle: (values: Float64Array) => void,
  freedom = student,
): Fitted {
  const n = space.names.length;
  let values = Float64Array.from(start);
  let damping = 1e-3;
  settle(values);
  let lossNow = loss(space, observations, values, freedom);
  let round = 0;
  for (; round < rounds; round++) {
    const gradient = new Float64Array(n);
    const normal = gather(space, observations, values, gradient, (r) => (freedom + 1) / (freedom + r * r));
    let moved = false;
    for (let attempt = 0; attempt < 14; attempt++) {
      const damped = normal.clone();
      for (let i = 0; i < n; i++) damped.set(i, i, damped.get(i, i) * (1 + damping));
      const step = solve(damped, Matrix.columnVector(Array.from(gradient)));
      const next = values.map((v, i) => v - step.get(i, 0));
      const lossNext = loss(space, observations, next, freedom);
      if (lossNext < lossNow) {
        moved = lossNow - lossNext > 1e-6 * lossNow;
        values = next;
        lossNow = lossNext;
        damping = Math.max(1e-6, damping / 5);
        break;
      }
      damping *= 5;
    }
    if (moved && round % 3 !== 2) continue;
    settle(values);
    const settled = loss(space, observations, values, freedom);
    // It is the end only where other layouts change nothing either.
    if (!moved && Math.abs(settled - lossNow) < 1e-6 * lossNow) break;
    lossNow = settled;
  }
  settle(values);
  const expected = (freedom + 1) / (freedom + 3);
  const information = gather(space, observations, values, new Float64Array(n), () => expected);
  return { values, covariance: inverse(information), rounds: round };
}

function loss(
  space: Space,
  observations: readonly Observation[],
  values: Float64Array,
  freedom: number,
): number {
  let sum = 0;
  for (const { off, sigma } of observations) {
    const z = off(values) / sigma;
    sum += 0.5 * (freedom + 1) * Math.log1p((z * z) / freedom);
  }
  for (let i = 0; i < values.length; i++)
    sum += 0.5 * ((values[i]! - space.prior[i]!) / space.spread[i]!) ** 2;
  return sum;
}

function gather(
  space: Space,
  observations: readonly Observation[],
  values: Float64Array,
  gradient: Float64Array,
  /** Weight of a row by its distance in standard deviations. */
  weightOf: (r: number) => number,
): Matrix {
  const n = values.length;
  const normal = Matrix.zeros(n, n);
  const probe = Float64Array.from(values);
  const h = 1e-4;
  for (const { off, coordinates, sigma } of observations) {
    const r = off(values) / sigma;
    const weight = weightOf(r);
    const slopes = coordinates.map((i) => {
      probe[i] = values[i]! + h;
      const up = off(probe);
      probe[i] = values[i]! - h;
      const down = off(probe);
      probe[i] = values[i]!;
      return (up - down) / (2 * h) / sigma;
    });
    for (let a = 0; a < coordinates.length; a++) {
      if (slopes[a] === 0) continue;
      gradient[coordinates[a]!]! += weight * slopes[a]! * r;
      for (let b = 0; b < coordinates.length; b++) {
        const i = coordinates[a]!;
        const j = coordinates[b]!;
        normal.set(i, j, normal.get(i, j) + weight * slopes[a]! * slopes[b]!);
      }
    }
  }
  for (let i = 0; i < n; i++) {
    const precision = 1 / space.spread[i]! ** 2;
    normal.set(i, i, normal.get(i, i) + precision);
    gradient[i]! += (values[i]! - space.prior[i]!) * precision;
  }
  return normal;
}
