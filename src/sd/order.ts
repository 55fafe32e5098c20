import { SteelyardError } from '../base/error.js';
import { cellsOf, coveredCells, elementName, sizeOf } from './elements.js';
import { shortestCycle, stronglyConnected } from './graph.js';
import type { Equation, Expr, Model, Variable } from './ir.js';
import { walk } from './ir.js';
import { splitEquation } from './restrict.js';

/** An equation together with the variable that it belongs to. */
export interface Step {
  readonly variable: Variable;
  readonly equation: Equation;
}

/** The two orders of a model: in which values are worked out at the start, and at each time. */
export interface Order {
  readonly start: readonly Step[];
  readonly run: readonly Step[];
}

/**
 * Puts the equations of a lowered model in order, once for the start (where stocks take their first values) and once
 * for each time (where stocks are known). Equations stay loops, unless elements of an array rest on each other:
 * those are taken apart. Errors: SD014 with the shortest circle.
 *
 * @example
 * const model = parseModel('x= y ~~| y= Time ~~|', 'm.mdl')
 * orderModel(model).run.map((step) => step.variable.name) // => ['y', 'x']
 */
export function orderModel(model: Model): Order {
  const all = model.variables.flatMap((variable) =>
    variable.equations.map((equation): Step => ({ variable, equation })),
  );
  return {
    start: orderSteps(all, startNeeds, model, 'the values at the start'),
    run: orderSteps(all, runNeeds, model, 'the values of one time'),
  };
}

/** Lists the expressions that must be known for an equation's value at a time. */
export function runNeeds({ right, place }: Equation): readonly Expr[] {
  switch (right.kind) {
    case 'value':
    case 'active':
      return [right.expr];
    case 'sample':
      return [right.condition, right.input];
    case 'data':
      return [{ kind: 'time', place }];
    default:
      return [];
  }
}

/** Lists the expressions that must be known for an equation's value at the start. */
export function startNeeds({ right, place }: Equation): readonly Expr[] {
  switch (right.kind) {
    case 'value':
    case 'initial':
      return [right.expr];
    case 'stock':
    case 'active':
    case 'sample':
      return [right.initial];
    case 'delay':
      return [right.time, right.initial];
    case 'data':
      return [{ kind: 'time', place }];
    default:
      return [];
  }
}

/** Lists the expressions that are only needed to step a stock or a delay on to the next time. */
export function stepNeeds({ right }: Equation): readonly Expr[] {
  if (right.kind === 'stock') return [right.rate];
  if (right.kind !== 'delay') return [];
  return right.style ? [right.input, right.time, ...(right.missing ? [right.missing] : [])] : [right.input];
}

/** Finds which equation defines each element of each variable: `owner(name)[cell]` is an index into `steps`. */
export function ownersOf(steps: readonly Step[]): Map<string, Int32Array> {
  const owners = new Map<string, Int32Array>();
  steps.forEach(({ variable, equation }, i) => {
    let cells = owners.get(variable.name);
    if (!cells) {
      cells = new Int32Array(sizeOf(variable)).fill(-1);
      owners.set(variable.name, cells);
    }
    for (const cell of coveredCells(variable, equation)) cells[cell] = i;
  });
  return owners;
}

/** Lists the equations that expressions rest on, as indices into the steps behind `owners`. */
export function ownersBehind(
  exprs: readonly Expr[],
  variables: ReadonlyMap<string, Variable>,
  owners: ReadonlyMap<string, Int32Array>,
): number[] {
  const found = new Set<number>();
  for (const expr of exprs) {
    walk(expr, (part) => {
      if (part.kind !== 'variable' && part.kind !== 'look') return;
      // What lies outside the steps at hand puts no order among them.
      const cells = owners.get(part.name);
      if (!cells) return;
      if (isOfOne(cells)) {
        found.add(cells[0]!);
        return;
      }
      for (const cell of cellsOf(variables.get(part.name)!, part.indices)) found.add(cells[cell]!);
    });
  }
  found.delete(-1);
  return [...found];
}

// Whether one equation defines all elements; most variables have but one.
function isOfOne(cells: Int32Array): boolean {
  let one = ofOne.get(cells);
  if (one === undefined) {
    one = cells.every((owner) => owner === cells[0]);
    ofOne.set(cells, one);
  }
  return one;
}
const ofOne = new WeakMap<Int32Array, boolean>();

function orderSteps(
  steps: readonly Step[],
  needs: (equation: Equation) => readonly Expr[],
  model: Model,
  what: string,
): Step[] {
  const variables = new Map(model.variables.map((v) => [v.name, v]));
  const links = (list: readonly Step[]) => {
    const owners = ownersOf(list);
    return list.map((step) => ownersBehind(needs(step.equation), variables, owners));
  };
  const edges = links(steps);
  const groups = stronglyConnected(edges);
  const knotted = (group: readonly number[]) => group.length > 1 || edges[group[0]!]!.includes(group[0]!);
  if (!groups.some(knotted)) return groups.flatMap((group) => group.map((i) => steps[i]!));

  return groups.flatMap((group) => {
    if (!knotted(group)) return group.map((i) => steps[i]!);
    const cells = group.flatMap((i) => {
      const { variable, equation } = steps[i]!;
      return splitEquation(equation).map((one): Step => ({ variable, equation: one }));
    });
    const cellEdges = links(cells);
    const cellGroups = stronglyConnected(cellEdges);
    const circle = shortestCycle(cellEdges, cellGroups);
    if (circle)
      throw circular(
        circle.map((i) => cells[i]!),
        what,
      );
    return cellGroups.flat().map((i) => cells[i]!);
  });
}

function circular(circle: readonly Step[], what: string): SteelyardError {
  const names = circle.map(({ variable, equation }) =>
    elementName(variable, coveredCells(variable, equation)[0]!),
  );
  const first = circle[0]!;
  const lines = circle.map(({ equation }, i) => `${names[i]} (line ${equation.place.line})`);
  const loop = names.length === 1 ? `${lines[0]} rests on itself` : `${lines.join(' <- ')} <- ${names[0]}`;
  return new SteelyardError({
    code: 'SD014',
    found: `${what} go in a circle: ${loop}`,
    place: first.equation.place,
    remedy: 'put a stock or a delay in the circle, or ACTIVE INITIAL if only the start is circular',
  });
}
