import type { Start } from './digital-net.js';

/**
 * Writes starts as text: one word a dimension, polynomial and initial numbers in base 36 joined by dots.
 *
 * @example
 * packStarts([{ polynomial: 1, initial: [] }, { polynomial: 11, initial: [1, 3, 5] }]) // => '1 b.1.3.5'
 */
export function packStarts(starts: readonly Start[]): string {
  return starts
    .map(({ polynomial, initial }) => [polynomial, ...initial].map((n) => n.toString(36)).join('.'))
    .join(' ');
}

/**
 * Reads starts back from the text of `packStarts`; line breaks count as spaces.
 *
 * @example
 * unpackStarts('1 b.1.3.5')[1] // => { polynomial: 11, initial: [1, 3, 5] }
 */
export function unpackStarts(text: string): Start[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [polynomial, ...initial] = word.split('.').map((digits) => Number.parseInt(digits, 36));
      return { polynomial: polynomial!, initial };
    });
}
