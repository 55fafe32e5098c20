import { regularisedBeta } from '../sample/index.js';

/**
 * Reads a quantile from rising values by linear interpolation between order statistics (type 7 of Hyndman and Fan,
 * The American Statistician 50 (1996) 361-365); NaN if there are none.
 *
 * @example
 * quantileOf(Float64Array.of(1, 2, 3, 4), 0.5) // => 2.5
 */
export function quantileOf(rising: Float64Array, level: number): number {
  const last = rising.length - 1;
  if (last < 0) return Number.NaN;
  const place = level * last;
  const below = Math.floor(place);
  const low = rising[below]!;
  const part = place - below;
  return part === 0 ? low : low + part * (rising[below + 1]! - low);
}

/**
 * Copies the finite values of an array in rising order.
 *
 * @example
 * risingFinite(Float64Array.of(3, Number.NaN, 1)) // => Float64Array.of(1, 3)
 */
export function risingFinite(values: Float64Array): Float64Array {
  return values.filter((value) => Number.isFinite(value)).sort();
}

/** Gives the Monte Carlo standard error of a quantile of rising values. */
export type QuantileError = (rising: Float64Array, level: number) => number;

/**
 * Makes an estimator of the Monte Carlo standard error of quantiles.
 *
 * The method of Maritz and Jarrett (Journal of the American Statistical Association 73 (1978) 194-196) with the
 * beta weights of Harrell and Davis (Biometrika 69 (1982) 635-640): the order statistic that stands for the
 * quantile has expected value sum w x and second moment sum w x^2. It takes futures as independent; for a Sobol'
 * or Latin hypercube design, whose futures cover the space more evenly, it is as a rule too large, not too small.
 * NaN for fewer than two values. The estimator keeps the weights of each size and level it has met.
 *
 * @example
 * quantileErrors()(Float64Array.of(1, 1, 1), 0.5) // => 0
 */
export function quantileErrors(): QuantileError {
  const kept = new Map<string, Weights>();
  return (rising, level) => {
    const n = rising.length;
    if (n < 2) return Number.NaN;
    const key = `${n}/${level}`;
    let weights = kept.get(key);
    if (!weights) {
      weights = weightsOf(n, level);
      kept.set(key, weights);
    }
    const centre = quantileOf(rising, level);
    let first = 0;
    let second = 0;
    weights.values.forEach((weight, i) => {
      const x = rising[weights.from + i]! - centre;
      first += weight * x;
      second += weight * x * x;
    });
    return Math.sqrt(Math.max(0, second - first * first));
  };
}

interface Weights {
  /** Position of the first order statistic with a weight that counts. */
  readonly from: number;
  readonly values: Float64Array;
}

function weightsOf(n: number, level: number): Weights {
  const a = (n + 1) * level;
  const b = (n + 1) * (1 - level);
  // Ten standard deviations of the beta variable to each side hold all weight that a double can see.
  const reach = 10 * Math.sqrt((level * (1 - level)) / (n + 2)) + 30 / n;
  const from = Math.max(0, Math.floor((level - reach) * n));
  const to = Math.min(n, Math.ceil((level + reach) * n));
  const values = new Float64Array(to - from);
  let below = regularisedBeta(from / n, a, b);
  for (let i = from; i < to; i++) {
    const upTo = regularisedBeta((i + 1) / n, a, b);
    values[i - from] = upTo - below;
    below = upTo;
  }
  return { from, values };
}
