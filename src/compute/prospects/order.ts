import type { Facts } from '../../facts/index.js';
import { drawPriors, meanOver, type Spread, spreadOver } from './draws.js';

/** What becomes of an order placed today if a gate may close. */
export interface OrderProspect {
  readonly months: number;
  /** Months from permission (or, where none is needed, from the order) to delivery. */
  readonly delay: Spread;
  /** Chance that it arrives in time and before the supply of the chip is lost. */
  readonly inTime: number;
  /** Chance that the supply is lost within the time. */
  readonly lost: Spread;
  /** Share of what Washington permits that Beijing lets in; undefined where no gate stands between. */
  readonly admitted: Spread | undefined;
  /** Share of the order that arrives in time, both gates counted. */
  readonly arriving: Spread;
  /** Share of the price that is paid before delivery; undefined where no gate stands between. */
  readonly prepaid: Spread | undefined;
  /** Times the wanted number that has to be ordered so that the wanted number arrives as a mean. */
  readonly orderFactor: number;
}

/** Priors that the prospect of an order rests on. */
export const orderPriors = [
  'licence_to_delivery',
  'free_delay',
  'perceived_cutoff_prob',
  'cn_admit_fraction',
  'prepaid_share',
] as const;

/**
 * Gives what is known of an order under closing gates: the delay is drawn from its prior, supply is lost at the constant
 * hazard that gives buyers' yearly chance p, h = -ln(1 - p), and an order arrives in time if its delay is shorter than
 * both the time and the loss. When to order what, and how much of each, is not worked out here.
 *
 * @param gated whether the chip needs permission on both sides, as a foreign one for China does
 */
export function orderProspect(facts: Pick<Facts, 'priors'>, months: number, gated: boolean): OrderProspect {
  const draws = drawPriors(facts, orderPriors);
  const delay = (i: number) => (gated ? 3 * draws.licence_to_delivery[i]! : 12 * draws.free_delay[i]!);
  const hazard = (i: number) => (gated ? -Math.log(1 - draws.perceived_cutoff_prob[i]!) : 0);
  const arrives = (i: number) => (delay(i) <= months ? Math.exp((-hazard(i) * delay(i)) / 12) : 0);
  const admitted = (i: number) => (gated ? draws.cn_admit_fraction[i]! : 1);
  const mean = meanOver((i) => arrives(i) * admitted(i));
  return {
    months,
    delay: spreadOver(delay),
    inTime: meanOver(arrives),
    lost: spreadOver((i) => 1 - Math.exp((-hazard(i) * months) / 12)),
    admitted: gated ? spreadOver(admitted) : undefined,
    prepaid: gated ? spreadOver((i) => draws.prepaid_share[i]!) : undefined,
    arriving: spreadOver((i) => arrives(i) * admitted(i)),
    orderFactor: mean > 0 ? 1 / mean : Number.POSITIVE_INFINITY,
  };
}

/** Whether a chip passes two gates on its way to where it is to stand: a foreign one to China does. */
export function isGated(chip: string, country: string | undefined, { chips }: Pick<Facts, 'chips'>): boolean {
  return country === 'CN' && chips.get(chip)?.country !== 'CN';
}
