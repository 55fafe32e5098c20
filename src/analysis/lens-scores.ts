import type { Values } from './values.js';
import type { LensRank } from './weigh-result.js';

export type Grouping = LensRank['grouping'];
export const groupings: readonly Grouping[] = ['metrics', 'groups'];

/** Scores of each policy by lens over the futures, 0 worst to 1 best. */
export interface LensScores {
  readonly lenses: readonly string[];
  readonly policies: readonly string[];
  readonly futures: number;
  /** One score a future, by position of policy and lens. */
  of(policy: number, lens: number): Float64Array;
}

/**
 * Scores the policies through each lens.
 *
 * In each future a metric is scaled from 0 (the worst policy there) to 1 (the best); where all policies are equal
 * each gets one half. The score through a lens is the mean over its metrics, or, counted by groups, the mean over
 * its groups of the mean within each, so that metrics that measure much the same count once.
 */
export function scoreLenses(values: Values, lenses: readonly string[], grouping: Grouping): LensScores {
  const { policies, metrics, futures } = values;
  const weights = metricWeights(values, lenses, grouping);
  const scores = policies.map(() => lenses.map(() => new Float64Array(futures)));
  metrics.forEach((metric, m) => {
    const lens = lenses.indexOf(metric.lens);
    const scaled = scaleMetric(values, m);
    policies.forEach((_, p) => {
      const score = scores[p]![lens]!;
      scaled[p]!.forEach((value, f) => {
        score[f]! += weights[m]! * value;
      });
    });
  });
  return { lenses, policies, futures, of: (policy, lens) => scores[policy]![lens]! };
}

/**
 * Scales one metric in each future from 0 for the worst policy to 1 for the best, one array a policy. A value that
 * is not defined gets 0; where all are equal, each gets one half.
 */
export function scaleMetric(values: Values, metric: number): Float64Array[] {
  const { policies, futures } = values;
  const columns = policies.map((_, p) => values.goodness(p, metric));
  const scaled = policies.map(() => new Float64Array(futures));
  for (let f = 0; f < futures; f++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const column of columns) {
      const value = column[f]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const [bottom, top] =
      low === Number.NEGATIVE_INFINITY || high === Number.POSITIVE_INFINITY
        ? finiteRange(columns, f)
        : [low, high];
    columns.forEach((column, p) => {
      scaled[p]![f] = low === high ? 0.5 : place(column[f]!, bottom, top, low);
    });
  }
  return scaled;
}

function place(value: number, bottom: number, top: number, low: number): number {
  if (value === Number.NEGATIVE_INFINITY) return 0;
  if (value === Number.POSITIVE_INFINITY) return 1;
  // All that are defined are equal: the best if another is not defined, the worst if another is better than any.
  if (bottom === top) return low === Number.NEGATIVE_INFINITY ? 1 : 0;
  return (value - bottom) / (top - bottom);
}

function finiteRange(columns: readonly Float64Array[], f: number): [number, number] {
  const finite = columns.map((column) => column[f]!).filter(Number.isFinite);
  return [Math.min(...finite), Math.max(...finite)];
}

/** Ranks the policies by their mean score through each lens; equal scores share a rank. */
export function rankLenses(scores: LensScores, grouping: Grouping): LensRank[] {
  return scores.lenses.map((lens, l) => {
    const order = scores.policies
      .map((policy, p) => ({ policy, score: average(scores.of(p, l)) }))
      .sort((a, b) => b.score - a.score || (a.policy < b.policy ? -1 : 1));
    let rank = 1;
    const ranked = order.map((one, i) => {
      if (i > 0 && order[i - 1]!.score - one.score > tie) rank = i + 1;
      return { ...one, rank };
    });
    return { grouping, lens, order: ranked };
  });
}

/** Scores closer than this are equal: they differ by rounding only. */
export const tie = 1e-12;

function metricWeights({ metrics }: Values, lenses: readonly string[], grouping: Grouping): number[] {
  return metrics.map((metric) => {
    const ofLens = metrics.filter((other) => other.lens === metric.lens);
    if (!lenses.includes(metric.lens)) return 0;
    if (grouping === 'metrics') return 1 / ofLens.length;
    const groups = new Set(ofLens.map((other) => other.group)).size;
    return 1 / groups / ofLens.filter((other) => other.group === metric.group).length;
  });
}

function average(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
