import { type Place, SteelyardError } from '../../base/error.js';
import type { Statement } from '../syntax/ast.js';
import type { Book, Dim } from './book.js';
import { fixedIndex } from './index-of.js';
import type { RawSubscript } from './raw.js';
import type { Where } from './where.js';

/** Gives another name to a dimension, so that two loops can run over it. */
export const otherName = (book: Book, dim: Dim, count: number, place: Place): string =>
  book.once(`${dim.name} again ${count}`, () => ({
    kind: 'same',
    name: `${dim.name} again ${count}`,
    other: dim.name,
    place,
  }));

/** Names the part of a dimension between two of its elements. Errors: SD008. */
export function partOfRange(
  dim: Dim,
  { from, to, place }: Extract<RawSubscript, { kind: 'range' }>,
  where: Where,
): string {
  const [first, last] = [from, to].map((end) => dim.elements.indexOf(fixedIndex(end, dim, where) ?? ''));
  if (first === undefined || last === undefined || first < 0 || last < first) {
    throw new SteelyardError({
      code: 'SD008',
      found: `the range of ${dim.name} has no fixed ends, or ends that do not rise`,
      place,
      expected: `two elements or numbers, such as 1:${dim.elements.length}`,
    });
  }
  const name = `${dim.name} ${first + 1} to ${last + 1}`;
  return where.book.once(name, () => rangeStatement(name, dim.elements.slice(first, last + 1), place));
}

/** Writes a dimension as a range. */
export function rangeStatement(name: string, elements: readonly string[], place: Place): Statement {
  const notes = { units: '', unitsPlace: place, comment: '', group: '', supplementary: false };
  return {
    kind: 'range',
    name,
    parts: elements.map((from) => ({ from, place })),
    mappings: [],
    notes,
    place,
  };
}
