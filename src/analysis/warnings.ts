import { formatCount, formatPercent } from '../base/format.js';
import type { WeighInput } from './weigh-input.js';
import type { Estimate } from './weigh-result.js';

/** A standard error above this part of the 5-95 % band is too large to read the band's ends by. */
const coarse = 0.1;
/** A metric that is undefined in more than this share of futures needs a word. */
const holes = 0.05;

/**
 * Says what a reader must know before trusting the numbers: too few futures, undefined values, a design that is
 * not weighted, and what the standard errors assume.
 *
 * @param shown metrics whose bands the answer and the table print
 */
export function warningsOf(
  input: WeighInput,
  estimates: readonly Estimate[],
  shown: readonly string[],
): string[] {
  const { run } = input.head;
  const warnings: string[] = [];
  const shortOf = (id: string) => input.policies.find((policy) => policy.id === id)!.short;
  const titleOf = (id: string) => input.metrics.find((metric) => metric.id === id)!.title;
  const blurred = estimates.filter((one) => shown.includes(one.metric) && tailError(one) > coarse);
  const [worst] = blurred.toSorted((a, b) => tailError(b) - tailError(a));
  if (worst) {
    warnings.push(
      `${formatCount(run.futures, 'future')} are few for the ends of the bands: in ${blurred.length} of ${shown.length * input.policies.length} pairs of policy and metric the standard error of the 5th or 95th percentile is above ${formatPercent(coarse)} of the band, at most ${formatPercent(tailError(worst))} ("${titleOf(worst.metric)}" under ${shortOf(worst.policy)}).`,
    );
  }
  for (const metric of input.metrics) {
    const gaps = estimates.filter((one) => one.metric === metric.id && one.undefinedShare > holes);
    const [most] = gaps.toSorted((a, b) => b.undefinedShare - a.undefinedShare);
    if (most) {
      const means = metric.neverIsLate ? 'not reached within the horizon' : 'not defined';
      warnings.push(
        `"${metric.title}" is ${means} in more than ${formatPercent(holes)} of futures under ${formatCount(gaps.length, 'policy', 'policies')}, at most ${formatPercent(most.undefinedShare)} (${shortOf(most.policy)}); its quantiles are of the other futures.`,
      );
    }
  }
  if (run.weighting === 'exploratory')
    warnings.push(
      'The design is exploratory: futures cover the ranges evenly, so shares are shares of the space and not chances.',
    );
  if (run.method !== 'random')
    warnings.push(
      `Standard errors take futures as independent; for the ${run.method} design, which spreads them more evenly, they are as a rule too large.`,
    );
  return warnings;
}

function tailError({ quantiles, quantileErrors }: Estimate): number {
  const width = quantiles.at(-1)! - quantiles[0]!;
  return width > 0 ? Math.max(quantileErrors[0]!, quantileErrors.at(-1)!) / width : 0;
}
