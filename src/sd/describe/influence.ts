import { type Equation, type Expr, expressionsOf, type Model, walk } from '../ir.js';

/** Which variables each one rests on while a model runs, by number in `model.variables`. */
export interface Influence {
  readonly names: readonly string[];
  /** `restsOn[i]` lists the variables in the equations of variable i, each once. */
  readonly restsOn: readonly (readonly number[])[];
}

/**
 * Reads who rests on whom from the equations; what only matters at the start does not count. What the reader wrote out for a
 * variable is passed through: it rests on nothing here, and what rests on it rests on what is behind it.
 */
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
  return { names, restsOn: throughParts(model, restsOn) };
}

function throughParts(model: Model, restsOn: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const isPart = model.variables.map(({ partOf }) => partOf !== undefined);
  if (!isPart.includes(true)) return restsOn;
  return restsOn.map((list, i) => {
    if (isPart[i]) return [];
    const found = new Set<number>();
    const seen = new Set<number>();
    const open = [...list];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (!isPart[node]) found.add(node);
      else if (!seen.has(node)) open.push(...restsOn[node]!);
      seen.add(node);
    }
    return [...found];
  });
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
