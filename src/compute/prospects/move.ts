import { SteelyardError } from '../../base/error.js';
import { chipId, type Facts } from '../../facts/index.js';
import { machineOf } from '../machine.js';
import { drawPriors, type Spread, spreadOver } from './draws.js';

/** What it takes to move work to another maker's chips. */
export interface MoveProspect {
  readonly months: Spread;
  /** One-off cost as a share of what the new hardware costs in its first year. */
  readonly costShare: Spread;
  /** Throughput of the new stack against the old at equal peak, as published for 2025. */
  readonly maturity: Spread;
  /** Share of the work that cannot move within a year. */
  readonly locked: Spread;
  /** Effort to write one operator, as reported, newest first. */
  readonly efforts: readonly Effort[];
  /** Share of the locked work that is ported in a year if all new chips are of the new maker. */
  readonly portedAYear: Spread;
}

/** Effort for one typical operator, with the key of the row that says so. */
export interface Effort {
  readonly when: string;
  readonly value: number;
  readonly unit: string;
  readonly key: string;
}

/** Priors that the move rests on. */
export const movePriors = [
  'switching_time',
  'switching_cost',
  'maturity_training_2025',
  'maturity_inference_2025',
  'locked_share',
  'porting_pace',
] as const;

/**
 * Gives what is on record of moving work from the foreign stack to a domestic one.
 *
 * @param training whether the work is training; else it is serving
 */
export function moveProspect(facts: Pick<Facts, 'priors' | 'history'>, training: boolean): MoveProspect {
  const draws = drawPriors(facts, movePriors);
  const maturity = training ? draws.maturity_training_2025 : draws.maturity_inference_2025;
  return {
    months: spreadOver((i) => draws.switching_time[i]!),
    costShare: spreadOver((i) => draws.switching_cost[i]!),
    maturity: spreadOver((i) => maturity[i]!),
    locked: spreadOver((i) => draws.locked_share[i]!),
    efforts: effortsIn(facts),
    portedAYear: spreadOver((i) => 1 - Math.exp(-draws.porting_pace[i]!)),
  };
}

/**
 * Checks that a move changes the software.
 *
 * @returns whether it goes from a foreign stack to a domestic one, which is what the priors are of
 * @throws SteelyardError CM013 where both chips run the same software
 *
 * @example
 * checkMove('h200', '910c', facts) // => true
 */
export function checkMove(from: string, to: string, facts: Facts): boolean {
  const [old, other] = [machineOf(from, facts), machineOf(to, facts)];
  if (old === undefined || other === undefined) return false;
  if (old.stack === other.stack && old.stack !== '') {
    throw new SteelyardError({
      code: 'CM013',
      found: `"${to}" runs the same software as ${old.name} (${old.stack}), so that nothing has to be moved`,
      expected: 'a chip of another maker',
      remedy: 'leave --move-to out; --against lays the two beside each other',
    });
  }
  const home = (name: string) => facts.chips.get(chipId(facts, name) ?? name)?.country;
  return home(from) !== 'CN' && home(to) === 'CN';
}

/** Reported efforts are in weeks or months of a person; the fewer come with the newer tools. */
function effortsIn({ history }: Pick<Facts, 'history'>): Effort[] {
  const rows = history.get('software')?.observations ?? [];
  return rows.flatMap(({ period, value, unit }) =>
    /operator/.test(period) && typeof value === 'number' && /person-/.test(unit ?? '')
      ? [{ when: period, value, unit: unit!, key: `history:software@${period}` }]
      : [],
  );
}
