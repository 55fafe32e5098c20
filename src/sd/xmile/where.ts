import type { SyntaxExpr } from '../syntax/ast.js';
import type { Book, Part } from './book.js';
import type { Raw } from './raw.js';

/** Where an equation stands. */
export interface Where {
  readonly book: Book;
  readonly self: Part;
  /** Dimensions that the left side runs over. */
  readonly loops: readonly string[];
  /** Elements that the left side names instead, by folded dimension. */
  readonly fixed: ReadonlyMap<string, string>;
  /** Writes a part of the equation in the common form: `translate`, which the parts of it are handed. */
  readonly read: (raw: Raw, where: Where, bound?: Bound) => SyntaxExpr;
}

/** What an array function runs over; it grows while its argument is read. */
export interface Bound {
  /** Whether an array without brackets is all of it, or only where the left side does not run over it. */
  readonly bare: 'all' | 'free';
  /** Names of the ranges that are run over. */
  readonly uses: Set<string>;
}
