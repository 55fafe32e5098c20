import { type Equation, type Expr, expressionsOf, type Model, walk } from '../ir.js';

/** Which variables each one rests on while a model runs, by number in `model.variables`. */
export interface Influence {
  readonly names: readonly string[];
  /** `restsOn[i]` lists the variables in the equations of variable i, each once. */
  readonly restsOn: readonly (readonly number[])[];
}

/** Reads who rests on whom from the equations; what only matters at the start does not count. */
export function influenceOf(model: Model): Influence {
  const names = model.variables.map((v) => v.name);
  const number = new Map(names.map((name, i) => [name, i]));
  const restsOn = model.variables.map(({ equations }) => {
    const found = new Set<number>();
    for (const expr of equations.flatMap(runningExpressions)) {
      walk(expr, (part) => {
        if (part.kind === 'variable' || part.kind === 'look' || part.kind === 'series')
          found.add(number.get(part.name)!);
      });
    }
    return [...found];
  });
  return { names, restsOn };
}

function runningExpressions({ right }: Equation): readonly Expr[] {
  switch (right.kind) {
    case 'initial':
      return [];
    case 'stock':
      return [right.rate];
    case 'delay':
      return [right.input];
    case 'active':
      return [right.expr];
    case 'sample':
      return [right.condition, right.input];
    default:
      return expressionsOf(right);
  }
}
