import type { Test } from '../rules/condition.js';
import type { Plain } from '../rules/regime.js';
import { type Domain, holdsFor, type Range } from './domain.js';
import { inputOfTest, type State } from './state.js';

/** True, false, or undefined where what is known does not decide it. */
export type Truth = boolean | undefined;

/** What earlier layers found, for tests that ask about it. */
export interface Found {
  readonly entry: string | undefined;
  readonly reasons: ReadonlySet<string>;
}

/** What a condition is held against. */
export interface View {
  readonly state: State;
  readonly found: Found;
  members(group: string): ReadonlySet<string>;
}

/**
 * Tells whether a condition holds, as far as what is known decides it (strong Kleene logic).
 *
 * Source: Kleene, Introduction to Metamathematics (1952), section 64.
 */
export function truthOf(condition: Plain, view: View): Truth {
  return truthFrom(condition, (test) => truthOfTest(test, view));
}

/** Joins what is known of single tests as a condition joins them (strong Kleene logic). */
export function truthFrom(condition: Plain, known: (test: Test) => Truth): Truth {
  if (condition.kind === 'always') return true;
  if (condition.kind === 'never') return false;
  if (condition.kind === 'test') return known(condition.test);
  if (condition.kind === 'not') {
    const inner = truthFrom(condition.part, known);
    return inner === undefined ? undefined : !inner;
  }
  const decisive = condition.kind === 'any';
  let open = false;
  for (const part of condition.parts) {
    const truth = truthFrom(part, known);
    if (truth === decisive) return decisive;
    if (truth === undefined) open = true;
  }
  return open ? undefined : !decisive;
}

/** Tells whether one test holds. */
export function truthOfTest(test: Test, view: View): Truth {
  if (test.kind === 'named') return test.names.some((name) => isNamed(view.state.label, name));
  if (test.kind === 'entry') return view.found.entry === test.entry;
  if (test.kind === 'caught') return view.found.reasons.has(test.reason);
  const domain = domainOf(test, view.state);
  if (domain.kind === 'range') return truthOfRange(domain, test);
  let [yes, no] = [false, false];
  for (const value of domain.values) {
    if (holdsFor(value, test, view.members)) yes = true;
    else no = true;
    if (yes && no) return undefined;
  }
  return yes;
}

/** Whether a test on a number holds all over a range; the ends decide, without making the two parts. */
function truthOfRange({ low, high, lowOpen, highOpen }: Range, test: Test): Truth {
  if (test.kind !== 'number') return undefined;
  const { op, value } = test;
  const above = op === '>=' ? low >= value : low > value || (low === value && lowOpen);
  const below = op === '<=' ? high <= value : high < value || (high === value && highOpen);
  if (op === '>=') return above ? true : below ? false : undefined;
  if (op === '>') return above ? true : high <= value ? false : undefined;
  if (op === '<=') return below ? true : above ? false : undefined;
  return below ? true : low >= value ? false : undefined;
}

/** The domain that a test asks about; every input has one. */
export function domainOf(test: Test, state: State): Domain {
  const domain = state.domains.get(inputOfTest(test)!);
  if (domain === undefined) throw new Error(`no domain for ${test.text}`);
  return domain;
}

/** Finds the first test that keeps a condition open, or undefined when it is decided. */
export function openTest(condition: Plain, view: View): Test | undefined {
  if (condition.kind === 'always' || condition.kind === 'never') return undefined;
  if (condition.kind === 'test')
    return truthOfTest(condition.test, view) === undefined ? condition.test : undefined;
  if (condition.kind === 'not') return openTest(condition.part, view);
  for (const part of condition.parts) {
    if (truthOf(part, view) !== undefined) continue;
    const test = openTest(part, view);
    if (test) return test;
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

/**
 * Tells whether a chip's label holds a name as a word of its own: `H200` does not hold `H20`.
 *
 * @example
 * isNamed('NVIDIA H20 96GB', 'H20') // => true
 * isNamed('NVIDIA H200 SXM', 'H20') // => false
 */
export function isNamed(label: string, name: string): boolean {
  let pattern = patterns.get(name);
  if (!pattern) {
    const letters = name
      .split(/[\s-]+/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s-]*');
    pattern = new RegExp(`(?<![a-z0-9])${letters}(?![a-z0-9])`, 'i');
    patterns.set(name, pattern);
  }
  return pattern.test(label);
}
