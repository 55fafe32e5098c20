import {
  checkBearing,
  checkSettings,
  chipNamed,
  type Estimator,
  workloadNamed,
} from '../../compute/index.js';
import type { WorkQuestion } from '../../server/index.js';
import { termsOf } from './ask.js';
import { documentOfAnswer } from './document.js';
import { findEstimate } from './find.js';

/**
 * Answers a question that came over HTTP with the bytes that the command line prints.
 *
 * @throws SteelyardError CM001 to CM012
 */
export function documentOfQuestion(asked: WorkQuestion, estimator: Estimator): string {
  const { facts } = estimator;
  const { workload, on, count = 8, config, precision, date, tokens, pay, country, pue } = asked;
  if (config !== undefined) checkSettings(config);
  const known = workloadNamed(workload, facts);
  checkBearing(known.kind, { ...(config && { config }), ...(precision !== undefined && { precision }) });
  const question = {
    workload: known,
    chip: chipNamed(on, facts),
    count,
    ...(config !== undefined && { config }),
    ...(precision !== undefined && { precision }),
    ...(date !== undefined && { date }),
    ...(tokens !== undefined && { job: tokens }),
  };
  const terms = termsOf(
    {
      ...(pay === 'buy' && { buy: true }),
      ...(pay === 'rent' && { rent: true }),
      ...(country !== undefined && { country }),
      ...(pue !== undefined && { pue }),
    },
    estimator,
  );
  const wanted = {
    against: (asked.against ?? []).map((chip) => chipNamed(chip, facts)),
    deadline: asked.deadline_hours,
    budget: asked.budget_usd,
    rents: pay === 'rent',
  };
  return documentOfAnswer(findEstimate(question, terms, wanted, estimator), estimator);
}
