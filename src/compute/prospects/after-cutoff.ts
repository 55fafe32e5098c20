import type { Facts } from '../../facts/index.js';
import { drawPriors, type Spread, spreadOver } from './draws.js';

/** What is left of a fleet so many years after supply and support stop. */
export interface LeftOver {
  readonly years: number;
  /** Share of the chips that still run. */
  readonly chips: Spread;
  /** Share of the work: what runs, slowed by software that ages. */
  readonly work: Spread;
  /** Share of the work had support gone on. */
  readonly supported: Spread;
}

/** Priors that the curve rests on. */
export const cutoffPriors = [
  'failure_rate',
  'cutoff_immediate_loss',
  'cutoff_extra_attrition',
  'cutoff_software_drag',
  'chip_life',
] as const;

/** What becomes of a fleet after a cut-off. */
export interface AfterCutoff {
  readonly left: readonly LeftOver[];
  /** Years for which a chip earns its keep, from its installation; whether it is retired then is a choice. */
  readonly economicLife: Spread;
}

/**
 * Gives the survival of a fleet after a cut-off: a share l is lost at once, failures go on at the rate f and without
 * spares at f + x, and software loses the share d a year against what is kept up: chips (1 - l) exp(-(f + x) t), work
 * chips (1 - d)^t.
 *
 * @param years after the cut-off, one result each
 */
export function afterCutoff(facts: Pick<Facts, 'priors'>, years: readonly number[]): AfterCutoff {
  const draws = drawPriors(facts, cutoffPriors);
  const left = years.map((t) => {
    const chips = (i: number) =>
      (1 - draws.cutoff_immediate_loss[i]!) *
      Math.exp(-(draws.failure_rate[i]! + draws.cutoff_extra_attrition[i]!) * t);
    return {
      years: t,
      chips: spreadOver(chips),
      work: spreadOver((i) => chips(i) * (1 - draws.cutoff_software_drag[i]!) ** t),
      supported: spreadOver((i) => Math.exp(-draws.failure_rate[i]! * t)),
    };
  });
  return { left, economicLife: spreadOver((i) => draws.chip_life[i]!) };
}
