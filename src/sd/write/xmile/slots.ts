import { coveredCells, sizeOf } from '../../elements.js';
import type { Equation, Expr, Variable } from '../../ir.js';
import { expressionsOf, walk } from '../../ir.js';
import { splitEquation, withoutExceptions } from '../../restrict.js';
import { followsAxis, type Scope } from './expression.js';

/** An equation of XMILE: of all elements of a variable, or of the one with this number. */
export interface Slot {
  readonly cell: number | undefined;
  readonly equation: Equation;
  readonly scope: Scope;
}

/**
 * Lays a variable's equations out as XMILE has them: one for all elements where every subscript in it means the element of
 * the same place (section 3.7.1), and one for each element otherwise.
 */
export function slotsOf(variable: Variable, scope: Scope): Slot[] {
  if (variable.axes.length === 0) return [{ cell: undefined, equation: variable.equations[0]!, scope }];
  const open = openLoops(variable, scope);
  if (open) return [{ cell: undefined, equation: variable.equations[0]!, scope: { ...scope, loops: open } }];
  return variable.equations
    .flatMap((equation) => withoutExceptions(variable, equation))
    .flatMap(splitEquation)
    .map((equation) => ({ cell: coveredCells(variable, equation)[0]!, equation, scope }))
    .sort((a, b) => a.cell - b.cell);
}

/** Lists the elements that no equation defines. */
export function gapsOf(variable: Variable, slots: readonly Slot[]): number[] {
  if (slots.some(({ cell }) => cell === undefined)) return [];
  const defined = new Set(slots.map(({ cell }) => cell));
  return Array.from({ length: sizeOf(variable) }, (_, cell) => cell).filter((cell) => !defined.has(cell));
}

/** Names the element of a number, as `element subscript="a, b"` wants it. */
export function subscriptOf(variable: Variable, cell: number, title: (name: string) => string): string {
  const words: string[] = [];
  let rest = cell;
  for (const { elements } of [...variable.axes].reverse()) {
    words.unshift(title(elements[rest % elements.length]!));
    rest = Math.floor(rest / elements.length);
  }
  return words.join(', ');
}

/** The dimension that each loop of an equation stands for, if the equation is one for all elements. */
function openLoops(variable: Variable, scope: Scope): ReadonlyMap<string, string> | undefined {
  const [equation, ...more] = variable.equations;
  if (!equation || more.length > 0 || equation.except.length > 0 || equation.right.kind === 'numbers')
    return undefined;
  const { left, loops } = equation;
  const { axes } = variable;
  const names = new Set(axes.map((axis) => axis.name));
  if (loops.length !== axes.length || names.size < axes.length) return undefined;
  const whole = axes.every(
    (axis, k) => loops[k]!.range === axis.name && followsAxis(left[k]!, axis, loops[k]!),
  );
  if (!whole) return undefined;
  const open = new Map(loops.map((loop) => [loop.id, loop.range]));
  return expressionsOf(equation.right).every((expr) => meetsSamePlace(expr, equation, open, scope))
    ? open
    : undefined;
}

function meetsSamePlace(
  expr: Expr,
  { loops }: Equation,
  open: ReadonlyMap<string, string>,
  { variables }: Scope,
): boolean {
  let same = true;
  walk(expr, (part) => {
    if (part.kind === 'position' && part.loop !== undefined) same = false;
    if (part.kind !== 'variable' && part.kind !== 'look') return;
    const { axes } = variables.get(part.name)!;
    part.indices.forEach((index, k) => {
      if (index.kind === 'at' || !open.has(index.loop)) return;
      const loop = loops.find(({ id }) => id === index.loop)!;
      if (axes[k]!.name !== loop.range || !followsAxis(index, axes[k]!, loop)) same = false;
    });
  });
  return same;
}
