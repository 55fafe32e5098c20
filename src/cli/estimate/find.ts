import {
  type Alternative,
  alternativesOf,
  answerOf,
  type BudgetFleet,
  type DeadlineFleet,
  type Estimator,
  type FleetAnswer,
  fleetForBudget,
  fleetForDeadline,
  type Question,
  type Terms,
} from '../../compute/index.js';
import { UsageError } from '../usage.js';
import { type LooksAhead, type Prospects, prospectsOf } from './prospects.js';
import { noFleet, refusal } from './refusal.js';

/** Everything that one call gives. */
export interface Estimated {
  readonly answer: FleetAnswer;
  readonly alternatives: readonly Alternative[];
  readonly deadline?: DeadlineFleet;
  readonly budget?: BudgetFleet;
  readonly prospects: Prospects;
}

/** What is looked for beside the answer. */
export interface Wanted extends LooksAhead {
  readonly against: readonly string[];
  /** Hours. */
  readonly deadline?: number | undefined;
  /** USD. */
  readonly budget?: number | undefined;
  /** The sum rents, and does not buy. */
  readonly rents?: boolean | undefined;
}

/**
 * Finds the fleet that is asked for, and says what it does and what others do.
 *
 * @throws SteelyardError CM005, CM007 to CM009; UsageError CL003 where a sum is to rent for no time
 */
export function findEstimate(asked: Question, terms: Terms, wanted: Wanted, estimator: Estimator): Estimated {
  let question = asked;
  let deadline: DeadlineFleet | undefined;
  let budget: BudgetFleet | undefined;
  if (wanted.budget !== undefined) {
    const way = wanted.rents ? 'rent' : 'buy';
    const { country } = terms;
    const hours = wanted.deadline;
    if (way === 'rent' && hours === undefined) throw noTime();
    budget = fleetForBudget(question, wanted.budget, way, estimator, { country, hours });
    if (budget.count.value < 1) throw noFleet(budget, question);
    question = { ...question, count: Math.min(budget.count.value, 2 ** 20) };
  } else if (wanted.deadline !== undefined) {
    deadline = fleetForDeadline(question, wanted.deadline, estimator);
    question = { ...question, count: deadline.likely ?? deadline.best.count };
  }
  const answer = answerOf(question, estimator, terms);
  if ('why' in answer) throw refusal(answer, estimator);
  return {
    answer,
    alternatives: alternativesOf(answer, wanted.against, estimator, terms),
    ...(deadline && { deadline }),
    ...(budget && { budget }),
    prospects: prospectsOf(answer, wanted, estimator, terms),
  };
}

const noTime = () =>
  new UsageError(
    {
      code: 'CL003',
      found: 'a budget that rents needs a time for which the chips are rented',
      expected: 'a deadline such as --deadline 90d',
      remedy: 'add the deadline, or ask for buying',
    },
    '--budget',
  );
