import { SteelyardError } from '../base/error.js';
import { clockOf, controlNames } from './clock.js';
import { evaluateConstant } from './constants.js';
import { settleData } from './data/settle.js';
import type { Axis, Equation, Expr, Index, Loop, Model, Right, Variable } from './ir.js';
import { expressionsOf, indicesOf, walk } from './ir.js';
import { foldName } from './names.js';
import { mapParts, mapRight, withoutExceptions } from './restrict.js';
import { type AddHelper, stagesOf } from './stages.js';

/**
 * Rewrites a model so that a back end needs few primitives: functions with a memory become stocks of their own
 * (named after their variable, such as `"price: SMOOTH 1"`), exceptions become separate equations, and other
 * spellings of one thing become one. Values are the same.
 *
 * @example
 * lowerModel(parseModel('x= SMOOTH(Time, 2) ~~|', 'm.mdl')).variables.map((v) => v.name) // => ['x', '"x: SMOOTH 1"']
 */
export function lowerModel(model: Model): Model {
  const made: Variable[] = [];
  const settled = settleData(model);
  const variables = settled.variables.map((variable) => {
    const maker = new Maker(variable, model, made);
    const equations = variable.equations
      .flatMap((equation) => withoutExceptions(variable, equation))
      .map((equation) => maker.lowerEquation(equation));
    return { ...variable, equations };
  });
  return { ...model, variables: [...variables, ...made] };
}

class Maker {
  private count = 0;
  constructor(
    private readonly variable: Variable,
    private readonly model: Model,
    private readonly made: Variable[],
  ) {}

  lowerEquation(equation: Equation): Equation {
    return {
      ...equation,
      right: mapRight(equation.right, (expr) => this.lower(expr, equation, equation.loops)),
    };
  }

  private lower(expr: Expr, equation: Equation, loops: readonly Loop[]): Expr {
    const own = expr.kind === 'vector' ? expr.args.flatMap((arg) => arg.loops) : [];
    const inside = expr.kind === 'reduce' ? [...loops, ...expr.loops] : [...loops, ...own];
    const inner = mapParts(expr, (part) => this.lower(part, equation, inside));
    if (inner.kind !== 'call') return inner;
    const { fn, args, place } = inner;
    if (fn === 'GAME') return args[0]!;
    if (fn === 'POWER') return { kind: 'binary', op: '^', left: args[0]!, right: args[1]!, place };
    let number = 0;
    const add: AddHelper = (label, right) => {
      number ||= ++this.count;
      return this.add(`${label} ${number}`, right, equation, loops);
    };
    return stagesOf(inner, add, (order) => this.order(order)) ?? inner;
  }

  private order(expr: Expr): number {
    const order = evaluateConstant(expr, this.model, clockOf(this.model).initialTime);
    if (Number.isInteger(order) && order >= 1 && order <= 100) return order;
    throw new SteelyardError({
      code: 'SD025',
      found: `the order of a delay is ${order}`,
      place: expr.place,
      expected: 'a whole number from 1 to 100',
    });
  }

  // The helper runs over those loops of its surroundings that its expressions use, no more.
  private add(label: string, right: (own: Expr) => Right, equation: Equation, loops: readonly Loop[]): Expr {
    const used = usedLoops(right({ kind: 'time', place: equation.place }));
    const own = loops.filter((loop) => used.has(loop.id));
    const name = `"${this.variable.name.replaceAll('"', '')}: ${label}"`;
    const axes: Axis[] = own.map((loop) => ({ name: loop.range.replace(/!$/, ''), elements: loop.elements }));
    const indices: Index[] = own.map((loop) => ({
      kind: 'each',
      text: loop.range,
      loop: loop.id,
      positions: loop.elements.map((_, i) => i),
    }));
    const { place } = equation;
    const reference: Expr = { kind: 'variable', name, indices, place };
    const written = right(reference);
    const helper: Equation = { place, comment: '', left: indices, loops: own, except: [], right: written };
    this.made.push({
      name,
      kind: written.kind === 'initial' ? 'initial' : written.kind === 'delay' ? 'delay' : 'stock',
      axes,
      equations: [helper],
      units: '',
      unitsPlace: place,
      comment: '',
      group: this.variable.group,
      place,
      supplementary: true,
    });
    return reference;
  }
}

function usedLoops(right: Right): Set<string> {
  const used = new Set<string>();
  for (const expr of expressionsOf(right)) {
    walk(expr, (part) => {
      if (part.kind === 'position' && part.loop !== undefined) used.add(part.loop);
      for (const index of indicesOf(part)) if (index.kind === 'each') used.add(index.loop);
    });
  }
  return used;
}

/** Tells whether a name is one of the clock's. */
export function isControl(name: string): boolean {
  return controlNames.some((control) => foldName(control) === foldName(name));
}
