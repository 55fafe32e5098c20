import type { Regime } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { TestLine, TraceLine } from '../types.js';
import type { Looked } from './evaluate.js';
import { viewOf } from './exceptions.js';
import type { Leaf } from './explore.js';
import type { View } from './kleene.js';
import { inputOfTest } from './state.js';
import { testsIn, traceLine } from './trace.js';

/**
 * Tells of every clause that was looked at in any way in which the case may turn out.
 *
 * A clause or test that came out differently in two of them depends on what is not known.
 */
export function mergedTrace(leaves: readonly Leaf[], regime: Regime, book: Rulebook): TraceLine[] {
  const seen = new Map<string, { looked: Looked; view: View }[]>();
  for (const leaf of leaves) {
    const view = viewOf(leaf, regime);
    for (const looked of leaf.looked) {
      const known = seen.get(looked.active.clause.id);
      if (known) known.push({ looked, view });
      else seen.set(looked.active.clause.id, [{ looked, view }]);
    }
  }
  const forked = forkedInputs(leaves);
  const order = ['special', 'classification', 'requirement', 'review'];
  return [...seen.values()]
    .map((ways) => lineOf(ways, leaves.length, forked, book))
    .sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
}

/** Inputs that are known differently in different leaves: only tests on them can come out differently. */
function forkedInputs(leaves: readonly Leaf[]): ReadonlySet<string> {
  const forked = new Set<string>();
  const [first, ...rest] = leaves;
  for (const { state } of rest) {
    for (const [name, domain] of state.domains)
      if (first!.state.domains.get(name) !== domain) forked.add(name);
  }
  return forked;
}

function lineOf(
  ways: readonly { looked: Looked; view: View }[],
  leaves: number,
  forked: ReadonlySet<string>,
  book: Rulebook,
): TraceLine {
  const { looked, view } = ways[0]!;
  const touched = testsIn(looked.active.condition).some((test) => {
    const input = inputOfTest(test);
    return input === undefined ? test.kind !== 'named' : forked.has(input);
  });
  const first = traceLine(looked, view, book);
  // Not looked at in some leaf means that an earlier clause decided there.
  const same = ways.length === leaves && ways.every((way) => way.looked.holds === looked.holds);
  if (same && (!touched || leaves === 1)) return first;
  const lines = ways.map((way) => traceLine(way.looked, way.view, book));
  const holds = same ? first.holds : lines.every((line) => line.holds === false) ? false : 'depends';
  return {
    ...first,
    holds,
    because: [...new Set(lines.map(({ because }) => because))].join(' | '),
    tests: first.tests.map((test, i) =>
      mergeTests(
        lines.map(({ tests }) => tests[i]!),
        test,
      ),
    ),
  };
}

function mergeTests(tests: readonly TestLine[], first: TestLine): TestLine {
  const values = [...new Set(tests.map(({ value }) => value))];
  const same = tests.every(({ holds }) => holds === first.holds);
  return {
    test: first.test,
    value: values.length === 1 ? first.value : values.join(' | '),
    holds: same ? first.holds : 'depends',
  };
}
