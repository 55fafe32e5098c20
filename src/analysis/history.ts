import { quantileOf, risingFinite } from './quantiles.js';
import { type HistoryCheck, quantileLevels } from './weigh-result.js';

/** One check of the model against what happened: the fact, the rival forecast and the model's values. */
export interface HistoryInput
  extends Pick<
    HistoryCheck,
    'id' | 'title' | 'unit' | 'observed' | 'observedKey' | 'low' | 'high' | 'naive' | 'note'
  > {
  /** The model's value in each future with the policy path as it happened. */
  readonly known: Float64Array;
  /** The same with the policy path as it had to be forecast. */
  readonly unknown: Float64Array;
}

/**
 * Lays what happened beside what the model would have said with the knowledge of before it happened.
 *
 * `inside90` tells whether the observed value lies between the 5th and 95th percentile of the futures; a fact with
 * a range of its own counts by its middle value.
 *
 * @example
 * const check = { id: 'c', title: 'Chips sold', unit: 'thousand', observed: 2.95, observedKey: 'history:x@2025', low: null, high: null, naive: null, note: '' }
 * historyChecks([{ ...check, known: Float64Array.of(1, 3), unknown: Float64Array.of(1, 5) }])[0].inside90 // => false
 */
export function historyChecks(inputs: readonly HistoryInput[]): HistoryCheck[] {
  return inputs.map(({ known, unknown, ...check }) => {
    const quantiles = quantilesOf(known);
    const quantilesPolicyUnknown = quantilesOf(unknown);
    return {
      id: check.id,
      title: check.title,
      unit: check.unit,
      observed: check.observed,
      observedKey: check.observedKey,
      low: check.low,
      high: check.high,
      quantiles,
      quantilesPolicyUnknown,
      naive: check.naive,
      inside90: inside(check.observed, quantiles),
      inside90PolicyUnknown: inside(check.observed, quantilesPolicyUnknown),
      note: check.note,
    };
  });
}

function quantilesOf(values: Float64Array): number[] {
  const rising = risingFinite(values);
  return quantileLevels.map((level) => quantileOf(rising, level));
}

function inside(value: number, quantiles: readonly number[]): boolean {
  return value >= quantiles[0]! && value <= quantiles[quantiles.length - 1]!;
}
