import { UsageError } from '../usage.js';

const scales: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  b: 1e9,
  bn: 1e9,
  g: 1e9,
  t: 1e12,
  tn: 1e12,
};

const hoursOf: Readonly<Record<string, number>> = {
  h: 1,
  d: 24,
  w: 168,
  mo: 730.5,
  y: 8766,
};

const number = '(\\d{1,3}(?:[,_]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?:e\\d+)?)';

/**
 * Reads a number as people write large ones.
 *
 * @returns undefined for what is none
 *
 * @example
 * readLarge('4,096') // => 4096
 * readLarge('16k') // => 16000
 * readLarge('15T') // => 15000000000000
 * readLarge('a lot') // => undefined
 */
export function readLarge(text: string): number | undefined {
  const found = new RegExp(`^${number}\\s*(k|m|b|bn|g|t|tn)?$`, 'i').exec(text.trim());
  if (found === null) return undefined;
  const value = Number(found[1]!.replace(/[,_]/g, '')) * scales[(found[2] ?? '').toLowerCase()]!;
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/**
 * Makes a parser for a count of chips.
 *
 * @example
 * chipCount('--count')('16k') // => 16000
 */
export function chipCount(flag: string): (text: string) => number {
  return (text) => {
    const value = readLarge(text);
    if (value !== undefined && Number.isInteger(value) && value <= 2 ** 20) return value;
    throw unusable(flag, text, 'a whole number of chips from 1 to 1,048,576, such as 4,096 or 16k');
  };
}

/**
 * Makes a parser for an amount of work.
 *
 * @example
 * amount('--tokens')('15T') // => 15000000000000
 */
export function amount(flag: string): (text: string) => number {
  return (text) => {
    const value = readLarge(text);
    if (value !== undefined && value >= 1 && value <= 1e18) return value;
    throw unusable(flag, text, 'an amount from 1 to 1e18, such as 300B, 15T or 1,000,000');
  };
}

/**
 * Makes a parser for a sum of money in dollars.
 *
 * @example
 * money('--budget')('$50m') // => 50000000
 * money('--budget')('1.2bn') // => 1200000000
 */
export function money(flag: string): (text: string) => number {
  return (text) => {
    const value = readLarge(text.trim().replace(/^\$|^USD\s*/i, ''));
    if (value !== undefined && value <= 1e15) return value;
    // What a shell leaves of an unquoted $50m, of which it takes $5 for a variable.
    const eaten = /^0+\s*[a-z]*$/i.test(text)
      ? '; a shell takes $ and the digit behind it away: leave $ out'
      : '';
    throw unusable(flag, text, `a sum of US dollars such as 50m, 1.2bn or 50,000,000${eaten}`);
  };
}

/**
 * Makes a parser for a span of time, in hours.
 *
 * @example
 * span('--deadline')('90d') // => 2160
 * span('--deadline')('12w') // => 2016
 * span('--deadline')('6mo') // => 4383
 */
export function span(flag: string, mostYears = 100): (text: string) => number {
  return (text) => {
    const found =
      /^(\d+(?:\.\d+)?)\s*(h|d|w|mo|y|hours?|days?|weeks?|months?|years?)$/i.exec(text.trim()) ?? undefined;
    const unit = found?.[2]?.toLowerCase() ?? '';
    const value = Number(found?.[1]) * hoursOf[/^mo/.test(unit) ? 'mo' : unit.charAt(0)]!;
    if (value > 0 && value <= mostYears * hoursOf.y!) return value;
    const near = /^\d+(\.\d+)?\s*m(in)?$/i.test(text.trim())
      ? `${text.trim().replace(/\s*m(in)?$/i, '')}mo`
      : undefined;
    throw unusable(flag, text, `a time such as 36h, 90d, 12w, 6mo or 2y, ${mostYears} years at most`, near);
  };
}

/**
 * Makes a parser for the energy of a site over that of its servers.
 *
 * @example
 * overhead('--pue')('1.3') // => 1.3
 */
export function overhead(flag: string): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 1 && value <= 4) return value;
    throw unusable(flag, text, 'a ratio from 1 to 4, such as 1.3');
  };
}

/** Software before and after these is nothing that rows tell of. */
const firstYear = 2018;
const lastYear = 2030;

/**
 * Makes a parser for a month or a year.
 *
 * @example
 * month('--date')('2024-06') // => '2024-06'
 */
export function month(flag: string): (text: string) => string {
  return (text) => {
    const year = Number(text.slice(0, 4));
    const known = year >= firstYear && year <= lastYear;
    if (known && /^20\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(text)) return text.slice(0, 7);
    throw unusable(flag, text, `a month or a year from ${firstYear} to ${lastYear}, such as 2024-06`);
  };
}

function unusable(flag: string, text: string, expected: string, nearest?: string): UsageError {
  return new UsageError(
    {
      code: 'CL005',
      found: `${flag} cannot be "${text}"`,
      expected,
      ...(nearest !== undefined && { nearest }),
      remedy: `give ${flag} in one of these forms`,
    },
    text,
  );
}
