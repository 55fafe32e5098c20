import { answerOf, type FleetAnswer, type NoAnswer, type Terms } from './answer.js';
import type { Question } from './ask.js';
import type { Band } from './band.js';
import type { Estimator } from './estimator.js';
import { matchingCount } from './fleet.js';

/** A chip beside the one that was asked about. */
export interface Alternative {
  readonly chip: string;
  /** As many of it. */
  readonly same: FleetAnswer | NoAnswer;
  /** Work of as many over that of the chip that was asked about; both ranges in it, as if nothing were shared. */
  readonly ratio?: Band;
  /** As many of it as do the same work; undefined where no fleet does. */
  readonly match?: FleetAnswer;
}

/**
 * Lays other chips beside an answer: what as many of them do, and how many of them do the same.
 *
 * @param chips names of the others
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
      ...(!('why' in same) && { ratio: ratioOf(same, answer) }),
      ...(match !== undefined && !('why' in match) && { match }),
    };
  });
}

function ratioOf(one: FleetAnswer, other: FleetAnswer): Band {
  const value = one.rate.value / other.rate.value;
  const sd = Math.hypot(one.estimate.logSd, other.estimate.logSd);
  const half = 1.2815515655446004 * sd;
  return { value, low: value * Math.exp(-half), high: value * Math.exp(half) };
}
