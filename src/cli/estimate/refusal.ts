import { SteelyardError } from '../../base/error.js';
import { formatCount, formatNumber } from '../../base/format.js';
import {
  type BudgetFleet,
  type Estimator,
  machineOf,
  type NoAnswer,
  type Question,
} from '../../compute/index.js';

/** Says why there is no answer, by how much it does not fit, and how many chips would do. */
export function refusal(none: NoAnswer, { facts }: Estimator): SteelyardError {
  const { question, why, overBytes, chipsThatFit, layout } = none;
  const chip = machineOf(question.chip, facts)!.name;
  const { title } = question.workload;
  if (layout && chipsThatFit === undefined) {
    return new SteelyardError({
      code: 'CM008',
      found: `${title} cannot be laid out on the chip "${question.chip}" (${chip}): ${why}`,
      expected: 'sizes that the model and the number of chips allow',
      remedy: 'leave the settings tp, pp, cp and ep to the search, or change --count',
    });
  }
  if (overBytes === undefined && chipsThatFit === undefined) {
    return new SteelyardError({
      code: 'CM009',
      found: `${title} cannot be estimated on the chip "${question.chip}" (${chip}): ${why}`,
      expected: 'a chip that can do this work',
      remedy: 'name another chip with --on, or another workload',
    });
  }
  const lack =
    overBytes === undefined
      ? why
      : `each chip would have to hold ${formatNumber(overBytes / 1e9)} GB more than it can`;
  return new SteelyardError({
    code: 'CM008',
    found: `${title} does not fit on ${formatCount(question.count, 'chip')} "${question.chip}" (${chip}): ${lack}`,
    expected:
      chipsThatFit === undefined
        ? 'a chip with more memory'
        : `at least ${formatCount(chipsThatFit, 'chip')} of this kind`,
    remedy:
      chipsThatFit === undefined
        ? 'name another chip, or a narrower number format with --precision'
        : `ask with --count ${chipsThatFit}, or name a chip with more memory`,
  });
}

/** Says that the sum buys not even one chip. */
export function noFleet({ usd, price, way, hours }: BudgetFleet, { chip }: Question): SteelyardError {
  return new SteelyardError({
    code: 'CM005',
    found: `$${formatNumber(usd)} ${way === 'buy' ? 'buys' : 'rents'} not one "${chip}"`,
    expected: `at least ${formatNumber(price?.value ?? Number.NaN)} ${price?.unit ?? ''}`,
    remedy: hours === undefined ? 'raise --budget' : 'raise --budget, or shorten --deadline',
  });
}
