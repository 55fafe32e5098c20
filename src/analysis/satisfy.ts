import { shareError } from './estimates.js';
import type { Values } from './values.js';
import type { WeighMetric } from './weigh-input.js';
import type { Satisfied, WeighResult } from './weigh-result.js';

/** The name under which the thresholds of all lenses are counted together. */
export const allLenses = 'all';

/**
 * Counts the futures in which each policy meets each threshold, all thresholds of each lens, and all there are.
 *
 * A value that is not defined does not meet its threshold, unless never is late enough.
 */
export function satisfiedShares(
  values: Values,
  lenses: readonly string[],
): { satisfied: Satisfied[]; byLens: WeighResult['satisfiedByLens'] } {
  const { policies, metrics, futures } = values;
  const withLine = metrics.flatMap((metric, m) => (metric.threshold ? [{ metric, m }] : []));
  const satisfied: Satisfied[] = [];
  const byLens: WeighResult['satisfiedByLens'][number][] = [];
  const groups = [...lenses, allLenses].filter((lens) =>
    withLine.some(({ metric }) => lens === allLenses || metric.lens === lens),
  );
  policies.forEach((policy, p) => {
    const met = withLine.map(({ metric, m }) => meets(values.goodness(p, m), metric));
    withLine.forEach(({ metric }, i) => {
      satisfied.push({ policy, metric: metric.id, ...shareOf(met[i]!) });
    });
    for (const lens of groups) {
      const together = new Uint8Array(futures).fill(1);
      withLine.forEach(({ metric }, i) => {
        if (lens !== allLenses && metric.lens !== lens) return;
        met[i]!.forEach((one, f) => {
          together[f]! &= one;
        });
      });
      byLens.push({ policy, lens, ...shareOf(together) });
    }
  });
  return { satisfied, byLens };
}

function meets(goodness: Float64Array, { threshold, direction }: WeighMetric): Uint8Array {
  const line = direction === 'higher' ? threshold!.value : -threshold!.value;
  return Uint8Array.from(goodness, (value) => (value >= line ? 1 : 0));
}

function shareOf(met: Uint8Array): { share: number; shareError: number } {
  const count = met.reduce((sum, one) => sum + one, 0);
  return { share: count / met.length, shareError: shareError(count, met.length) };
}
