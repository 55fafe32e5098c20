import { meanOf } from './estimates.js';
import { quantileOf, risingFinite } from './quantiles.js';
import type { Values } from './values.js';
import type { Regret } from './weigh-result.js';

/**
 * Measures regret: how far a policy stays behind the best policy of the same future, in the metric's unit.
 *
 * Futures in which the policy's value is not defined are left out; `undefinedShare` of the estimates tells how many.
 */
export function regretOf(values: Values): Regret[] {
  const { policies, metrics } = values;
  const best = metrics.map((_, m) => bestFinite(values, m));
  return policies.flatMap((policy, p) =>
    metrics.map((metric, m) => {
      const sign = metric.direction === 'higher' ? 1 : -1;
      const regrets = risingFinite(values.of(p, m).map((value, f) => best[m]![f]! - sign * value));
      const max = regrets[regrets.length - 1] ?? Number.NaN;
      return { policy, metric: metric.id, p90: quantileOf(regrets, 0.9), max, mean: meanOf(regrets).mean };
    }),
  );
}

/** The best defined value of each future, with the sign that makes larger better. */
function bestFinite({ policies, metrics, futures, of }: Values, m: number): Float64Array {
  const sign = metrics[m]!.direction === 'higher' ? 1 : -1;
  const best = new Float64Array(futures).fill(Number.NEGATIVE_INFINITY);
  policies.forEach((_, p) => {
    of(p, m).forEach((value, f) => {
      if (Number.isFinite(value)) best[f] = Math.max(best[f]!, sign * value);
    });
  });
  return best;
}
