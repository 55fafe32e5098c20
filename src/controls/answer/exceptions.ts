import type { Regime } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { ExceptionLine, LicenseRequired } from '../types.js';
import type { Leaf } from './explore.js';
import { type Truth, truthOf, type View } from './kleene.js';

/** Answers for which an exception is asked about. */
const licensed = new Set<LicenseRequired>([true, 'contested', 'text_yes_practice_no']);

/**
 * Tells of every licence exception in force whether its scope takes the case, and which of its conditions were told.
 *
 * A condition that nobody told of leaves an exception open, not shut: it is listed as not told.
 *
 * @param leaves the ways in which the case may turn out; only those that need a licence count
 */
export function exceptionLines(regime: Regime, book: Rulebook, leaves: readonly Leaf[]): ExceptionLine[] {
  const needing = leaves.filter(({ outcome }) => licensed.has(outcome.license_required));
  if (needing.length === 0) return [];
  return regime.exceptions.map(({ exception, scope, conditions }) => {
    const views = needing.map((leaf) => viewOf(leaf, regime));
    const scoped = agreed(views.map((view) => truthOf(scope.condition, view)));
    const told = conditions.map(({ what, cite, met }) => {
      const truth = met === undefined ? undefined : agreed(views.map((view) => truthOf(met, view)));
      return {
        what,
        cite,
        state: truth === undefined ? ('not_told' as const) : truth ? ('met' as const) : ('unmet' as const),
      };
    });
    const failed = told.filter(({ state }) => state === 'unmet');
    const available = scoped === false || failed.length > 0 ? false : (scoped ?? 'cannot_tell');
    const open = told.filter(({ state }) => state === 'not_told').length;
    const why =
      scoped === false
        ? scope.clause.not
        : failed.length > 0
          ? `not met: ${failed.map(({ what }) => what).join('; ')}`
          : open > 0
            ? `${scope.clause.says}; ${open} ${open === 1 ? 'condition' : 'conditions'} not told`
            : scope.clause.says;
    return {
      id: exception.id,
      title: exception.title,
      available,
      why,
      conditions: scoped === false ? [] : told,
      cite: exception.cite,
      url: book.source(exception.source[0]!).url,
      level: exception.level,
    };
  });
}

const views = new WeakMap<Leaf, View>();

/** What conditions are held against in one leaf, after the layers; made once. */
export function viewOf(leaf: Leaf, regime: Regime): View {
  const known = views.get(leaf);
  if (known) return known;
  const { state, outcome, looked } = leaf;
  const reasons = new Set(
    looked.flatMap(({ layer, holds, active }) =>
      layer === 'requirement' && holds && 'reason' in active.clause ? [active.clause.reason] : [],
    ),
  );
  const view = { state, found: { entry: outcome.entry, reasons }, members: regime.membersOf };
  views.set(leaf, view);
  return view;
}

function agreed(truths: readonly Truth[]): Truth {
  const [first, ...rest] = truths;
  return rest.every((truth) => truth === first) ? first : undefined;
}
