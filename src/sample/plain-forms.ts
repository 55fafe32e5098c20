import { log } from '../base/elementary.js';
import type { Distribution } from './distribution.js';
import type { Scale } from './scale.js';

/**
 * Makes the distribution that is uniform between two values on a scale: plainly uniform on the plain scale,
 * uniform in proportion on the log scale, uniform in log-odds on the logit scale.
 *
 * @example
 * uniformOn(scaleBetween(-Infinity, Infinity), 2, 4).quantile(0.25) // => 2.5
 */
export function uniformOn(scale: Scale, low: number, high: number): Distribution {
  const start = scale.to(low);
  const width = scale.to(high) - start;
  return {
    family: scale.name === 'plain' ? 'uniform' : `${scale.name}-uniform`,
    low,
    high,
    quantile: (u) => Math.min(high, Math.max(low, scale.from(start + u * width))),
    cdf: (x) => (x <= low ? 0 : x >= high ? 1 : (scale.to(x) - start) / width),
    logDensity: (x) => (x < low || x > high ? -Infinity : scale.logSlope(x) - log(width)),
    mean: () => averageOverUniform((u) => scale.from(start + u * width)),
    describe: () => `uniform on the ${scale.name} scale from ${low} to ${high}`,
  };
}

/**
 * Makes the triangular distribution: its density rises from `low` to `mode` and falls to `high`, along straight lines.
 *
 * @example
 * triangular(0, 1, 4).quantile(0.25) // => 1
 */
export function triangular(low: number, mode: number, high: number): Distribution {
  const width = high - low;
  const peak = (mode - low) / width;
  return {
    family: 'triangular',
    low,
    high,
    quantile: (u) =>
      u <= peak
        ? low + Math.sqrt(u * width * (mode - low))
        : high - Math.sqrt((1 - u) * width * (high - mode)),
    cdf: (x) => {
      if (x <= low || x >= high) return x <= low ? 0 : 1;
      return x <= mode
        ? ((x - low) / width) * ((x - low) / (mode - low))
        : 1 - ((high - x) / width) * ((high - x) / (high - mode));
    },
    logDensity: (x) => {
      if (x < low || x > high) return -Infinity;
      const height = x === mode ? 1 : x < mode ? (x - low) / (mode - low) : (high - x) / (high - mode);
      return log((2 * height) / width);
    },
    mean: () => (low + mode + high) / 3,
    describe: () => `triangular from ${low} over ${mode} to ${high}`,
  };
}

/**
 * Makes the distribution over listed values with given weights.
 *
 * Values are put in rising order, so that a higher u never gives a lower value.
 *
 * @example
 * discrete([{ value: 0, weight: 3 }, { value: 1, weight: 1 }]).quantile(0.8) // => 1
 */
export function discrete(
  values: readonly { readonly value: number; readonly weight: number }[],
): Distribution {
  const rising = [...values].sort((a, b) => a.value - b.value);
  const total = rising.reduce((sum, { weight }) => sum + weight, 0);
  const upTo: number[] = [];
  for (const { weight } of rising) upTo.push((upTo.at(-1) ?? 0) + weight / total);
  const last = rising.length - 1;
  return {
    family: 'discrete',
    low: rising[0]!.value,
    high: rising[last]!.value,
    quantile: (u) =>
      rising[
        Math.max(
          0,
          upTo.findIndex((p, i) => u <= p || i === last),
        )
      ]!.value,
    cdf: (x) => {
      const above = rising.findIndex(({ value }) => value > x);
      return above < 0 ? 1 : above === 0 ? 0 : upTo[above - 1]!;
    },
    logDensity: (x) =>
      log(rising.reduce((sum, { value, weight }) => (value === x ? sum + weight : sum), 0) / total),
    mean: () => rising.reduce((sum, { value, weight }) => sum + (value * weight) / total, 0),
    describe: () =>
      `one of ${rising.map((v) => `${v.value} (${((100 * v.weight) / total).toFixed(1)}%)`).join(', ')}`,
  };
}

// Gauss-Legendre with three nodes in each of 64 panels: exact to rounding for smooth scales.
function averageOverUniform(valueAt: (u: number) => number): number {
  const panels = 64;
  const reach = Math.sqrt(0.6) / 2;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const at = (offset: number) => valueAt((i + 0.5 + offset) / panels);
    sum += (5 * at(-reach) + 8 * at(0) + 5 * at(reach)) / 18;
  }
  return sum / panels;
}
