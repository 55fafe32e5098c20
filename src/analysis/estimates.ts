import { quantileErrors, quantileOf, risingFinite } from './quantiles.js';
import type { Values } from './values.js';
import { type Estimate, quantileLevels } from './weigh-result.js';

/**
 * Estimates quantiles and mean of every metric under every policy, each with its Monte Carlo standard error.
 *
 * Values that are not defined are left out and their share is told. The error of the mean is that of independent
 * futures, which for Sobol' and Latin hypercube designs is as a rule too large.
 */
export function estimateAll(values: Values): Estimate[] {
  const errorOf = quantileErrors();
  return values.policies.flatMap((policy, p) =>
    values.metrics.map((metric, m) => {
      const rising = risingFinite(values.of(p, m));
      const n = rising.length;
      const { mean, meanError } = meanOf(rising);
      return {
        policy,
        metric: metric.id,
        n,
        undefinedShare: 1 - n / values.futures,
        mean,
        meanError,
        quantiles: quantileLevels.map((level) => quantileOf(rising, level)),
        quantileErrors: quantileLevels.map((level) => errorOf(rising, level)),
      };
    }),
  );
}

/**
 * Computes the mean of values and its standard error for independent values; NaN for an error of fewer than two.
 *
 * @example
 * meanOf(Float64Array.of(1, 3)) // => { mean: 2, meanError: 1 }
 */
export function meanOf(values: Float64Array): { mean: number; meanError: number } {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = n === 0 ? Number.NaN : sum / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, meanError: n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1) / n) };
}

/**
 * Gives the standard error of a share from a count. Half a success and half a failure are added first (Jeffreys'
 * prior), so that a share of 0 or 1 does not claim to be certain.
 *
 * @example
 * shareError(0, 99) // => 0.00708...
 */
export function shareError(count: number, n: number): number {
  const share = (count + 0.5) / (n + 1);
  return Math.sqrt((share * (1 - share)) / n);
}
