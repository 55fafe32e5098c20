import { SteelyardError } from '../base/error.js';
import { dateMeasure } from './calendar.js';
import { controlNames, initialTimeOf } from './clock.js';
import { evaluateConstant } from './constants.js';
import { settleData } from './data/settle.js';
import { findVariable } from './elements.js';
import { drawsNumbers } from './functions.js';
import type {
  Axis,
  Equation,
  Expr,
  Index,
  Loop,
  Model,
  Right,
  Variable,
  VariableKind,
  VectorArg,
} from './ir.js';
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
    // Each argument of a function of vectors has loops of its own.
    if (expr.kind === 'vector') {
      const inside = (arg: VectorArg) => this.lower(arg.body, equation, [...loops, ...arg.loops]);
      return { ...expr, args: expr.args.map((arg) => ({ ...arg, body: inside(arg) })) };
    }
    const inside = expr.kind === 'reduce' ? [...loops, ...expr.loops] : loops;
    const inner = mapParts(expr, (part) => this.lower(part, equation, inside));
    if (inner.kind !== 'call') return inner;
    const { fn, args, place } = inner;
    if (fn === 'GAME') return args[0]!;
    if (drawsNumbers(fn)) return this.draw(inner, equation, inside);
    if (fn === 'TIME BASE') return plus(args[0]!, times(args[1]!, { kind: 'time', place }));
    if (fn === 'GET TIME VALUE') return this.timeValue(inner, equation, loops);
    if (fn === 'POWER') return { kind: 'binary', op: '^', left: args[0]!, right: args[1]!, place };
    let number = 0;
    const add: AddHelper = (label, right) => {
      number ||= ++this.count;
      return this.add(`${label} ${number}`, right, equation, loops);
    };
    return stagesOf(inner, add, (order, time) => this.settle(order, time)) ?? inner;
  }

  // Every element draws for itself, so the helper runs over all loops around it, whether it follows them or not.
  private draw(call: Call, equation: Equation, loops: readonly Loop[]): Expr {
    const { place } = call;
    const name = this.nameOf(`${call.fn} ${++this.count}`);
    const constant = (value: number): Expr => ({ kind: 'number', value, text: String(value), place });
    const seed = findVariable(this.model, 'NOISE SEED');
    const noise: Expr = seed
      ? { kind: 'variable', name: seed.name, indices: [], place }
      : constant(defaultSeed);
    let cell: Expr = constant(0);
    let stride = 1;
    for (const { id, range, elements } of [...loops].reverse()) {
      const values = elements.map((_, i) => i * stride);
      cell = plus({ kind: 'position', text: range, loop: id, values, place }, cell);
      stride *= elements.length;
    }
    const expr: Expr = { ...call, args: [...call.args, noise, constant(hashName(name)), cell] };
    return this.addOver(name, loops, () => ({ kind: 'value', expr }), equation);
  }

  private timeValue({ args, place }: Call, equation: Equation, loops: readonly Loop[]): Expr {
    const [from, offset, measure] = args as [Expr, Expr, Expr];
    const known = (expr: Expr) => evaluateConstant(expr, this.model);
    const [base, unit] = [known(from), known(measure)];
    const start: Expr = { kind: 'number', value: initialTimeOf(this.model), text: 'INITIAL TIME', place };
    const time = plus(base === 1 ? start : { kind: 'time', place }, offset);
    const { calendar } = this.model;
    if (unit === 0 && (base === 0 || base === 1)) return time;
    const number = ++this.count;
    const keep = (label: string, expr: Expr) =>
      this.add(`GET TIME VALUE ${number} ${label}`, () => ({ kind: 'value', expr }), equation, loops);
    const dated = base === 0 || base === 1 ? calendar && dateMeasure(unit, time, calendar, keep) : undefined;
    if (dated) return dated;
    throw new SteelyardError({
      code: 'SD003',
      found: `GET TIME VALUE is asked for ${base === 2 ? 'the time of the machine' : calendar ? `the measure ${unit} of a date counted in the unit ${calendar.unit}` : `the measure ${unit} of a date, and the settings of the model have no calendar`}`,
      place,
      expected:
        '0 (the time of the run) or 1 (its start), and a measure from 0 to 9, without 5 and 6 where time is counted in months, quarters or years',
      remedy: 'work the date out from Time',
    });
  }

  private settle(order: Expr, time?: Expr) {
    const wanted = this.order(order);
    if (!time) return { order: wanted, steady: true };
    try {
      const length = evaluateConstant(time, this.model);
      const { place } = time;
      const step = evaluateConstant({ kind: 'variable', name: 'TIME STEP', indices: [], place }, this.model);
      return { order: Math.min(wanted, Math.max(1, Math.floor(length / step + 1e-6))), steady: true };
    } catch (error) {
      if (!(error instanceof SteelyardError)) throw error;
      return { order: wanted, steady: false };
    }
  }

  private order(expr: Expr): number {
    const order = evaluateConstant(expr, this.model, initialTimeOf(this.model));
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
    const used = freeLoops(expressionsOf(right({ kind: 'time', place: equation.place })));
    const own = loops.filter((loop) => used.has(loop.id));
    return this.addOver(this.nameOf(label), own, right, equation);
  }

  private nameOf(label: string): string {
    return `"${this.variable.name.replaceAll('"', '')}: ${label}"`;
  }

  private addOver(name: string, own: readonly Loop[], right: (own: Expr) => Right, equation: Equation): Expr {
    const axes: Axis[] = own.map((loop) => ({ name: loop.range.replace(/!$/, ''), elements: loop.elements }));
    const indices = alongLoops(own);
    const { place } = equation;
    const reference: Expr = { kind: 'variable', name, indices, place };
    const written = right(reference);
    const helper: Equation = { place, comment: '', left: indices, loops: own, except: [], right: written };
    this.made.push({
      name,
      kind: kinds[written.kind] ?? 'stock',
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

type Call = Extract<Expr, { kind: 'call' }>;

const kinds: Partial<Record<Right['kind'], VariableKind>> = {
  initial: 'initial',
  delay: 'delay',
  value: 'auxiliary',
};

/** The seed of random numbers where a model has no NOISE SEED (Vensim reference manual, "Special Variables"). */
const defaultSeed = 4487556;

// The stream of a draw goes by its name alone, so that it stays the same whatever else a model holds.
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of foldName(name)) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}

const plus = (left: Expr, right: Expr): Expr => ({ kind: 'binary', op: '+', left, right, place: left.place });
const times = (left: Expr, right: Expr): Expr => ({
  kind: 'binary',
  op: '*',
  left,
  right,
  place: left.place,
});

/** Lists the indices of a variable that is stored over loops, each followed from its first element to its last. */
export const alongLoops = (loops: readonly Loop[]): Extract<Index, { kind: 'each' }>[] =>
  loops.map((loop) => ({
    kind: 'each',
    text: loop.range,
    loop: loop.id,
    positions: loop.elements.map((_, i) => i),
  }));

/** Lists the loops that expressions follow and do not run themselves. */
export function freeLoops(exprs: readonly Expr[]): Set<string> {
  const free = new Set<string>();
  const bound = new Set<string>();
  const visit = (part: Expr): void => {
    if (part.kind === 'reduce') for (const loop of part.loops) bound.add(loop.id);
    if (part.kind === 'vector') for (const { loops } of part.args) for (const { id } of loops) bound.add(id);
    if (part.kind === 'position' && part.loop !== undefined) free.add(part.loop);
    for (const index of indicesOf(part)) if (index.kind === 'each') free.add(index.loop);
  };
  for (const expr of exprs) walk(expr, visit);
  for (const id of bound) free.delete(id);
  return free;
}

/** Tells whether a name is one of the clock's. */
export function isControl(name: string): boolean {
  return controlNames.some((control) => foldName(control) === foldName(name));
}
