import type { Test } from '../rules/condition.js';

/** What is known of one input: the range of a number, or the words that it may be. */
export type Domain = Range | Words;

export interface Range {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export interface Words {
  readonly kind: 'words';
  readonly values: readonly string[];
}

/**
 * Makes the range of a number that is known, or lies between two ends.
 *
 * @param open which ends are left out
 *
 * @example
 * rangeOf(4800).high // => 4800
 * rangeOf(0, 4800, { high: true }).highOpen // => true
 */
export function rangeOf(low: number, high = low, open: { low?: boolean; high?: boolean } = {}): Range {
  return { kind: 'range', low, high, lowOpen: open.low ?? false, highOpen: open.high ?? false };
}

/** All numbers from zero up: a number that nobody told. */
export const anyNumber: Range = rangeOf(0, Number.POSITIVE_INFINITY, { high: true });

/**
 * Makes the words that an input may be.
 *
 * @example
 * wordsOf('yes', 'no').values.length // => 2
 */
export function wordsOf(...values: readonly string[]): Words {
  return { kind: 'words', values };
}

/** A yes-or-no that nobody told. */
export const yesOrNo: Words = wordsOf('yes', 'no');

/** Tells whether a range holds no number at all. */
export function isEmpty(domain: Domain): boolean {
  if (domain.kind === 'words') return domain.values.length === 0;
  return domain.low > domain.high || (domain.low === domain.high && (domain.lowOpen || domain.highOpen));
}

/**
 * Gives the numbers that two ranges share.
 *
 * @example
 * intersect(rangeOf(0, 5), rangeOf(3, 9)).low // => 3
 */
export function intersect(a: Range, b: Range): Range {
  const lowOpen = a.low === b.low ? a.lowOpen || b.lowOpen : a.low > b.low ? a.lowOpen : b.lowOpen;
  const highOpen = a.high === b.high ? a.highOpen || b.highOpen : a.high < b.high ? a.highOpen : b.highOpen;
  return { kind: 'range', low: Math.max(a.low, b.low), high: Math.min(a.high, b.high), lowOpen, highOpen };
}

/**
 * Splits a domain by a test: the part in which it holds, and the part in which it does not.
 *
 * @param members who belongs to a group, for tests on places
 *
 * @example
 * const test = { kind: 'number', input: 'tpp', op: '>=', value: 4800, text: 'tpp >= 4800' }
 * split(rangeOf(0, 9000), test, () => new Set())[1].highOpen // => true
 */
export function split(
  domain: Domain,
  test: Test,
  members: (group: string) => ReadonlySet<string>,
): readonly [Domain, Domain] {
  if (domain.kind === 'words') {
    const holds = (value: string) => holdsFor(value, test, members);
    return [
      wordsOf(...domain.values.filter(holds)),
      wordsOf(...domain.values.filter((value) => !holds(value))),
    ];
  }
  if (test.kind !== 'number') throw new Error(`${test.text} is asked of a number`);
  const { op, value } = test;
  const above = (open: boolean) => intersect(domain, rangeOf(value, Number.POSITIVE_INFINITY, { low: open }));
  const below = (open: boolean) =>
    intersect(domain, rangeOf(Number.NEGATIVE_INFINITY, value, { high: open }));
  if (op === '>=') return [above(false), below(true)];
  if (op === '>') return [above(true), below(false)];
  if (op === '<=') return [below(false), above(true)];
  return [below(true), above(false)];
}

/** Tells whether a test on a word, a place or a yes-or-no holds for one value. */
export function holdsFor(
  value: string,
  test: Test,
  members: (group: string) => ReadonlySet<string>,
): boolean {
  if (test.kind === 'group') return members(test.group).has(value);
  return test.kind === 'one_of' ? test.values.includes(value) : value === 'yes';
}

/**
 * Prints a domain as people write it.
 *
 * @example
 * printDomain(rangeOf(15832)) // => '15832'
 * printDomain(rangeOf(0, 4800, { high: true })) // => '[0, 4800)'
 * printDomain(yesOrNo) // => 'not known'
 */
export function printDomain(domain: Domain): string {
  if (domain.kind === 'words') return domain.values.length === 1 ? domain.values[0]! : 'not known';
  const { low, high, lowOpen, highOpen } = domain;
  if (low === high) return printNumber(low);
  if (low === 0 && high === Number.POSITIVE_INFINITY) return 'not known';
  if (high === Number.POSITIVE_INFINITY) return `${printNumber(low)} or more`;
  return `${lowOpen ? '(' : '['}${printNumber(low)}, ${printNumber(high)}${highOpen ? ')' : ']'}`;
}

/**
 * Prints a number without rounding it across a line: the shortest text that still tells it from its neighbours at
 * seven digits, and all its digits otherwise.
 *
 * @example
 * printNumber(2368 / 814) // => '2.909091'
 * printNumber(15832) // => '15832'
 */
export function printNumber(value: number): string {
  const short = Number(value.toPrecision(7));
  return String(Math.abs(short - value) <= Math.abs(value) * 1e-7 && !nearHalf(value, short) ? short : value);
}

/** A value a hair from a short one must not print as it: 4799.9999999 is below 4800. */
function nearHalf(value: number, short: number): boolean {
  return short !== value && Number.isInteger(Number((short * 100).toPrecision(12)));
}
