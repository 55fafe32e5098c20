import { SteelyardError } from '../base/error.js';

/** A weighted sum of saved values: indexes of save times, each with its weight. */
export interface Terms {
  readonly indexes: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Writes a value at one time, or the integral between two, as a weighted sum of saved values.
 *
 * The path between save times is a straight line, so that the integral is that of the trapezoid rule. Save times
 * that carry no weight are left out: an undefined value there does no harm.
 *
 * @param times one time for `value`, start and end for `integral`
 * @param saved save times, rising
 * @param who what asks for it, in words for the error
 * @throws SteelyardError EN021 for a time outside the run
 *
 * @example
 * linearTerms('value', [2022.5], Float64Array.of(2022, 2023), 'metric m') // => { indexes: [0, 1], weights: [0.5, 0.5] }
 * linearTerms('integral', [0, 2], Float64Array.of(0, 1, 2), 'metric m') // => { indexes: [0, 1, 2], weights: [0.5, 1, 0.5] }
 */
export function linearTerms(
  kind: 'value' | 'integral',
  times: readonly number[],
  saved: Float64Array,
  who: string,
): Terms {
  const weights = new Float64Array(saved.length);
  if (kind === 'value') addValue(weights, 1, placeOf(times[0]!, saved, who));
  else addIntegral(weights, placeOf(times[0]!, saved, who), placeOf(times[1]!, saved, who), saved);
  const indexes = [...weights.keys()].filter((t) => weights[t] !== 0);
  return { indexes, weights: indexes.map((t) => weights[t]!) };
}

/** A time as the save time at or before it and the share of the way to the next. */
interface PlaceInTime {
  readonly index: number;
  readonly share: number;
}

function placeOf(time: number, saved: Float64Array, who: string): PlaceInTime {
  // Save times are sums of time steps: one that misses a round number by rounding is meant by it.
  const slack = 1e-9 * Math.max(1, Math.abs(time));
  const near = saved.findIndex((t) => Math.abs(t - time) <= slack);
  if (near !== -1) return { index: near, share: 0 };
  const index = saved.findLastIndex((t) => t < time);
  const next = saved[index + 1];
  if (index !== -1 && next !== undefined)
    return { index, share: (time - saved[index]!) / (next - saved[index]!) };
  throw new SteelyardError({
    code: 'EN021',
    found: `${who} asks for the time ${time}`,
    expected: `a time from ${saved[0]} to ${saved.at(-1)}`,
  });
}

function addValue(weights: Float64Array, factor: number, { index, share }: PlaceInTime): void {
  weights[index]! += factor * (1 - share);
  if (share > 0) weights[index + 1]! += factor * share;
}

function addIntegral(weights: Float64Array, from: PlaceInTime, to: PlaceInTime, saved: Float64Array): void {
  for (let index = from.index; index <= to.index; index++) {
    const start = { index, share: index === from.index ? from.share : 0 };
    const end = { index, share: index === to.index ? to.share : 1 };
    if (end.share <= start.share) continue;
    const length = (end.share - start.share) * (saved[index + 1]! - saved[index]!);
    addValue(weights, length / 2, start);
    addValue(weights, length / 2, end);
  }
}
