import { nearestName } from '../base/nearest.js';
import type { CliErrorCode } from './errors.js';
import { UsageError } from './usage.js';

const unusable: CliErrorCode = 'CL005';

/**
 * Makes a parser for an option that takes a whole number in a range.
 *
 * @example
 * wholeNumber('--futures', 1, 1000)('20') // => 20
 */
export function wholeNumber(flag: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new UsageError(
      {
        code: unusable,
        found: `${flag} cannot be "${text}"`,
        expected: `a whole number from ${least} to ${most}`,
        remedy: `give ${flag} such a number, or leave it out for the default`,
      },
      text,
    );
  };
}

/**
 * Makes a parser for an option that takes a number above 0, up to a limit.
 *
 * @example
 * positive('--tolerance', 1)('1e-6') // => 0.000001
 */
export function positive(flag: string, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value > 0 && value <= most) return value;
    throw new UsageError(
      {
        code: unusable,
        found: `${flag} cannot be "${text}"`,
        expected: `a number above 0 and up to ${most}`,
        remedy: `give ${flag} such a number, or leave it out for the default`,
      },
      text,
    );
  };
}

/**
 * Makes a parser for an option that takes one of a few words.
 *
 * @example
 * oneOf('--design', ['sobol', 'lhs'])('lhs') // => 'lhs'
 */
export function oneOf<Word extends string>(flag: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word) return word;
    const near = nearestName(text, words);
    throw new UsageError(
      {
        code: unusable,
        found: `${flag} cannot be "${text}"`,
        expected: `one of ${words.join(', ')}`,
        ...(near ? { nearest: near } : {}),
        remedy: `give ${flag} one of these words`,
      },
      text,
    );
  };
}

/**
 * Makes a parser for an option that takes any words but none: an empty value is mostly a variable that is not set.
 *
 * @param expected what the words should be
 *
 * @example
 * notEmpty('--host', 'an address')('::1') // => '::1'
 */
export function notEmpty(flag: string, expected: string): (text: string) => string {
  return (text) => {
    if (text.trim() !== '') return text;
    throw new UsageError(
      {
        code: unusable,
        found: `${flag} is empty`,
        expected,
        remedy: `give ${flag} a value, or leave it out for the default`,
      },
      text,
    );
  };
}

/**
 * Reads a day as `2024-12-31`, and refuses days that the calendar lacks.
 *
 * @example
 * isoDay('--as-of')('2024-12-31') // => '2024-12-31'
 */
export function isoDay(flag: string): (text: string) => string {
  return (text) => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
    if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
    throw new UsageError(
      {
        code: unusable,
        found: `${flag} cannot be "${text}"`,
        expected: 'a day of the calendar as YYYY-MM-DD',
        remedy: 'write the day as YYYY-MM-DD, such as 2024-12-31',
      },
      text,
    );
  };
}
