import { normalQuantile } from '../sample/index.js';
import { quantileOf } from './quantiles.js';
import type { Values } from './values.js';
import type { WeighColumn } from './weigh-input.js';
import type { Flip } from './weigh-result.js';
import type { Weightings } from './weightings.js';

/** The name under which the comparison over all weightings of lenses stands among the flips. */
export const overallFlip = 'weightings';

const driversShown = 6;
/** Standard errors that a difference between fifths must exceed at least. */
const leastFloor = 3;
/** Chance that any idle uncertainty of a comparison is taken for a driver. */
const falseAlarm = 0.05;

/**
 * Compares the leader of a metric, by median, with the runner-up: in which share of futures it is at least as
 * good, and which uncertainties move that share most.
 *
 * @returns null if fewer than two policies have a median
 */
export function flipOfMetric(values: Values, metric: number, columns: readonly WeighColumn[]): Flip | null {
  const medians = values.policies.map((policy, p) => ({
    policy,
    p,
    median: quantileOf(values.goodness(p, metric).slice().sort(), 0.5),
  }));
  const [leader, rival] = medians
    .filter(({ median }) => Number.isFinite(median))
    .sort((a, b) => b.median - a.median || (a.policy < b.policy ? -1 : 1));
  return leader && rival ? flipOfPair(values, metric, leader.p, rival.p, columns) : null;
}

/**
 * Compares two policies on one metric in the same way.
 *
 * @param leader position of the policy whose share of futures is told
 * @param rival position of the other
 */
export function flipOfPair(
  values: Values,
  metric: number,
  leader: number,
  rival: number,
  columns: readonly WeighColumn[],
): Flip {
  const ours = values.goodness(leader, metric);
  const theirs = values.goodness(rival, metric);
  const wins = ours.map((value, f) => (value >= theirs[f]! ? 1 : 0));
  return {
    metric: values.metrics[metric]!.id,
    leader: values.policies[leader]!,
    rival: values.policies[rival]!,
    ...sharesOf(wins, columns),
  };
}

/**
 * Compares the policy that is first under most weightings and futures with the next one, over all of them.
 *
 * @returns null if there are fewer than two policies
 */
export function flipOfWeightings(
  policies: readonly string[],
  { rankShares, atLeast }: Weightings,
  columns: readonly WeighColumn[],
): Flip | null {
  const [leader, rival] = policies
    .map((policy, p) => ({ policy, p, share: rankShares[p]![0]! }))
    .sort((a, b) => b.share - a.share || (a.policy < b.policy ? -1 : 1));
  if (!leader || !rival) return null;
  return {
    metric: overallFlip,
    leader: leader.policy,
    rival: rival.policy,
    ...sharesOf(atLeast(leader.p, rival.p), columns),
  };
}

function sharesOf(wins: Float64Array, columns: readonly WeighColumn[]): Pick<Flip, 'share' | 'drivers'> {
  // Of hundreds of idle uncertainties some exceed three errors by chance: the floor rises with their number.
  const floor = Math.max(leastFloor, normalQuantile(1 - falseAlarm / (2 * Math.max(1, columns.length))));
  const drivers = columns
    .flatMap((column) => driverOf(wins, column, floor))
    .sort(
      (a, b) =>
        Math.abs(b.highFifth - b.lowFifth) - Math.abs(a.highFifth - a.lowFifth) ||
        (a.uncertainty < b.uncertainty ? -1 : 1),
    )
    .slice(0, driversShown);
  return { share: mean(wins), drivers };
}

/** Compares the lowest and the highest fifth of one column; nothing if chance alone could have made the difference. */
function driverOf(
  wins: Float64Array,
  { id, title, unit, source, values }: WeighColumn,
  floor: number,
): Flip['drivers'] {
  const rising = values.slice().sort();
  const lowFifthBelow = quantileOf(rising, 0.2);
  const highFifthAbove = quantileOf(rising, 0.8);
  if (!(lowFifthBelow < highFifthAbove)) return [];
  const low = wins.filter((_, f) => values[f]! <= lowFifthBelow);
  const high = wins.filter((_, f) => values[f]! >= highFifthAbove);
  const [lowFifth, highFifth] = [mean(low), mean(high)];
  const pooled = (lowFifth * low.length + highFifth * high.length) / (low.length + high.length);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / low.length + 1 / high.length));
  if (!(Math.abs(highFifth - lowFifth) > floor * error)) return [];
  return [{ uncertainty: id, title, lowFifth, highFifth, lowFifthBelow, highFifthAbove, unit, source }];
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? Number.NaN : sum / values.length;
}
