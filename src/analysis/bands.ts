import { quantileOf } from './quantiles.js';
import type { Band } from './weigh-result.js';

const levels = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const;

/**
 * Draws the band of one series under one policy in one case: five quantiles over the futures at each time.
 *
 * Values that are not defined are left out; a time at which none is defined gives NaN.
 *
 * @param head policy, case and series
 * @param times save times
 * @param values futures x times, row by future: values[future * times.length + t]
 *
 * @example
 * bandOf({ policy: 'open', case: 'drawn', series: 's' }, [2022], Float64Array.of(1, 2, 3)).p50 // => [2]
 */
export function bandOf(
  head: Pick<Band, 'policy' | 'case' | 'series'>,
  times: readonly number[],
  values: Float64Array,
): Band {
  const futures = values.length / times.length;
  const column = new Float64Array(futures);
  const rising = times.map((_, t) => {
    let n = 0;
    for (let f = 0; f < futures; f++) {
      const value = values[f * times.length + t]!;
      if (Number.isFinite(value)) column[n++] = value;
    }
    const sorted = column.subarray(0, n).sort();
    return Object.values(levels).map((level) => quantileOf(sorted, level));
  });
  const [p5, p25, p50, p75, p95] = Object.keys(levels).map((_, i) => rising.map((row) => row[i]!));
  return { ...head, times, p5: p5!, p25: p25!, p50: p50!, p75: p75!, p95: p95! };
}
