import type { Place } from '../base/error.js';
import { clockChanges, clockOf } from '../sd/clock.js';
import { coveredCells, elementName, findElements } from '../sd/elements.js';
import { type Equation, type Expr, expressionsOf, type Model, walk } from '../sd/ir.js';
import { setConstants } from '../sd/set.js';
import { NA } from '../sd/syntax/expression.js';
import { type ModelRun, type RunOptions, type RunSeries, simulateModel } from './simulate.js';

/** Where a run first left the numbers. */
export interface NotFinite {
  /** Element name. */
  readonly name: string;
  readonly time: number;
  /** NaN, Infinity or -Infinity. */
  readonly value: number;
  /** Where its equation stands. */
  readonly place: Place;
  /** What its equation read, as far as that is single numbers: the values of that time, or for a stock of the time before. */
  readonly read: readonly { readonly name: string; readonly value: number }[];
  /** Other variables that are no numbers at that time or later. */
  readonly others: number;
}

/** Values that are looked through at most; a longer run is looked through at its save times. */
const mostValues = 20_000_000;

/**
 * Finds the variable that is the first to be infinite or not a number, and rests on none that is; undefined where all
 * values of the run are numbers. What is written as infinite in the model, and `:NA:`, does not count.
 *
 * The run is made again with all variables at every step, since what was kept of it may hide where the fault began.
 *
 * @param options as they were given to `simulateModel`
 * @param run what it gave
 *
 * @example
 * const model = parseModel('x= 1/(2-Time) ~~| y= x*0 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 3 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const { name, time, value, others } = firstNotFinite(model, {}, simulateModel(model))
 * [name, time, value, others] // => ['x', 2, Infinity, 1]
 */
export function firstNotFinite(model: Model, options: RunOptions, run: ModelRun): NotFinite | undefined {
  const written = writtenInfinite(model);
  const odd = ({ name, values }: RunSeries) => !written.has(name) && values.some(isOdd);
  if (!run.series.some(odd)) return undefined;
  const whole = everyStep(setConstants(model, options.sets ?? {}));
  const all = simulateModel(whole, { method: options.method });
  const hit = all.series.filter(odd);
  if (hit.length === 0) return undefined;
  const t = Math.min(...hit.map(({ values }) => values.findIndex(isOdd)));
  const here = hit.filter(({ values }) => isOdd(values[t]!));
  const first = here.find(({ name }) => !restsOnAny(whole, name, t, here)) ?? here[0]!;
  const equation = equationOf(whole, first.name)!;
  const variables = new Set(hit.map(({ name }) => findElements(whole, name)[0]!.variable));
  return {
    name: first.name,
    time: all.times[t]!,
    value: first.values[t]!,
    place: equation.place,
    read: numbersRead(equation, t, all),
    others: variables.size - 1,
  };
}

const isOdd = (value: number) => !Number.isFinite(value) && value !== NA;

/** Names the elements that are written down as infinite, as INF of XMILE is. */
const writtenInfinite = (model: Model): ReadonlySet<string> =>
  new Set(
    model.variables.flatMap((variable) =>
      variable.equations.flatMap((equation) =>
        coveredCells(variable, equation)
          .filter((_, i) => Math.abs(writtenNumber(equation, i)) === Infinity)
          .map((cell) => elementName(variable, cell)),
      ),
    ),
  );

function writtenNumber({ right }: Equation, i: number): number {
  if (right.kind === 'numbers') return right.values[i]!;
  if (right.kind !== 'value') return Number.NaN;
  const { expr } = right;
  const number = expr.kind === 'unary' && expr.op === '-' ? expr.arg : expr;
  return number.kind === 'number' ? number.value : Number.NaN;
}

function everyStep(model: Model): Model {
  if (clockChanges(model)) return model;
  const { steps, timeStep } = clockOf(model);
  const size = model.variables.reduce((sum, { name }) => sum + findElements(model, name).length, 0);
  return steps * size > mostValues ? model : setConstants(model, { SAVEPER: timeStep });
}

function equationOf(model: Model, name: string): Equation | undefined {
  const { variable, cell } = findElements(model, name)[0]!;
  return variable.equations.length === 1
    ? variable.equations[0]
    : variable.equations.find((equation) => coveredCells(variable, equation).includes(cell));
}

/** Expressions that gave an equation its value at the t-th time: a stock's rate is that of the time before. */
function behind({ right }: Equation, t: number): readonly Expr[] {
  if (right.kind === 'stock') return [t === 0 ? right.initial : right.rate];
  return expressionsOf(right);
}

function namesIn(exprs: readonly Expr[]): Expr[] {
  const found: Expr[] = [];
  for (const expr of exprs)
    walk(expr, (part) => {
      if (part.kind === 'variable') found.push(part);
    });
  return found;
}

function restsOnAny(model: Model, name: string, t: number, odd: readonly RunSeries[]): boolean {
  const equation = equationOf(model, name)!;
  // All numbers of the time before were finite, so that a stock's own step is what failed.
  if (equation.right.kind === 'stock' && t > 0) return false;
  const own = findElements(model, name)[0]!.variable.name;
  const names = new Set(odd.map((one) => findElements(model, one.name)[0]!.variable.name));
  return namesIn(behind(equation, t)).some(
    (part) => part.kind === 'variable' && part.name !== own && names.has(part.name),
  );
}

function numbersRead(equation: Equation, t: number, { series }: ModelRun): NotFinite['read'] {
  const at = equation.right.kind === 'stock' && t > 0 ? t - 1 : t;
  const values = new Map(series.map((one) => [one.name, one.values[at]!]));
  const names = namesIn(behind(equation, t)).flatMap((part) =>
    part.kind === 'variable' && part.indices.length === 0 && values.has(part.name) ? [part.name] : [],
  );
  return [...new Set(names)].map((name) => ({ name, value: values.get(name)! }));
}
