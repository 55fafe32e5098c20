import { type Place, SteelyardError } from '../../base/error.js';
import type { SyntaxExpr } from '../syntax/ast.js';

/** Some functions say their argument several times, so that one in another grows; no equation by hand comes near. */
const largest = 100_000;

/** Gives the expression back if it is of a size that can be worked with. Errors: SD026. */
export function checkSize(expr: SyntaxExpr, name: string, place: Place): SyntaxExpr {
  if (sizeOf(expr, new Map()) <= largest) return expr;
  throw new SteelyardError({
    code: 'SD026',
    found: `the equation of "${name}" grows too large when it is written out`,
    place,
    expected: `at most ${largest} parts`,
    remedy: 'split it with variables of their own',
  });
}

// A part that stands at several places is one object, so it is counted once and added each time.
function sizeOf(expr: SyntaxExpr, known: Map<SyntaxExpr, number>): number {
  const before = known.get(expr);
  if (before !== undefined) return before;
  const size = partsOf(expr).reduce((sum, part) => sum + sizeOf(part, known), 1);
  known.set(expr, size);
  return size;
}

function partsOf(expr: SyntaxExpr): readonly SyntaxExpr[] {
  if (expr.kind === 'unary') return [expr.arg];
  if (expr.kind === 'binary') return [expr.left, expr.right];
  return expr.kind === 'call' ? expr.args : [];
}
