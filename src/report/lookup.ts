import type { Band, Estimate, MetricHead, PolicyHead, WeighResult } from '../analysis/weigh-result.js';
import { formatNumber, formatQuantity, missing } from '../base/format.js';

/** Finds the parts of a weigh result by name. */
export interface Lookup {
  readonly weigh: WeighResult;
  readonly policies: readonly PolicyHead[];
  policy(id: string): PolicyHead;
  metric(id: string): MetricHead;
  estimate(policy: string, metric: string): Estimate | undefined;
  /** Bands of a series, by policy in the order of the study; a policy without one is left out. */
  bands(series: string, caseId: string): readonly Band[];
  /** Cases in which a series was recorded, in the order of the study. */
  casesOf(series: string): readonly string[];
  /** Median of an estimate; NaN if there is none. */
  median(policy: string, metric: string): number;
}

/** Indexes a weigh result. A name that its own lists do not have stands for itself, so that nothing is hidden. */
export function makeLookup(weigh: WeighResult): Lookup {
  const policies = new Map(weigh.policies.map((policy) => [policy.id, policy]));
  const metrics = new Map(weigh.metrics.map((metric) => [metric.id, metric]));
  const estimates = new Map(weigh.estimates.map((e) => [`${e.policy}\n${e.metric}`, e]));
  const bands = new Map(weigh.bands.map((b) => [`${b.series}\n${b.case}\n${b.policy}`, b]));
  const estimate = (policy: string, metric: string) => estimates.get(`${policy}\n${metric}`);
  return {
    weigh,
    policies: weigh.policies,
    policy: (id) => policies.get(id) ?? { id, title: id, short: id, summary: '', terms: [], sets: {} },
    metric: (id) => metrics.get(id) ?? unknownMetric(id),
    estimate,
    bands: (series, caseId) =>
      weigh.policies.flatMap((policy) => bands.get(`${series}\n${caseId}\n${policy.id}`) ?? []),
    casesOf: (series) =>
      weigh.cases
        .map((c) => c.id)
        .filter((id) => weigh.policies.some((policy) => bands.has(`${series}\n${id}\n${policy.id}`))),
    median: (policy, metric) => estimate(policy, metric)?.quantiles[3] ?? Number.NaN,
  };
}

/** Positions of the levels in `quantileLevels`. */
export const level = { p5: 0, p10: 1, p25: 2, p50: 3, p75: 4, p90: 5, p95: 6 } as const;

/**
 * Prints a range with its unit once, or the unit's own way on both ends.
 *
 * @example
 * formatRange(1.2, 3.4, 'M H100e') // => '1.2–3.4 M H100e'
 * formatRange(0.1, 0.25, 'share') // => '10%–25%'
 */
export function formatRange(low: number, high: number, unit: string): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return missing;
  const joint = low < 0 || high < 0 ? ' to ' : '–';
  const unitFollows = formatQuantity(low, unit) === `${formatNumber(low)} ${unit}`;
  return `${unitFollows ? formatNumber(low) : formatQuantity(low, unit)}${joint}${formatQuantity(high, unit)}`;
}

function unknownMetric(id: string): MetricHead {
  return {
    id,
    lens: '',
    group: id,
    case: '',
    title: id,
    unit: '',
    direction: 'higher',
    explained: '',
    threshold: null,
  };
}
