import { exp, log } from '../base/elementary.js';
import { bendThrough } from './bend.js';
import type { Distribution } from './distribution.js';
import { normalCdf, normalLogDensity, normalQuantile } from './normal.js';
import type { Scale } from './scale.js';

/**
 * Makes the distribution on a scale that has exactly the given 5th, 50th and 95th percentiles.
 *
 * On the log scale it is the lognormal, on the logit scale the logit-normal, on the plain scale the normal
 * whenever the three points are symmetric there; otherwise the bend of bend.ts takes up the skew.
 * The points must rise and lie inside the scale's ends.
 *
 * @example
 * matched('lognormal', scaleBetween(0, Infinity), 1, 2, 4).quantile(0.5) // => 2
 */
export function matched(family: string, scale: Scale, p5: number, p50: number, p95: number): Distribution {
  const { low, high } = scale;
  const bend = bendThrough(scale.to(p5), scale.to(p50), scale.to(p95));
  return {
    family,
    low,
    high,
    quantile: (u) => scale.from(bend.at(normalQuantile(u))),
    cdf: (x) => (x <= low ? 0 : x >= high ? 1 : normalCdf(bend.scoreOf(scale.to(x)))),
    logDensity(x) {
      if (x <= low || x >= high) return -Infinity;
      const z = bend.scoreOf(scale.to(x));
      return normalLogDensity(z) - log(bend.slope(z)) + scale.logSlope(x);
    },
    mean: () => meanOverScores((z) => scale.from(bend.at(z))),
    describe() {
      const range = low === -Infinity && high === Infinity ? '' : `, within ${low} to ${high}`;
      return `${family} through ${p5} / ${p50} / ${p95}, skew ${bend.skew.toFixed(2)} on the ${scale.name} scale${range}`;
    },
  };
}

// The trapezoid rule converges faster than any power of its step for a smooth integrand that dies out at both
// ends; 1/8 is below rounding for every spread that occurs (log-scale spreads up to 4).
function meanOverScores(valueAt: (z: number) => number): number {
  let sum = 0;
  for (let i = -240; i <= 240; i++) {
    const z = i / 8;
    const density = exp(normalLogDensity(z));
    if (density > 0) sum += valueAt(z) * density;
  }
  return sum / 8;
}
