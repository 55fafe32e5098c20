import type { Quantity } from '../../controls/light.js';
import { UsageError } from '../usage.js';

/**
 * Reads a number or an interval as people type it.
 *
 * `2632..2648` holds both ends, `..4800` lies below 4800, `4800..` is 4800 or more.
 *
 * @throws UsageError CL005 for what is neither
 *
 * @example
 * readQuantityText('--tpp', '2632..2648') // => { low: 2632, high: 2648 }
 * readQuantityText('--tpp', '..4800') // => { high: 4800, highOpen: true }
 * readQuantityText('--tpp', '4992') // => 4992
 */
export function readQuantityText(flag: string, text: string): Quantity {
  const number = '(\\d[\\d_]*(?:\\.\\d+)?)';
  const found = new RegExp(`^${number}?(\\.\\.)?${number}?$`).exec(text.trim());
  const [, first, dots, second] = found ?? [];
  if (found === null || (first === undefined && second === undefined) || (!dots && second !== undefined)) {
    throw new UsageError(
      {
        code: 'CL005',
        found: `${flag} cannot be "${text}"`,
        expected: 'a number such as 4992, or an interval: 2632..2648, ..4800 (below) or 4800.. (or more)',
        remedy: `write ${flag} in one of these forms, without units and thousands separators`,
      },
      text,
    );
  }
  if (!dots) return toNumber(first!);
  if (first === undefined) return { high: toNumber(second!), highOpen: true };
  return second === undefined ? { low: toNumber(first) } : { low: toNumber(first), high: toNumber(second) };
}

const toNumber = (digits: string) => Number(digits.replaceAll('_', ''));
