import { formatNumber } from '../base/format.js';
import type { Cell } from '../facts/index.js';
import { type Range, rangeOf } from './answer/domain.js';
import type { Interval, Quantity } from './types.js';

/** A range with how it came about; what is given carries no sources of ours. */
export interface Found {
  readonly range: Range;
  readonly words: string;
  readonly given?: boolean;
  readonly sources: readonly string[];
  readonly flags: readonly string[];
}

/**
 * Takes a parameter as a person gives it; undefined where nobody told.
 *
 * @param flags what to say of it all the same
 *
 * @example
 * given({ high: 4800, highOpen: true }).words // => 'given: below 4800'
 */
export function given(quantity: Quantity | undefined, flags: readonly string[] = []): Found | undefined {
  if (quantity === undefined) return undefined;
  const range = rangeOfQuantity(quantity);
  return { range, words: `given: ${say(range)}`, given: true, sources: [], flags };
}

/**
 * Gives both ends of a quantity: an end that is left out is zero or open to infinity.
 *
 * @example
 * rangeOfQuantity(4800) // => rangeOf(4800)
 * rangeOfQuantity({ low: 16, lowOpen: true }).lowOpen // => true
 * rangeOfQuantity({ low: 16 }).highOpen // => true
 */
export function rangeOfQuantity(quantity: Quantity): Range {
  if (typeof quantity === 'number') return rangeOf(quantity);
  const { low = 0, high = Number.POSITIVE_INFINITY, lowOpen = false, highOpen = false }: Interval = quantity;
  return rangeOf(low, high, { low: lowOpen, high: highOpen || high === Number.POSITIVE_INFINITY });
}

/**
 * Makes the range of a quotient or a product: both ends rounded to twelve digits, so that decimals meet a threshold
 * exactly when they do on paper.
 *
 * @example
 * computed(0.1 * 6, 1) // => rangeOf(0.6, 1)
 * computed(1, 1 + 1e-15, { high: true }) // => rangeOf(1)
 */
export function computed(low: number, high: number, open?: Open): Range {
  return between(exact(low), exact(high), open);
}

/**
 * Makes the range between two ends that were computed: the lower one a number that there is, and ends that meet
 * closed, since only rounding can have brought them together.
 *
 * @example
 * between(900, Infinity).highOpen // => true
 * between(5, 5, { low: true }) // => rangeOf(5)
 */
export function between(low: number, high: number, open: Open = {}): Range {
  const from = Math.min(low, Number.MAX_VALUE);
  if (from >= high) return rangeOf(from);
  return rangeOf(from, high, { ...open, high: open.high === true || high === Number.POSITIVE_INFINITY });
}

interface Open {
  readonly low?: boolean;
  readonly high?: boolean;
}

/**
 * Lists the flags of a number of the catalogue: `estimate` and `unverified`.
 *
 * @example
 * cellFlags({ value: 1, source: [], estimate: true }) // => ['estimate']
 */
export const cellFlags = (cell: Cell) => [
  ...(cell.estimate ? ['estimate'] : []),
  ...(cell.unverified ? ['unverified'] : []),
];

const exact = (value: number) => Number(value.toPrecision(12));

/**
 * Prints a number for a sum: seven digits unless told, no separators.
 *
 * @example
 * number(20919.2) // => '20919.2'
 */
export const number = (value: number, digits = 7) => formatNumber(value, digits).replaceAll(',', '');

/**
 * Prints a range in words.
 *
 * @param digits significant digits; default 7
 *
 * @example
 * say(rangeOf(3610, 6080)) // => '3610 to 6080'
 * say(rangeOf(880, Infinity)) // => '880 or more'
 */
export function say({ low, high, lowOpen, highOpen }: Range, digits?: number): string {
  const [from, to] = [number(low, digits), number(high, digits)];
  if (low === high) return from;
  if (high === Number.POSITIVE_INFINITY)
    return low === 0 ? 'not known' : lowOpen ? `more than ${from}` : `${from} or more`;
  if (low === 0) return highOpen ? `below ${to}` : `at most ${to}`;
  return `${lowOpen ? 'more than ' : ''}${from} to ${highOpen ? 'below ' : ''}${to}`;
}
