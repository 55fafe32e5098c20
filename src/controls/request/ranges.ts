import { anyNumber, type Range, rangeOf } from '../answer/domain.js';
import { rangeOfQuantity } from '../quantity-range.js';
import type { Arithmetic, Quantity } from '../types.js';
import { nearOf, refuse, show } from './check.js';

/**
 * Reads a number or an interval as a range; an end that is left out is zero or open to infinity.
 *
 * @param nonZero why it has to be more than nothing, as an area has; it may be nothing by default
 * @throws SteelyardError CO012 for what is no number of 0 or more, CO013 for a key that intervals lack, CO015 for ends
 *   the wrong way round or an interval that holds no number
 *
 * @example
 * readQuantity('tpp', { low: 2632, high: 2648 }).high // => 2648
 * readQuantity('tpp', { low: 4800, lowOpen: true }).lowOpen // => true
 */
export function readQuantity(name: string, value: unknown, nonZero?: string): Range {
  const wanted = nonZero === undefined ? 'a number of 0 or more' : `a number above 0: ${nonZero}`;
  if (typeof value === 'number') {
    if (!(Number.isFinite(value) && value >= 0) || (nonZero !== undefined && value === 0)) {
      refuse('CO012', `${name} cannot be ${show(value)}`, { expected: wanted });
    }
    return rangeOf(value);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('CO012', `${name} cannot be ${show(value)}`, {
      expected: 'a number, or an interval such as {low: 2632, high: 2648}',
    });
  }
  checkKeys(value);
  const { low = 0, high = Number.POSITIVE_INFINITY, lowOpen, highOpen } = value as Record<string, unknown>;
  for (const end of [low, high]) {
    if (typeof end === 'number' && end >= 0) continue;
    refuse('CO012', `${name} cannot have the end ${show(end)}`, { expected: 'numbers of 0 or more' });
  }
  if (low === Number.POSITIVE_INFINITY) {
    refuse('CO012', `${name} cannot begin at ${show(low)}`, { expected: 'a number for the lower end' });
  }
  for (const open of [lowOpen, highOpen]) {
    if (open === undefined || typeof open === 'boolean') continue;
    refuse('CO012', `${name} cannot have an end that is open ${show(open)}`, {
      expected: 'true or false for lowOpen and highOpen',
    });
  }
  const range = rangeOfQuantity(value as Quantity);
  checkOrder(name, range);
  if (nonZero !== undefined && range.high === 0)
    refuse('CO012', `${name} cannot be ${show(value)}`, { expected: wanted });
  return range;
}

const keys = ['low', 'high', 'lowOpen', 'highOpen'];

function checkKeys(value: object): void {
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  refuse('CO013', `an interval has no ${show(unknown)}`, {
    expected: 'low, high, lowOpen and highOpen',
    nearest: nearOf(unknown, keys),
  });
}

function checkOrder(name: string, { low, high, lowOpen, highOpen }: Range): void {
  if (low > high) {
    refuse('CO015', `${name} lies between ${low} and ${high}, the wrong way round`, {
      expected: 'the lower end first',
    });
  }
  if (low === high && (lowOpen || highOpen)) {
    refuse('CO015', `${name} lies between ${low} and ${high} without an end, where no number is`, {
      expected: 'two ends, or the number itself',
    });
  }
}

/**
 * Gives the range of a figure that was worked out; any number where it could not be.
 *
 * @example
 * const figure = quantitiesOf(undefined, { tpp: { low: 14000, lowOpen: true, high: 15000 } }, facts.formats).tpp
 * rangeOfFigure(figure).lowOpen // => true
 */
export function rangeOfFigure(figure: Arithmetic | undefined): Range {
  return figure === undefined ? anyNumber : rangeOfQuantity(figure);
}
