import type { Regime } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { TestLine, TraceLine } from '../types.js';
import { viewOf } from './exceptions.js';
import type { Leaf } from './explore.js';
import { traceLine } from './trace.js';

/**
 * Tells of every clause that was looked at in any way in which the case may turn out.
 *
 * A clause or test that came out differently in two of them depends on what is not known.
 */
export function mergedTrace(leaves: readonly Leaf[], regime: Regime, book: Rulebook): TraceLine[] {
  const lines = new Map<string, TraceLine[]>();
  for (const leaf of leaves) {
    const view = viewOf(leaf, regime);
    for (const looked of leaf.looked) {
      const line = traceLine(looked, view, book);
      lines.set(line.rule, [...(lines.get(line.rule) ?? []), line]);
    }
  }
  const order = ['special', 'classification', 'requirement', 'review'];
  return [...lines.values()]
    .map((same) => mergeLines(same, leaves.length))
    .sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
}

function mergeLines(lines: readonly TraceLine[], leaves: number): TraceLine {
  const [first] = lines;
  // Not looked at in some leaf means that an earlier clause decided there.
  const same = lines.length === leaves && lines.every(({ holds }) => holds === first!.holds);
  const holds = same ? first!.holds : lines.every(({ holds }) => holds === false) ? false : 'depends';
  return {
    ...first!,
    holds,
    because: [...new Set(lines.map(({ because }) => because))].join(' | '),
    tests: first!.tests.map((test, i) =>
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
