import type { Facts } from '../facts/index.js';
import { addBands, type Band, scaleBand, timesBands } from './band.js';
import { machineOf } from './machine.js';
import { cardPrice, electricityOf, type Quote, rentOf } from './prices.js';

/** What a fleet costs by the hour, and what the price rests on. */
export interface HourlyCost {
  readonly way: 'buy' | 'rent';
  /** USD an hour for the whole fleet. */
  readonly perHour: Band;
  /** USD an hour of the chips alone, and of electricity where it is counted apart. */
  readonly chips: Band;
  readonly electricity?: Band;
  /** USD to pay at once, where the chips are bought. */
  readonly outlay?: Band;
  readonly quotes: readonly Quote[];
  /** What is not in it, in words. */
  readonly without: string;
}

/** What the cost of a fleet is asked for. */
export interface CostQuestion {
  readonly chip: string;
  readonly count: number;
  /** Mean power of the servers, W. */
  readonly watts: Band;
  /** Energy of the site over that of the servers. */
  readonly overhead: Band;
  readonly country?: string | undefined;
}

/**
 * Gives what a fleet costs by the hour if its chips are bought: their price over the years of use, and electricity where
 * the country's tariff is on record.
 *
 * @returns undefined where no price of the chip is on record
 */
export function costOfBuying(question: CostQuestion, facts: Facts): HourlyCost | undefined {
  const { chip, count, watts, overhead, country } = question;
  const card = cardPrice(chip, facts);
  if (card === undefined) return undefined;
  const outlay = scaleBand(card, count);
  const chips = scaleBand(outlay, 1 / (yearsOfUse(facts) * hoursOfYear(facts)));
  const tariff = country === undefined ? undefined : tariffFor(chip, country, facts);
  const electricity = tariff && electricityPerHour(watts, overhead, tariff);
  return {
    way: 'buy',
    perHour: electricity ? addBands(chips, electricity) : chips,
    chips,
    ...(electricity && { electricity }),
    outlay,
    quotes: tariff ? [card, tariff] : [card],
    without: `${card.wholeSystem ? '' : 'servers, network, '}building and staff${electricity ? '' : ', and electricity'}`,
  };
}

/** The tariff of a country; in China sites with domestic chips pay less, as `assumption:domestic_power_discount` tells. */
function tariffFor(chip: string, country: string, facts: Facts): Quote | undefined {
  const tariff = electricityOf(country, facts);
  const family = machineOf(chip, facts)?.family;
  const discount = facts.assumptions.get('domestic_power_discount');
  const domestic = country === 'CN' && (family === 'ascend' || family === 'domestic');
  if (tariff === undefined || discount === undefined || !domestic) return tariff;
  const { value, low = value, high = value } = discount;
  const percent = (share: number) => Math.round(100 * share);
  return {
    ...tariff,
    ...timesBands(tariff, { value: 1 - value, low: 1 - high, high: 1 - low }),
    says: `${tariff.says}; less ${percent(value)}% [${percent(low)}%–${percent(high)}%] for sites with domestic chips`,
    rows: [...tariff.rows, 'assumption:domestic_power_discount'],
    sources: [...new Set([...tariff.sources, ...discount.source])],
  };
}

/**
 * Gives what a fleet costs by the hour if it is rented; power and housing are in the rent.
 *
 * @returns undefined where no rent of the chip is on record
 */
export function costOfRenting(
  { chip, count, country }: Pick<CostQuestion, 'chip' | 'count' | 'country'>,
  facts: Facts,
): HourlyCost | undefined {
  const rent = rentOf(chip, country, facts);
  if (rent === undefined) return undefined;
  const perHour = scaleBand(rent, count);
  return { way: 'rent', perHour, chips: perHour, quotes: [rent], without: 'storage, transfer and staff' };
}

/**
 * Gives what electricity costs an hour, USD: power by overhead by tariff.
 *
 * @example
 * electricityPerHour(exactly(1000), exactly(1.5), exactly(0.1)).value // => 0.15
 */
export function electricityPerHour(watts: Band, overhead: Band, tariff: Band): Band {
  return scaleBand(timesBands(watts, overhead, tariff), 1e-3);
}

/** Gives what a time of work costs, USD. */
export const costOver = (hours: Band, { perHour }: Pick<HourlyCost, 'perHour'>): Band =>
  timesBands(hours, perHour);

/**
 * Gives the years over which the price of a chip is spread.
 *
 * @example
 * yearsOfUse(facts) // => 4
 */
export const yearsOfUse = (facts: Pick<Facts, 'assumptions'>): number =>
  facts.assumptions.get('amortisation_years')!.value;

const hoursOfYear = (facts: Pick<Facts, 'assumptions'>): number =>
  facts.assumptions.get('hours_per_year')!.value;
