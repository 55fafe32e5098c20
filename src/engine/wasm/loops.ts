import { type Expr, type Index, partsOf } from '../../sd/ir.js';

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

const none: ReadonlySet<string> = new Set();

function find(expr: Expr): ReadonlySet<string> {
  const own = ownLoops(expr);
  const parts = partsOf(expr).map(loopsOf);
  const found = parts.filter(({ size }) => size > 0);
  if (own.length === 0 && found.length === 0) return none;
  const all = new Set([...own, ...found.flatMap((part) => [...part])]);
  if (expr.kind === 'reduce') for (const { id } of expr.loops) all.delete(id);
  return all;
}

function ownLoops(expr: Expr): string[] {
  if (expr.kind === 'position') return expr.loop === undefined ? [] : [expr.loop];
  if (expr.kind !== 'variable' && expr.kind !== 'look' && expr.kind !== 'series') return [];
  return expr.indices.flatMap((index: Index) => (index.kind === 'each' ? [index.loop] : []));
}
