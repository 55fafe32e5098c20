import { viewOf } from './answer/exceptions.js';
import type { Leaf } from './answer/explore.js';
import { type Truth, truthOf, truthOfTest, type View } from './answer/kleene.js';
import { testsIn } from './answer/trace.js';
import type { Situation } from './request/situation.js';
import type { Plain, Regime } from './rules/regime.js';
import type { Rulebook } from './rules/rulebook.js';
import type { Certification } from './types.js';

/**
 * Lists what the lane of January 2026 has to be shown, each with whether it was told; empty where the lane is shut.
 *
 * The lane is asked about when everything that its clause wants besides certifications holds, or may hold. A conflict
 * with a Chinese rule is named from the day of that rule on.
 *
 * @example
 * const request = { chip: 'h200', destination: 'China', date: '2026-01-20', params: { certifications: { kyc: true } } }
 * makeClassifier(facts).classify(request).checklist.filter(({ state }) => state === 'met').map(({ id }) => id)
 * // => ['us_availability', 'kyc']
 * @example
 * makeClassifier(facts).classify({ chip: 'b200', destination: 'China', date: '2026-01-20' }).checklist // => []
 */
export function checklistOf(
  book: Rulebook,
  regime: Regime,
  { state, date }: Situation,
  leaves: readonly Leaf[],
): readonly Certification[] {
  const ids = new Set(book.rules.certifications.map(({ id }) => id));
  const isCertification = (part: Plain) =>
    part.kind === 'test' && 'input' in part.test && ids.has(part.test.input);
  const lane = regime.review.find(({ condition }) =>
    testsIn(condition).some((test) => 'input' in test && ids.has(test.input)),
  )?.condition;
  if (lane?.kind !== 'all') return [];
  const rest: Plain = { kind: 'all', parts: lane.parts.filter((part) => !isCertification(part)) };
  const asked = leaves.some(
    (leaf) => leaf.outcome.license_required === true && truthOf(rest, viewOf(leaf, regime)) !== false,
  );
  if (!asked) return [];
  const view: View = { state, found: { entry: undefined, reasons: new Set() }, members: regime.membersOf };
  const tests = new Map(
    testsIn(lane).flatMap((test) =>
      'input' in test && ids.has(test.input) ? [[test.input, test] as const] : [],
    ),
  );
  return book.rules.certifications
    .filter(({ id }) => tests.has(id))
    .map(({ id, requires, cite, level, means, conflicts, conflicts_from = '' }) => ({
      id,
      requires,
      cite,
      level,
      state: stateOf(truthOfTest(tests.get(id)!, view)),
      ...(means !== undefined && { means }),
      ...(conflicts !== undefined && conflicts_from <= date && { conflicts }),
    }));
}

const stateOf = (truth: Truth): Certification['state'] =>
  truth === undefined ? 'not_told' : truth ? 'met' : 'unmet';
