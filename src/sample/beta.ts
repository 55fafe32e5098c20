import { exp, log, log1p } from '../base/elementary.js';
import { logBeta, regularisedBeta } from './beta-function.js';
import type { Distribution } from './distribution.js';

/**
 * Makes the beta distribution on (0, 1) that has exactly the given 5th and 95th percentiles.
 *
 * Two parameters cannot meet three points: the median comes out where it comes out, and `describe` says by how
 * much it misses p50. Used where a prior allows `alt_dist: beta`, to see whether the choice of family matters.
 * Its quantile is searched, some hundred times slower than that of the matched forms.
 *
 * @returns undefined when no beta distribution with parameters from 0.02 to 10,000 has the two points
 * @example
 * betaThrough(0.05, 0.5, 0.95).quantile(0.5) // => 0.5
 */
export function betaThrough(p5: number, p50: number, p95: number): Distribution | undefined {
  const parameters = parametersFor(p5, p50, p95);
  if (!parameters) return undefined;
  const [a, b] = parameters;
  const quantile = (u: number) => invert((x) => regularisedBeta(x, a, b), u);
  return {
    family: 'beta',
    low: 0,
    high: 1,
    quantile,
    cdf: (x) => regularisedBeta(x, a, b),
    logDensity: (x) =>
      x <= 0 || x >= 1 ? -Infinity : (a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta(a, b),
    mean: () => a / (a + b),
    describe() {
      const miss = (quantile(0.5) / p50 - 1) * 100;
      const sign = miss < 0 ? '' : '+';
      return `beta(${a.toFixed(3)}, ${b.toFixed(3)}) through ${p5} and ${p95}; median ${sign}${miss.toFixed(1)}% off ${p50}`;
    },
  };
}

// Newton's method on the logarithms of a and b, with steps held to a factor of e^0.7.
function parametersFor(p5: number, p50: number, p95: number): [number, number] | undefined {
  const spread = (p95 - p5) / 3.29;
  const weight = Math.max(0.3, (p50 * (1 - p50)) / (spread * spread) - 1);
  let s = log(weight * p50);
  let t = log(weight * (1 - p50));
  const missAt = (logA: number, logB: number): [number, number] => {
    const [a, b] = [exp(logA), exp(logB)];
    return [logit(regularisedBeta(p5, a, b)) - logit(0.05), logit(regularisedBeta(p95, a, b)) - logit(0.95)];
  };
  for (let step = 0; step < 100; step++) {
    const [f, g] = missAt(s, t);
    if (Math.abs(f) + Math.abs(g) < 1e-12) return [exp(s), exp(t)];
    const h = 1e-6;
    const [fs, gs] = missAt(s + h, t).map((value, i) => (value - [f, g][i]!) / h) as [number, number];
    const [ft, gt] = missAt(s, t + h).map((value, i) => (value - [f, g][i]!) / h) as [number, number];
    const determinant = fs * gt - ft * gs;
    s = clamp(s - clamp((f * gt - g * ft) / determinant, -0.7, 0.7), log(0.02), log(1e4));
    t = clamp(t - clamp((g * fs - f * gs) / determinant, -0.7, 0.7), log(0.02), log(1e4));
    if (!Number.isFinite(s + t)) return undefined;
  }
  const [f, g] = missAt(s, t);
  return Math.abs(f) + Math.abs(g) < 1e-10 ? [exp(s), exp(t)] : undefined;
}

const logit = (p: number) => log(p / (1 - p));
const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

// Bisection on the logit scale, where both ends are equally fine; 64 halvings of (-745, 37) reach rounding.
function invert(cdf: (x: number) => number, u: number): number {
  let low = -745;
  let high = 37;
  for (let i = 0; i < 64; i++) {
    const middle = (low + high) / 2;
    if (cdf(1 / (1 + exp(-middle))) < u) low = middle;
    else high = middle;
  }
  return 1 / (1 + exp(-(low + high) / 2));
}
