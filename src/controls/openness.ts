import { SteelyardError } from '../base/error.js';
import type { UsRules } from '../facts/index.js';
import { printRequired } from './answer/notes.js';
import type { Answer } from './types.js';

/** How far the law lets an item through in practice, and which state of the law says so. */
export interface Openness {
  /** A state of the table `openness` of the rules, such as `case_by_case`. */
  readonly state: string;
  /** 0 shut to 1 open. */
  readonly value: number;
  readonly reason: string;
}

type Judged = Pick<Answer, 'license_required' | 'review_policy' | 'exception' | 'reason'>;

/**
 * Reads an answer as a legal openness from 0 to 1, by the table `openness` of the rules.
 *
 * @throws SteelyardError CO031 where the rules leave the state open, or it has no worth in the table
 *
 * @example
 * const { classify } = makeClassifier(facts)
 * opennessOf(classify({ chip: 'h20', destination: 'CN', date: '2025-05-01' }), facts.usRules).state // => 'no_policy_stated'
 */
export function opennessOf(
  answer: Judged & Pick<Answer, 'depends'>,
  { openness }: Pick<UsRules, 'openness'>,
): Openness {
  const state = legalStateOf(answer);
  const row = openness.find(({ id }) => id === state);
  if (row) return { state, value: row.value, reason: row.reason };
  const licence = printRequired(answer.license_required);
  const hangs = new Set(answer.depends.flatMap(({ parts }) => parts.map(({ at }) => at)));
  const why = hangs.size > 0 ? `it hangs on ${[...hangs].join(', ')}` : `reason ${answer.reason}`;
  throw new SteelyardError({
    code: 'CO031',
    found: `the legal state "${state}" counts neither as open nor as shut (licence required: ${licence}; ${why})`,
    expected: `one of ${openness.map(({ id }) => id).join(', ')}`,
    remedy: 'settle the open input, or add the state to openness in controls/us-rules.yaml with a reason',
  });
}

/**
 * Names the state of the law that an answer describes; the policy of review counts where a licence is needed.
 *
 * @example
 * legalStateOf({ license_required: false, review_policy: null, exception: null, reason: 'below_thresholds' }) // => 'not_caught'
 * legalStateOf({ license_required: true, review_policy: null, exception: null, reason: 'is_informed_letter' }) // => 'no_policy_stated'
 */
export function legalStateOf({ license_required, review_policy, exception, reason }: Judged): string {
  if (license_required === false) return 'not_caught';
  if (license_required !== true && license_required !== 'contested') return license_required;
  if (exception !== null) return 'exception';
  if (review_policy !== null) return review_policy;
  // A statement tells that a licence is needed where the rest could not be worked out: silence on review is not a fact.
  if (reason === 'published_statement') return 'cannot_tell';
  return license_required === true ? 'no_policy_stated' : license_required;
}
