import { cellsOf, coveredCells, elementName } from '../elements.js';
import type { Equation, Expr, Index, Variable } from '../ir.js';
import { expressionsOf, walk } from '../ir.js';
import { withoutExceptions } from '../restrict.js';
import type { Problems } from './problems.js';
import { twice } from './ranges.js';

/** Complains of elements that two equations define (SD006), and of elements that are used and never defined (SD018). */
export function checkCoverage(variables: readonly Variable[], problems: Problems): void {
  const gaps = new Map<string, { variable: Variable; missing: Set<number> }>();
  for (const variable of variables) {
    const size = variable.axes.reduce((n, a) => n * a.elements.length, 1);
    const owner: (Equation | undefined)[] = new Array(size).fill(undefined);
    for (const equation of variable.equations) {
      const clash = coveredCells(variable, equation).find((cell) => owner[cell]);
      if (clash !== undefined) {
        problems.add(twice(elementName(variable, clash), equation.place, owner[clash]!.place));
      }
      for (const cell of coveredCells(variable, equation)) owner[cell] ??= equation;
    }
    const missing = new Set([...owner.keys()].filter((cell) => !owner[cell]));
    if (missing.size > 0) gaps.set(variable.name, { variable, missing });
  }
  if (gaps.size === 0) return;
  for (const variable of variables) {
    // What an exception leaves out need not be there on the right either.
    for (const equation of variable.equations.flatMap((one) => withoutExceptions(variable, one))) {
      for (const expr of expressionsOf(equation.right)) reportGaps(expr, gaps, problems);
    }
  }
}

function reportGaps(
  expr: Expr,
  gaps: ReadonlyMap<string, { variable: Variable; missing: Set<number> }>,
  problems: Problems,
): void {
  walk(expr, (part) => {
    if (part.kind !== 'variable' && part.kind !== 'look' && part.kind !== 'series') return;
    const gap = gaps.get(part.name);
    const cell = gap && reach(gap.variable, part.indices).find((c) => gap.missing.has(c));
    if (!gap || cell === undefined) return;
    problems.add({
      code: 'SD018',
      found: `"${elementName(gap.variable, cell)}" is used and no equation defines it`,
      place: part.place,
      remedy: 'add an equation for it, or refer to a subrange that leaves it out',
    });
  });
}

const reach = (variable: Variable, indices: readonly Index[]) => cellsOf(variable, indices);
