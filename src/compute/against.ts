import { answerOf, type FleetAnswer, type NoAnswer, type Terms } from './answer.js';
import type { Question } from './ask.js';
import type { Band } from './band.js';
import type { Estimator } from './estimator.js';
import { matchingCount } from './fleet.js';
import { fleetFactor } from './rate.js';
import { ratioOf } from './ratio.js';

/** A chip beside the one that was asked about. */
export interface Alternative {
  readonly chip: string;
  /** As many of it. */
  readonly same: FleetAnswer | NoAnswer;
  /** Work of as many over that of the chip that was asked about; what both share cancels in its range. */
  readonly ratio?: Band;
  /** As many of it as do the same work; undefined where no fleet does. */
  readonly match?: FleetAnswer;
}

/**
 * Lays other chips beside an answer: what as many of them do, and how many of them do the same.
 *
 * @param chips names of the others
 *
 * @example
 * const asked = { workload: workloadNamed('hpl', facts), chip: 'h100', count: 8 }
 * const [estimator, terms] = [makeEstimator(facts), { ways: [] }]
 * alternativesOf(answerOf(asked, estimator, terms), ['a100'], estimator, terms)[0].match.question.count > 8 // => true
 */
export function alternativesOf(
  answer: FleetAnswer,
  chips: readonly string[],
  estimator: Estimator,
  terms: Terms,
): Alternative[] {
  return chips.map((chip) => {
    const question: Question = { ...answer.question, chip };
    const same = answerOf(question, estimator, terms);
    const count = matchingCount(question, answer.rate.value, estimator);
    const match = count === undefined ? undefined : answerOf({ ...question, count }, estimator, terms);
    return {
      chip,
      same,
      ...(!('why' in same) && { ratio: ratioOfFleets(same, answer, estimator) }),
      ...(match !== undefined && !('why' in match) && { match }),
    };
  });
}

/** Work of one fleet over that of another; what both share cancels. */
export function ratioOfFleets(one: FleetAnswer, other: FleetAnswer, estimator: Estimator): Band {
  const scale = fleetFactor(one.row) / fleetFactor(other.row);
  const { value, low, high } = ratioOf(one.ready, other.ready, one.row.kind, estimator, scale);
  return { value, low, high };
}
