import type { Situation } from '../request/situation.js';
import type { Regime } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Answer, Depends, LicenseRequired } from '../types.js';
import type { Looked } from './evaluate.js';
import { decidingTests, type Leaf, type Tree } from './explore.js';

/** The part of an answer that follows from the ways in which the case may turn out. */
export type Core = Pick<
  Answer,
  | 'eccn'
  | 'residual'
  | 'license_required'
  | 'reason'
  | 'review_policy'
  | 'text'
  | 'practice'
  | 'depends'
  | 'unknown'
>;

/**
 * Puts the ways in which a case may turn out into one answer: what they agree on, and where they part.
 */
export function coreOf(
  tree: Tree,
  leaves: readonly Leaf[],
  { state }: Situation,
  regime: Regime,
  book: Rulebook,
): Core {
  const fields: Record<string, (leaf: Leaf) => string> = {
    eccn: ({ outcome }) => outcome.eccn,
    license_required: ({ outcome }) => String(outcome.license_required),
    review_policy: ({ outcome }) => String(outcome.review_policy),
    reason: ({ outcome }) => outcome.reason,
    residual: ({ outcome }) => String(outcome.residual),
  };
  const depends: Depends[] = Object.entries(fields).flatMap(([field, read]) => {
    const values = [...new Set(leaves.map(read))];
    if (values.length === 1) return [];
    return [
      {
        field,
        values,
        parts: decidingTests(tree, read).map(({ test, input }) => ({ input, at: test.text })),
      },
    ];
  });
  const one = <T>(read: (leaf: Leaf) => T, otherwise: T): T => {
    const values = [...new Set(leaves.map(read))];
    return values.length === 1 ? values[0]! : otherwise;
  };
  const text = one<LicenseRequired>(({ outcome }) => outcome.text, 'cannot_tell');
  const practice = one<LicenseRequired>(({ outcome }) => outcome.practice, 'cannot_tell');
  const verdicts = depends.filter(({ field }) =>
    ['eccn', 'license_required', 'review_policy'].includes(field),
  );
  const asked = new Set(verdicts.flatMap(({ parts }) => parts.map(({ input }) => input)));
  return {
    eccn: one(({ outcome }) => outcome.eccn, 'cannot_tell'),
    residual: one(({ outcome }) => outcome.residual, 'cannot_tell'),
    license_required: one<LicenseRequired>(({ outcome }) => outcome.license_required, 'cannot_tell'),
    reason: one(({ outcome }) => outcome.reason, 'depends'),
    review_policy: one<string | null>(({ outcome }) => outcome.review_policy, 'cannot_tell'),
    text: { license_required: text, note: readingNote(leaves, 'text', regime, book) },
    practice: { license_required: practice, note: readingNote(leaves, 'practice', regime, book) },
    depends,
    unknown: [...asked].filter((input) => {
      const domain = state.domains.get(input)!;
      return domain.kind === 'words' || domain.high === Number.POSITIVE_INFINITY;
    }),
  };
}

/** The clauses that hold in every way in which the case may turn out, or why nothing was caught. */
function readingNote(
  leaves: readonly Leaf[],
  reading: 'text' | 'practice',
  regime: Regime,
  book: Rulebook,
): string {
  const [{ outcome, looked }] = leaves as [Leaf];
  const everywhere = ({ active: { clause } }: Looked) =>
    leaves.every((leaf) => leaf.looked.some((one) => one.holds && one.active.clause.id === clause.id));
  const held = looked.filter(
    (one) =>
      one.layer === 'requirement' &&
      one.holds &&
      'reading' in one.active.clause &&
      ['both', reading].includes(one.active.clause.reading) &&
      everywhere(one),
  );
  if (held.length > 0) {
    const disputed = reading === 'practice' && outcome.practice === 'contested' ? 'disputed: ' : '';
    return `${disputed}${held.map(({ active }) => active.clause.clause).join('; ')}`;
  }
  const special = looked.find((one) => one.layer === 'special' && one.holds && everywhere(one));
  if (special) return special.active.clause.clause;
  if (leaves.some((leaf) => leaf.outcome[reading] !== false)) return 'depends on what is not known';
  const why = regime.notRequired.find(({ clause }) => clause.reason === outcome.reason)?.clause.says;
  const nothing = book.rules.reasons.includes(outcome.reason) ? undefined : why;
  return `not caught by the rules checked${nothing ? `: ${nothing}` : ''}`;
}
