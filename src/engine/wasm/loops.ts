import { type Expr, indicesOf, partsOf, type VectorArg } from '../../sd/ir.js';

const known = new WeakMap<Expr, ReadonlySet<string>>();

/** Names the loops around an expression that change its value; loops of its own are not among them. */
export function loopsOf(expr: Expr): ReadonlySet<string> {
  let loops = known.get(expr);
  if (!loops) {
    loops = find(expr);
    known.set(expr, loops);
  }
  return loops;
}

/** Names the loops around an argument of a function of vectors that change it. */
export function loopsOfVector({ loops, body }: VectorArg): ReadonlySet<string> {
  const found = new Set(loopsOf(body));
  for (const { id } of loops) found.delete(id);
  return found;
}

const none: ReadonlySet<string> = new Set();

function find(expr: Expr): ReadonlySet<string> {
  if (expr.kind === 'number' || expr.kind === 'time') return none;
  const own = ownLoops(expr);
  const parts = expr.kind === 'vector' ? expr.args.map(loopsOfVector) : partsOf(expr).map(loopsOf);
  // Most follow the loops of one part alone.
  const found = parts.filter((part, i) => part.size > 0 && parts.indexOf(part) === i);
  if (own.length === 0 && found.length === 0) return none;
  if (own.length === 0 && found.length === 1 && expr.kind !== 'reduce') return found[0]!;
  const all = new Set(own);
  for (const part of found) for (const id of part) all.add(id);
  if (expr.kind === 'reduce') for (const { id } of expr.loops) all.delete(id);
  return all;
}

function ownLoops(expr: Expr): string[] {
  if (expr.kind === 'position') return expr.loop === undefined ? [] : [expr.loop];
  return indicesOf(expr).flatMap((index) => (index.kind === 'each' ? [index.loop] : []));
}
