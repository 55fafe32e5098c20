import type { SyntaxExpr } from '../syntax/ast.js';
import type { Make } from './make.js';

/** A built-in function of this format: how many arguments it takes, and how the common form says the same. */
export interface XmileFunction {
  readonly min: number;
  readonly max: number;
  readonly write: (make: Make, ...args: SyntaxExpr[]) => SyntaxExpr;
}
