import type { Place } from '../../base/error.js';
import type { Expr, Index, Loop } from '../ir.js';
import type { SyntaxExpr, SyntaxSubscript } from '../syntax/ast.js';
import type { Ranges } from './ranges.js';
import type { Outline } from './variables.js';

/** What an expression can refer to. */
export interface Scope {
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly ranges: Ranges;
  readonly loops: readonly Loop[];
  /** Where the equation's values go: functions of vectors fill its last ranges. */
  readonly left?: readonly Index[];
}

/** How the parts of a function are looked up; handed to readers of single functions. */
export interface Lookup {
  expression(expr: SyntaxExpr, scope: Scope): Expr;
  indices(
    outline: Outline,
    subscripts: readonly SyntaxSubscript[] | undefined,
    place: Place,
    scope: Scope,
  ): readonly Index[];
  /** Lists the subscripts with an exclamation mark that belong to this function. */
  marked(expr: SyntaxExpr): readonly SyntaxSubscript[];
  /** Makes the loops of marked subscripts. */
  bind(marked: readonly SyntaxSubscript[], scope: Scope): readonly Loop[];
}
