/** A rising function of a standard normal score that passes exactly through three points. */
export interface Bend {
  /** Upper distance over lower distance, (y95 - y50) / (y50 - y5): 1 means that the plain normal fits. */
  readonly skew: number;
  /** Score to value. */
  at(z: number): number;
  /** Value to score: the inverse of `at`. */
  scoreOf(y: number): number;
  /** dy/dz at score z, always positive. */
  slope(z: number): number;
}

/** Standard normal score of the 95th percentile. */
export const Z95 = 1.6448536269514722;

/**
 * Fits the bend through (-Z95, y5), (0, y50) and (Z95, y95).
 *
 * y = y50 + A z + B (sqrt(1 + d^2 z^2) - 1), one branch of a hyperbola. This is the quantile function of the
 * Johnson quantile-parameterised distribution J-QPD-S on its log scale (Hadlock and Bickel 2017, Decision
 * Analysis 14(1):35-64), written out: sinh(asinh(d z) + asinh(c d)) is a sum of square roots. Chosen because
 * - it exists for every rising triple, so no prior has to be refused or bent by hand;
 * - it is the plain normal when the triple is symmetric, so nothing jumps as the skew goes to 1;
 * - both tails become straight lines in z (a normal tail on either side, each with its own spread), so all
 *   moments of the log form stay finite. The metalog has logistic tails and Tukey's g has a tail that is
 *   lognormal on the log scale, whose mean is infinite;
 * - density and inverse are closed forms and smooth, where a split normal has a step at the median.
 *
 * @example
 * bendThrough(-1, 0, 3).skew // => 3
 */
export function bendThrough(y5: number, y50: number, y95: number): Bend {
  const lower = y50 - y5;
  const upper = y95 - y50;
  const short = Math.min(lower, upper);
  const r = (lower + upper) / (2 * short);
  const A = (lower + upper) / (2 * Z95);
  const d = Math.sqrt((r - 1) * (r + 1)) / Z95;
  // r within a few roundings of 1 is a symmetric triple; the hyperbola would only add noise.
  const B = r - 1 < 1e-13 ? 0 : upper > lower ? short : -short;
  const narrowest = (short / Z95) * (short / Z95); // A^2 - B^2 d^2, without the cancellation
  return {
    skew: upper / lower,
    at: (z) => y50 + A * z + (B === 0 ? 0 : B * rootMinusOne(d * z)),
    slope: (z) => A + (B * d * d * z) / Math.sqrt(1 + d * d * z * z),
    scoreOf(y) {
      const e = y - y50;
      if (B === 0) return e / A;
      const product = e * (e + 2 * B);
      const reach = B * Math.sqrt(A * A + d * d * product);
      const along = A * (e + B);
      // Two forms of the same root of a quadratic: take the one that adds terms of the same sign.
      return along * B > 0 ? product / (along + reach) : (along - reach) / narrowest;
    },
  };
}

// sqrt(1 + t^2) - 1 without losing digits near t = 0.
const rootMinusOne = (t: number) => (t * t) / (1 + Math.sqrt(1 + t * t));
