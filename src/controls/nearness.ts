import { inputOf } from './rules/inputs.js';
import type { TraceLine } from './types.js';

type Truth = boolean | undefined;

/** What a change of would be another item or another question, not a near miss. */
const fixed = new Set(['item', 'base_eccn', 'jurisdiction', 'maker', 'origin', 'purpose', 'designer_status']);

/**
 * Tells whether a clause that does not hold only just does not: other numbers would make it hold, or one other answer
 * to a yes-or-no question, about a place, or (for the policy of review) about the movement.
 *
 * @example
 * const { trace } = makeClassifier(facts).classify({ chip: 'rtx-4090', destination: 'China', date: '2023-12-01' })
 * isNear(trace.find(({ clause }) => clause === 'Note 2')) // => true
 */
export function isNear(line: TraceLine): boolean {
  if (line.holds !== false || line.layer === 'special') return false;
  const found = line.tests.map(({ holds }): Truth => (holds === 'depends' ? undefined : holds));
  const names = line.tests.map(({ test }) => /^(?:not )?(\w+)/.exec(test)?.[1] ?? '');
  const numbersOpen = found.map((truth, i) =>
    inputOf.get(names[i]!)?.kind === 'number' ? undefined : truth,
  );
  if (evaluateFormula(line.formula, numbersOpen) !== false) return true;
  return line.tests.some(({ test }, i) => {
    const name = names[i]!;
    const movable =
      inputOf.has(name) && !fixed.has(name) && (name !== 'transaction' || line.layer === 'review');
    if (!movable || / in [A-Z]:\d/.test(test)) return false;
    return evaluateFormula(line.formula, found.with(i, !found[i])) === true;
  });
}

/**
 * Works out how tests that are joined by a formula come out together (strong Kleene logic).
 *
 * @example
 * evaluateFormula('#1 and (#2 or not #3)', [true, false, false]) // => true
 * evaluateFormula('#1 and #2', [true, undefined]) // => undefined
 */
export function evaluateFormula(formula: string, tests: readonly Truth[]): Truth {
  const words = formula.match(/#\d+|\(|\)|\w+/g) ?? [];
  let at = 0;
  const either = (): Truth => {
    const parts = [both()];
    while (words[at] === 'or') {
      at += 1;
      parts.push(both());
    }
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  };
  const both = (): Truth => {
    const parts = [one()];
    while (words[at] === 'and') {
      at += 1;
      parts.push(one());
    }
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  };
  const one = (): Truth => {
    const word = words[at++];
    if (word === 'not') {
      const inner = one();
      return inner === undefined ? undefined : !inner;
    }
    if (word === '(') {
      const inner = either();
      at += 1;
      return inner;
    }
    if (word === 'always' || word === 'never') return word === 'always';
    return tests[Number(word!.slice(1)) - 1];
  };
  return either();
}
