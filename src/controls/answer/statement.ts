import type { Situation } from '../request/situation.js';
import { inputs } from '../rules/inputs.js';
import type { Regime } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Answer } from '../types.js';
import type { Core } from './core.js';
import { viewOf } from './exceptions.js';
import type { Leaf } from './explore.js';
import { isNamed, truthOf } from './kleene.js';

/** What a maker or an official said of the part, where arithmetic cannot tell. */
export function statementFor(
  core: Core,
  leaves: readonly Leaf[],
  { state }: Situation,
  regime: Regime,
  book: Rulebook,
) {
  if (core.eccn !== 'cannot_tell' && core.license_required !== 'cannot_tell') return undefined;
  // A statement speaks of figures that were not published, and of nothing else that may be open.
  const figuresOnly = core.unknown.every((name) => figures.has(name));
  if (
    !figuresOnly ||
    leaves.some(({ looked }) => looked.some(({ layer, holds }) => layer === 'special' && holds))
  )
    return undefined;
  const found = regime.statements.find(
    ({ clause, condition }) =>
      clause.chips.some((name) => isNamed(state.label, name)) &&
      leaves.every((leaf) => truthOf(condition, viewOf(leaf, regime)) === true),
  )?.clause;
  if (found === undefined) return undefined;
  const source = book.source(found.source[0]!);
  const answer: Partial<Answer> = {
    ...(core.eccn === 'cannot_tell' && found.eccn !== undefined && { eccn: found.eccn }),
    ...(core.license_required === 'cannot_tell' && {
      license_required: found.license_required,
      reason: 'published_statement',
      review_policy: core.review_policy === 'cannot_tell' ? null : core.review_policy,
      text: { license_required: found.license_required, note: 'as stated' },
      practice: { license_required: found.license_required, note: 'as stated' },
      depends: core.depends.filter(({ field }) => found.eccn === undefined && field === 'eccn'),
    }),
  };
  const notes = [
    `Stated, not worked out: parameters were never published. ${found.by}: ${found.says} (${source.title}, level ${found.level}).`,
  ];
  return { answer, notes };
}

const figures = new Set([
  ...inputs.filter(({ kind }) => kind === 'number').map(({ name }) => name),
  'datacenter',
  'non_planar',
]);
