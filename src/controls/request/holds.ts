import type { WrittenCondition } from '../../facts/index.js';
import type { Domain } from '../answer/domain.js';
import { truthFrom, truthOfTest, type View } from '../answer/kleene.js';
import { inputOfTest } from '../answer/state.js';
import type { Condition } from '../rules/condition.js';
import { type Plain, regimeOn } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';

/**
 * Tells whether a condition of the data holds for certain on a day, for the inputs that it asks about;
 * of an input that is not among them nothing is known.
 *
 * @param domains what is known of them
 *
 * @example
 * const in2024 = (place) => holdsOn(readRulebook(facts), 'destination in D:5', '2024-06-01',
 *   new Map([['destination', wordsOf(place)]]))
 * in2024('NI') // => true
 * in2024('SG') // => false
 */
export function holdsOn(
  book: Rulebook,
  written: WrittenCondition,
  date: string,
  domains: ReadonlyMap<string, Domain>,
): boolean {
  const writeOut = (condition: Condition): Plain => {
    if (condition.kind === 'term') {
      const { from, to, condition: meant } = book.terms.get(condition.name)!;
      const inForce = (from === undefined || from <= date) && (to === undefined || date <= to);
      return inForce ? writeOut(meant) : { kind: 'never' };
    }
    if (condition.kind === 'not') return { kind: 'not', part: writeOut(condition.part) };
    if (condition.kind === 'test') return condition;
    return { kind: condition.kind, parts: condition.parts.map(writeOut) };
  };
  const { membersOf } = regimeOn(book, date);
  const view: View = {
    state: { domains, label: '', densityFollows: false },
    found: { entry: undefined, reasons: new Set() },
    members: membersOf,
  };
  const truth = truthFrom(writeOut(book.conditionOf(written)), (test) => {
    const input = inputOfTest(test);
    return input === undefined || domains.has(input) ? truthOfTest(test, view) : undefined;
  });
  return truth === true;
}
