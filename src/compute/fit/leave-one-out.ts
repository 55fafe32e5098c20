import type { Facts } from '../../facts/index.js';
import { eighty } from '../estimator.js';
import { readerOf, type Space } from '../parameters.js';
import { type Fitted, fitParameters } from './fit.js';
import type { Measured } from './observations.js';

/** What a row looks like to a calibration that has not seen its source. */
export interface HeldOut {
  readonly measured: Measured;
  /** ln(predicted / measured). */
  readonly off: number;
  /** Variance that the parameters of that calibration leave. */
  readonly variance: number;
}

/** Source of a row: the documents that it cites, together. */
export const sourceOf = (measured: Measured): string => measured.row.source.join('+');

/**
 * Publisher of a row: whose repository, benchmark or site its first document is. Rounds of one benchmark, and the
 * repositories of one maker, are one publisher.
 */
export function publisherOf({ row }: Measured, { sources }: Pick<Facts, 'sources'>): string {
  const url = sources.get(row.source[0] ?? '')?.url ?? '';
  const owner = /github\.com\/([^/]+)/.exec(url)?.[1];
  if (/mlperf/i.test(row.source[0] ?? '')) return 'MLCommons';
  return (owner ?? /\/\/(?:www\.)?([^/]+)/.exec(url)?.[1] ?? row.source.join('+')).toLowerCase();
}

/**
 * Fits once for each source without its rows, from the full fit on, and tells how far each row is from what the rest
 * predicts.
 *
 * @param groupOf what is left out together; default the source
 * @param rounds of each fit; few are enough from a near start
 */
export function leaveSourcesOut(
  space: Space,
  rows: readonly Measured[],
  full: Fitted,
  groupOf: (row: Measured) => string = sourceOf,
  rounds = 8,
): HeldOut[] {
  const sources = [...new Set(rows.map(groupOf))].sort();
  return sources.flatMap((source) => {
    const kept = rows.filter((row) => groupOf(row) !== source);
    const left = rows.filter((row) => groupOf(row) === source);
    const without = fitParameters(space, kept, full.values, rounds, (values) =>
      settleAll(space, kept, values),
    );
    for (const { ready } of left) ready.settle(readerOf(space, without.values, ready.who));
    return left.map((measured) => ({
      measured,
      off: measured.off(without.values),
      variance: varianceOf(measured, without),
    }));
  });
}

/** Looks for the layouts of all rows at a point. */
export function settleAll(space: Space, rows: readonly Measured[], values: Float64Array): void {
  for (const { ready } of rows) ready.settle(readerOf(space, values, ready.who));
}

function varianceOf({ off, coordinates }: Measured, { values, covariance }: Fitted): number {
  const probe = Float64Array.from(values);
  const h = 1e-3;
  const at = off(values);
  const slopes = coordinates.map((i) => {
    probe[i] = values[i]! + h;
    const moved = off(probe);
    probe[i] = values[i]!;
    return (moved - at) / h;
  });
  let sum = 0;
  slopes.forEach((a, x) => {
    slopes.forEach((b, y) => {
      sum += a * b * covariance.get(coordinates[x]!, coordinates[y]!);
    });
  });
  return Math.max(0, sum);
}

/**
 * Gives the scatter with which four of five rows fall into their interval: the smallest s with |off| at most 1.28
 * sqrt(variance + s^2) for that share.
 *
 * @example
 * scatterFor([]) // => 0
 */
export function scatterFor(rows: readonly HeldOut[], share = 0.8): number {
  const wanted = rows
    .map(({ off, variance }) => Math.sqrt(Math.max(0, (off / eighty) ** 2 - variance)))
    .sort((a, b) => a - b);
  if (wanted.length === 0) return 0;
  const at = share * (wanted.length + 1) - 1;
  const below = Math.max(0, Math.min(wanted.length - 1, Math.floor(at)));
  const above = Math.min(wanted.length - 1, below + 1);
  return wanted[below]! + (wanted[above]! - wanted[below]!) * Math.max(0, Math.min(1, at - below));
}
