import { runsOverMarked } from '../functions.js';
import { foldName } from '../names.js';
import type { SyntaxExpr, SyntaxSubscript } from '../syntax/ast.js';

/** Moves an expression into reducing functions: what runs over its subscripts then lies so much further out. */
export function lift(expr: SyntaxExpr, by: number, level = 0): SyntaxExpr {
  const moved = (list: readonly SyntaxSubscript[] | undefined) =>
    list?.map((s) => (s.bang && (s.outer ?? 0) >= level ? { ...s, outer: (s.outer ?? 0) + by } : s));
  switch (expr.kind) {
    case 'unary':
      return { ...expr, arg: lift(expr.arg, by, level) };
    case 'binary':
      return { ...expr, left: lift(expr.left, by, level), right: lift(expr.right, by, level) };
    case 'name':
      return { ...expr, subscripts: moved(expr.subscripts) };
    case 'call': {
      const inside = runsOverMarked(foldName(expr.name)) ? level + 1 : level;
      const args = expr.args.map((arg) => lift(arg, by, inside));
      return { ...expr, subscripts: moved(expr.subscripts), args };
    }
    default:
      return expr;
  }
}
