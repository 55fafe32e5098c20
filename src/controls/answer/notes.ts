import { SteelyardError } from '../../base/error.js';
import type { Situation } from '../request/situation.js';
import type { Regime } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { LicenseRequired } from '../types.js';
import type { Core } from './core.js';
import { wordsOf } from './domain.js';
import { viewOf } from './exceptions.js';
import { explore, type Leaf, leavesOf } from './explore.js';
import { truthOf } from './kleene.js';

/** Lists what the data add to a case: notes that apply, and the notes of the clauses that decide it. */
export function notesOf(leaves: readonly Leaf[], regime: Regime): string[] {
  const told = new Set(
    leaves.flatMap(({ looked }) =>
      looked.flatMap(({ layer, holds, active: { clause } }) =>
        holds && layer !== 'classification' && clause.note !== undefined && holdsInAll(clause.id, leaves)
          ? [`${clause.clause}: ${clause.note}`]
          : [],
      ),
    ),
  );
  return [...datedNotes(leaves, regime), ...told];
}

const holdsInAll = (id: string, leaves: readonly Leaf[]) =>
  leaves.every(({ looked }) => looked.some(({ holds, active }) => holds && active.clause.id === id));

function datedNotes(leaves: readonly Leaf[], regime: Regime): string[] {
  return regime.notes
    .filter(({ condition }) => leaves.some((leaf) => truthOf(condition, viewOf(leaf, regime)) === true))
    .map(({ clause }) => (clause.cite === undefined ? clause.says : `${clause.says} (${clause.cite})`));
}

/** What another parent would change, where nobody told of the parent. */
export function otherParent(
  core: Core,
  now: readonly Leaf[],
  situation: Situation,
  regime: Regime,
  book: Rulebook,
): string[] {
  if (situation.told.has('parent')) return [];
  const parent = situation.state.domains.get('parent')!;
  if (parent.kind === 'words' && parent.values.includes('CN')) return [];
  const leaves = withParent(situation.state, regime, book);
  const required = [...new Set(leaves.map(({ outcome }) => outcome.license_required))];
  const policy = [...new Set(leaves.map(({ outcome }) => outcome.review_policy))];
  // Policies that are as open as without a parent are no news.
  const before = new Set(now.map(({ outcome }) => outcome.review_policy));
  const samePolicy = policy.length === before.size && policy.every((one) => before.has(one));
  if (required.length !== 1 || (required[0] === core.license_required && samePolicy)) return [];
  const review = policy.length === 1 && policy[0] ? `, review ${policy[0].replaceAll('_', ' ')}` : '';
  return [
    `The ultimate parent was not told. With a parent in China, or elsewhere in D:5 or Macau: ${requiredWords(required[0]!)}${review}.`,
  ];
}

/** The ways on with a Chinese parent; none where they are too many to follow for a note. */
function withParent(state: Situation['state'], regime: Regime, book: Rulebook): readonly Leaf[] {
  const domains = new Map(state.domains).set('parent', wordsOf('CN'));
  try {
    return leavesOf(explore(regime, book.rules.reasons, { ...state, domains }));
  } catch (fault) {
    if (fault instanceof SteelyardError) return [];
    throw fault;
  }
}

const requiredWords = (value: LicenseRequired) =>
  value === true
    ? 'licence required'
    : value === 'contested'
      ? 'whether a licence is required is disputed'
      : `licence ${printRequired(value)}`;

/** Says a value of `license_required` in words; never a bare no. */
export function printRequired(value: LicenseRequired): string {
  if (value === true) return 'yes';
  if (value === false) return 'not caught by the rules checked';
  return value.replaceAll('_', ' ');
}
