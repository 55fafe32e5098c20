import { quantileOf } from './measure.js';

/**
 * Spans the thresholds and all figures but the few smallest, which stand at the edge rather than stretch the frame.
 *
 * @example
 * logDomain([100, 200], [50])[1] // => 300
 */
export function logDomain(values: readonly number[], cuts: readonly number[]): [number, number] {
  const known = values.filter((value) => value > 0);
  return [Math.min(quantileOf(known, 0.02), ...cuts) / 1.4, Math.max(...known, ...cuts) * 1.5];
}

/**
 * Lists round numbers for a logarithmic side: 1, 2 and 5 times the powers of ten inside it.
 *
 * @example
 * logTicks([90, 600]) // => [100, 200, 500]
 */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => 10 ** (first + i));
  return powers
    .flatMap((power) => [1, 2, 5].map((step) => step * power))
    .filter((value) => value >= low && value <= high);
}
