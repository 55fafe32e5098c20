import { anyNumber, type Range, rangeOf } from '../answer/domain.js';
import type { Arithmetic, Quantity } from '../types.js';
import { refuse } from './check.js';

/**
 * Reads a number or an interval as a range.
 *
 * @throws SteelyardError CO012 for what is no number, CO015 for ends the wrong way round
 *
 * @example
 * readQuantity('tpp', { low: 2632, high: 2648 }).high // => 2648
 */
export function readQuantity(name: string, value: Quantity): Range {
  const given: unknown = value;
  if (typeof given === 'number') return checked(name, rangeOf(given));
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse('CO012', `${name} cannot be ${JSON.stringify(given)}`, {
      expected: 'a number, or an interval such as {low: 2632, high: 2648}',
    });
  }
  const {
    low = 0,
    high = Number.POSITIVE_INFINITY,
    lowOpen = false,
    highOpen = false,
    ...rest
  } = given as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    return refuse('CO013', `an interval has no "${unknown}"`, {
      expected: 'low, high, lowOpen and highOpen',
    });
  }
  if (typeof low !== 'number' || typeof high !== 'number') {
    return refuse('CO012', `${name} has an end that is no number`, { expected: 'numbers for low and high' });
  }
  return checked(
    name,
    rangeOf(low, high, {
      low: lowOpen === true,
      high: highOpen === true || high === Number.POSITIVE_INFINITY,
    }),
  );
}

function checked(name: string, range: Range): Range {
  if (!(range.low >= 0))
    refuse('CO012', `${name} cannot be ${range.low}`, { expected: 'a number of 0 or more' });
  if (Number.isNaN(range.high)) refuse('CO012', `${name} cannot be ${range.high}`, { expected: 'a number' });
  if (range.low > range.high) {
    refuse('CO015', `${name} lies between ${range.low} and ${range.high}, the wrong way round`, {
      expected: 'the lower end first',
    });
  }
  return range;
}

/** The range of a figure that was worked out; any number where it could not be. */
export function rangeOfFigure(figure: Arithmetic | undefined): Range {
  if (figure === undefined) return anyNumber;
  const open = figure.highOpen === true || figure.high === Number.POSITIVE_INFINITY;
  return rangeOf(figure.low, figure.high, { high: open });
}
