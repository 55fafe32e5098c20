import {
  type AfterCutoff,
  type Alternative,
  afterCutoff,
  alternativesOf,
  checkMove,
  type Estimator,
  type FleetAnswer,
  isGated,
  type MoveProspect,
  moveProspect,
  type OrderProspect,
  orderProspect,
  scalarOf,
  type Terms,
} from '../../compute/index.js';
import { refusal } from './refusal.js';

/** What lies ahead of a fleet, as far as it was asked about. */
export interface Prospects {
  readonly order?: OrderProspect;
  readonly cutoff?: AfterCutoff;
  readonly move?: {
    readonly to: Alternative;
    readonly prospect: MoveProspect;
    readonly training: boolean;
    /** From a foreign stack to a domestic one, which is what the priors are of. */
    readonly known: boolean;
    /** Dense BF16 peak of the new chip over that of the old. */
    readonly peak: number | undefined;
  };
  /** The chip is of a maker of the same country, so that figures of foreign chips fit less. */
  readonly domestic?: boolean;
}

const hoursInMonth = 8766 / 12;

/** What is asked about the time ahead: hours in which an order must arrive, hours after a cut-off, a chip to move to. */
export interface LooksAhead {
  readonly orderWithin?: number | undefined;
  readonly afterCutoff?: number | undefined;
  readonly moveTo?: string | undefined;
}

/** Works out what was asked about orders, a cut-off and a move. */
export function prospectsOf(
  answer: FleetAnswer,
  { orderWithin, afterCutoff: after, moveTo }: LooksAhead,
  estimator: Estimator,
  terms: Terms,
): Prospects {
  const { facts } = estimator;
  const training = /training|finetuning/.test(answer.row.kind);
  return {
    ...(orderWithin !== undefined && {
      order: orderProspect(facts, orderWithin / hoursInMonth, isGated(answer.chip.id, terms.country, facts)),
    }),
    ...(after !== undefined && {
      cutoff: afterCutoff(facts, yearsUpTo(after / 8766)),
      domestic: facts.chips.get(answer.chip.id)?.country === 'CN',
    }),
    ...(moveTo !== undefined && { move: moveOf(answer, moveTo, training, estimator, terms) }),
  };
}

/** @throws SteelyardError CM008, CM009 where the other chip cannot do the work, CM013 where nothing has to move */
function moveOf(
  answer: FleetAnswer,
  moveTo: string,
  training: boolean,
  estimator: Estimator,
  terms: Terms,
): NonNullable<Prospects['move']> {
  const { facts } = estimator;
  const known = checkMove(answer.question.chip, moveTo, facts);
  const to = alternativesOf(answer, [moveTo], estimator, terms)[0]!;
  if ('why' in to.same && to.same.overBytes === undefined && !to.same.layout)
    throw refusal(to.same, estimator);
  return {
    to,
    prospect: moveProspect(facts, training),
    training,
    known,
    peak: peakRatio(moveTo, answer.question.chip, estimator),
  };
}

function peakRatio(one: string, other: string, estimator: Estimator): number | undefined {
  const [above, below] = [scalarOf(one, 'bf16-h100e', estimator), scalarOf(other, 'bf16-h100e', estimator)];
  return above === undefined || !below ? undefined : above / below;
}

/** Each whole year, and the end where it is none. */
function yearsUpTo(years: number): number[] {
  const whole = Array.from({ length: Math.floor(years + 1e-9) + 1 }, (_, i) => i);
  return years - whole.at(-1)! > 0.01 ? [...whole, years] : whole;
}
