import { SteelyardError } from '../base/error.js';
import { jobOf } from './answer.js';
import type { Question } from './ask.js';
import type { Band } from './band.js';
import type { Estimator } from './estimator.js';
import { mostChips, settledAt, smallestCount } from './fits.js';
import { cardPrice, rentOf } from './prices.js';
import { fleetFactor, workOf } from './rate.js';

/** Work of a fleet at the calibrated point, or zero where it cannot hold the work. */
export function rateAt(question: Question, count: number, estimator: Estimator): number {
  const settled = settledAt(question, count, estimator);
  return settled === undefined ? 0 : settled.value * fleetFactor(settled.row);
}

/**
 * Finds how many chips of a kind do as much work in the same time.
 *
 * @param rate work in a second of the whole fleet
 * @returns undefined where no fleet does
 *
 * @example
 * const asked = { workload: workloadNamed('hpl', facts), chip: 'h100', count: 8 }
 * const estimator = makeEstimator(facts)
 * matchingCount(asked, rateAt(asked, 16, estimator), estimator) // => 16
 */
export function matchingCount(question: Question, rate: number, estimator: Estimator): number | undefined {
  const peak = peakOfScaling(question, estimator);
  if (peak.rate < rate) return undefined;
  return smallestCount((count) => rateAt(question, count, estimator) >= rate * 0.9999, peak.count);
}

/** The fleet beyond which more chips bring next to nothing. */
export interface Peak {
  readonly count: number;
  readonly rate: number;
}

/** Twice the chips that bring less than this much more work are not worth asking about. */
const worthwhile = 1.03;

/** Doubles a fleet until it twice brings less than three percent more work. */
export function peakOfScaling(question: Question, estimator: Estimator): Peak {
  let best: Peak = { count: 1, rate: 0 };
  let idle = 0;
  for (let count = 1; count <= mostChips && idle < 2; count *= 2) {
    const rate = rateAt(question, count, estimator);
    if (best.rate > 0) idle = rate < best.rate * worthwhile ? idle + 1 : 0;
    if (rate > best.rate) best = { count, rate };
  }
  return best;
}

/** The fleet that finishes in time. */
export interface DeadlineFleet {
  readonly hours: number;
  /** Chips with which it is as likely as not; undefined where no fleet does. */
  readonly likely: number | undefined;
  /** Chips with which nine in ten would finish; undefined where no fleet does. */
  readonly safe: number | undefined;
  /** Where more chips stop helping, and the hours that it takes with them. */
  readonly best: { readonly count: number; readonly hours: Band };
}

/**
 * Finds the smallest fleet that finishes a job in a time.
 *
 * @throws SteelyardError CM007 where the work has no end, CM008 where it fits no fleet
 *
 * @example
 * const training = { workload: workloadNamed('llama2-70b-lora', facts), chip: 'h200', count: 8 }
 * fleetForDeadline(training, 1, makeEstimator(facts)).likely > 1 // => true
 */
export function fleetForDeadline(question: Question, hours: number, estimator: Estimator): DeadlineFleet {
  const peak = peakOfScaling(question, estimator);
  if (peak.rate === 0) throw fitsNowhere(question);
  const hoursAt = (count: number): Band | undefined => {
    const settled = settledAt(question, count, estimator);
    if (settled === undefined) return undefined;
    const job = jobOf(question, settled, estimator);
    if (job === undefined) throw endless(question);
    return job.hours;
  };
  const best = { count: peak.count, hours: hoursAt(peak.count)! };
  const find = (end: 'value' | 'high') =>
    best.hours[end] > hours
      ? undefined
      : smallestCount((count) => (hoursAt(count)?.[end] ?? Number.POSITIVE_INFINITY) <= hours, peak.count);
  return { hours, likely: find('value'), safe: find('high'), best };
}

/** What a sum buys. */
export interface BudgetFleet {
  readonly usd: number;
  readonly way: 'buy' | 'rent';
  /** Chips, from the dearest to the cheapest price on record. */
  readonly count: Band;
  /** Hours for which they are rented. */
  readonly hours?: number;
  readonly price: ReturnType<typeof cardPrice>;
}

/**
 * Gives how many chips a sum buys, or rents for a time.
 *
 * @param hours how long they are rented; of no concern where they are bought
 * @throws SteelyardError CM005 where no price is on record
 *
 * @example
 * fleetForBudget({ chip: 'h20' }, 1_000_000, 'buy', makeEstimator(facts)).count.value // => 80
 */
export function fleetForBudget(
  { chip }: Pick<Question, 'chip'>,
  usd: number,
  way: 'buy' | 'rent',
  estimator: Estimator,
  { country, hours }: { readonly country?: string | undefined; readonly hours?: number | undefined } = {},
): BudgetFleet {
  const price = way === 'buy' ? cardPrice(chip, estimator.facts) : rentOf(chip, country, estimator.facts);
  if (price === undefined) throw unpriced(chip, way);
  const each = way === 'buy' ? 1 : (hours ?? Number.NaN);
  const chips = (of: number) => Math.floor(usd / (of * each));
  return {
    usd,
    way,
    count: { value: chips(price.value), low: chips(price.high), high: chips(price.low) },
    ...(way === 'rent' && hours !== undefined && { hours }),
    price,
  };
}

/** Says that a chip has no price on record. */
export const unpriced = (chip: string, way: 'buy' | 'rent'): SteelyardError =>
  new SteelyardError({
    code: 'CM005',
    found: `no ${way === 'buy' ? 'price' : 'rent'} of "${chip}" is on record`,
    expected: 'a chip with a row in data/evidence/prices.yaml',
    remedy: `ask for ${way === 'buy' ? '--rent' : '--buy'}, or add the ${way === 'buy' ? 'price' : 'rent'} with its source`,
  });

const endless = ({ workload }: Question): SteelyardError =>
  new SteelyardError({
    code: 'CM007',
    found: `"${workload.id}" has no end, so that it can meet no deadline`,
    expected: 'a job of so many tokens or samples',
    remedy: workOf(workload.metric).adds
      ? 'say how much it is with --tokens, or name a workload with an end, such as llama3.1-70b-pretraining'
      : 'name a workload with an end, such as llama3.1-70b-pretraining',
  });

const fitsNowhere = ({ workload, chip }: Question): SteelyardError =>
  new SteelyardError({
    code: 'CM008',
    found: `no fleet of "${chip}" holds "${workload.id}"`,
    expected: 'a chip with more memory',
    remedy: 'name another chip, or a narrower number format with --precision',
  });
