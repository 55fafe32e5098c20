import { formatNumber } from '../base/format.js';
import type { Cell } from '../facts/index.js';
import type { Interval, Quantity } from './types.js';

/** An interval with both ends; `Infinity` stands for an upper end that is not known. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly lowOpen?: boolean;
  readonly highOpen?: boolean;
}

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
  const range = rangeOf(quantity);
  return { range, words: `given: ${say(range)}`, given: true, sources: [], flags };
}

/**
 * Gives both ends of a quantity: an end that is left out is zero or infinity.
 *
 * @example
 * rangeOf(4800) // => { low: 4800, high: 4800 }
 * rangeOf({ low: 16 }).high // => Infinity
 */
export function rangeOf(quantity: Quantity): Range {
  if (typeof quantity === 'number') return { low: quantity, high: quantity };
  const { low = 0, high = Infinity, lowOpen, highOpen }: Interval = quantity;
  return { low, high, ...(lowOpen && { lowOpen }), ...(highOpen && { highOpen }) };
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

/**
 * Rounds to twelve digits: sums of decimals must meet a threshold exactly when they do on paper.
 *
 * @example
 * exact(0.1 * 6) // => 0.6
 */
export const exact = (value: number) => Number(value.toPrecision(12));

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
 * say({ low: 3610, high: 6080 }) // => '3610 to 6080'
 * say({ low: 880, high: Infinity }) // => '880 or more'
 */
export function say({ low, high, lowOpen, highOpen }: Range, digits?: number): string {
  const [from, to] = [number(low, digits), number(high, digits)];
  if (low === high) return from;
  if (high === Infinity) return low === 0 ? 'not known' : lowOpen ? `more than ${from}` : `${from} or more`;
  if (low === 0) return highOpen ? `below ${to}` : `at most ${to}`;
  return `${lowOpen ? 'more than ' : ''}${from} to ${highOpen ? 'below ' : ''}${to}`;
}
