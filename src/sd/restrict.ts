import { cellsOf } from './elements.js';
import type { Equation, Expr, Index, Loop, Right, Variable } from './ir.js';

/**
 * Narrows loops of an equation to some of their passes; a loop with one pass left disappears.
 *
 * `keep` maps loop ids to the pass numbers that stay, rising.
 */
export function restrictEquation(equation: Equation, keep: ReadonlyMap<string, readonly number[]>): Equation {
  const loops = equation.loops.flatMap((loop) => {
    const passes = keep.get(loop.id);
    if (!passes) return [loop];
    return passes.length === 1 ? [] : [{ ...loop, elements: passes.map((p) => loop.elements[p]!) }];
  });
  return {
    ...equation,
    left: equation.left.map((index) => restrictIndex(index, keep)),
    loops,
    right: mapRight(restrictRows(equation, keep), (expr) => restrictExpr(expr, keep)),
  };
}

/** Splits an equation into one equation for each element that it defines. */
export function splitEquation(equation: Equation): Equation[] {
  return passesOf(equation.loops).map((passes) =>
    restrictEquation(equation, new Map(equation.loops.map((loop, i) => [loop.id, [passes[i]!]]))),
  );
}

/** Turns an equation with exceptions into equations without, keeping loops as long as they go. */
export function withoutExceptions(variable: Variable, equation: Equation): Equation[] {
  if (equation.except.length === 0) return [equation];
  const excepted = new Set(equation.except.flatMap((indices) => cellsOf(variable, indices)));
  const plain = { ...equation, except: [] };
  const cut = (part: Equation): Equation[] => {
    const hit = cellsOf(variable, part.left).filter((cell) => excepted.has(cell)).length;
    if (hit === 0) return [part];
    const loop = part.loops[0];
    if (!loop) return [];
    return loop.elements.flatMap((_, pass) => cut(restrictEquation(part, new Map([[loop.id, [pass]]]))));
  };
  const last = plain.loops.length === 1 ? plain.loops[0] : undefined;
  if (!last) return cut(plain);
  const passes = last.elements.flatMap((_, pass) => {
    const one = restrictEquation(plain, new Map([[last.id, [pass]]]));
    return cellsOf(variable, one.left).some((cell) => excepted.has(cell)) ? [] : [pass];
  });
  return passes.length === 0 ? [] : [restrictEquation(plain, new Map([[last.id, passes]]))];
}

/** Rebuilds the right side of an equation with each expression changed. */
export function mapRight(right: Right, change: (expr: Expr) => Expr): Right {
  switch (right.kind) {
    case 'value':
    case 'initial':
      return { ...right, expr: change(right.expr) };
    case 'stock':
      return { ...right, rate: change(right.rate), initial: change(right.initial) };
    case 'delay':
      return {
        ...right,
        input: change(right.input),
        time: change(right.time),
        initial: change(right.initial),
        ...(right.missing && { missing: change(right.missing) }),
      };
    case 'active':
      return { ...right, expr: change(right.expr), initial: change(right.initial) };
    case 'sample':
      return {
        ...right,
        condition: change(right.condition),
        input: change(right.input),
        initial: change(right.initial),
      };
    case 'data':
      return right.expr ? { ...right, expr: change(right.expr) } : right;
    default:
      return right;
  }
}

/** Rebuilds an expression with each direct part changed. */
export function mapParts(expr: Expr, change: (part: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'look':
      return { ...expr, ...(expr.from && { from: change(expr.from) }), arg: change(expr.arg) };
    case 'unary':
    case 'with':
      return { ...expr, arg: change(expr.arg) };
    case 'binary':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    case 'call':
    case 'series':
      return { ...expr, args: expr.args.map(change) };
    case 'vector':
      return { ...expr, args: expr.args.map(({ loops, body }) => ({ loops, body: change(body) })) };
    case 'reduce':
      return { ...expr, body: change(expr.body) };
    default:
      return expr;
  }
}

function restrictIndex(index: Index, keep: ReadonlyMap<string, readonly number[]>): Index {
  const passes = index.kind === 'each' ? keep.get(index.loop) : undefined;
  if (index.kind === 'at' || !passes) return index;
  if (passes.length === 1) return { kind: 'at', text: index.text, position: index.positions[passes[0]!]! };
  return { ...index, positions: passes.map((p) => index.positions[p]!) };
}

function restrictExpr(expr: Expr, keep: ReadonlyMap<string, readonly number[]>): Expr {
  const inner = mapParts(expr, (part) => restrictExpr(part, keep));
  if (inner.kind === 'vector') {
    return { ...inner, pick: inner.pick.map((index) => restrictIndex(index, keep)) };
  }
  if (inner.kind === 'variable' || inner.kind === 'look' || inner.kind === 'series') {
    return { ...inner, indices: inner.indices.map((index) => restrictIndex(index, keep)) };
  }
  if (inner.kind !== 'position' || inner.loop === undefined) return inner;
  const passes = keep.get(inner.loop);
  if (!passes) return inner;
  const values = passes.map((p) => inner.values[p]!);
  if (passes.length > 1) return { ...inner, values };
  return { kind: 'position', text: inner.text, values, place: inner.place };
}

// What was read from a file for all loops no longer fits the function that read it once some are left out.
function restrictRows(equation: Equation, keep: ReadonlyMap<string, readonly number[]>): Right {
  const { right, loops } = equation;
  const kept = <T>(list: readonly T[]) => keptRows(loops, keep).map((row) => list[row]!);
  if (right.kind === 'numbers') return { kind: 'numbers', values: kept(right.values) };
  if (right.kind !== 'data') return right;
  const { written: _, ...rest } = right;
  return { ...rest, series: right.series.length > 0 ? kept(right.series) : [] };
}

// As many steps as rows stay, so that an equation of many rows is taken apart in a time that grows with them.
function keptRows(loops: readonly Loop[], keep: ReadonlyMap<string, readonly number[]>): number[] {
  let rows = [0];
  for (const { id, elements } of loops) {
    const passes = keep.get(id) ?? [...elements.keys()];
    rows = rows.flatMap((row) => passes.map((pass) => row * elements.length + pass));
  }
  return rows;
}

/** Lists all combinations of passes of some loops, last loop fastest. */
export function passesOf(loops: readonly Loop[]): number[][] {
  let list: number[][] = [[]];
  for (const loop of loops) list = list.flatMap((passes) => loop.elements.map((_, p) => [...passes, p]));
  return list;
}
