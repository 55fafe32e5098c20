import { SteelyardError } from '../base/error.js';
import type { Clock } from '../sd/clock.js';
import type { Expr, Loop, Model } from '../sd/ir.js';
import { expressionsOf, indicesOf, partsOf } from '../sd/ir.js';
import type { Step } from '../sd/order.js';

/** What must be known of a plan to tell its size. */
interface Plan {
  readonly clock: Clock;
  readonly ask: { readonly series: readonly unknown[] };
  readonly model: Model;
  readonly once: readonly Step[];
  readonly given: readonly Step[];
  readonly eachRun: readonly Step[];
  readonly atStart: readonly Step[];
  readonly eachTime: readonly Step[];
  readonly moving: readonly Step[];
}

/** Values that one run records at most: 400 megabytes. */
const mostRecorded = 50_000_000;
/** Passes through loops and sums that one time takes at most: about a second of arithmetic. */
const mostPasses = 100_000_000;
/** Passes through loops that lanes note at most, each expression for itself. */
const mostNoted = 300_000;
/** Passes of the start of a run that are noted one by one; more are noted as loops. */
const mostOneByOne = 100_000;

/**
 * Refuses a run that would fill the memory or never end, before anything is set aside for it.
 *
 * @throws SteelyardError EN005 with the equation, or the series, that takes too much
 */
export function refuseTooLarge(plan: Plan): void {
  const { clock, ask, model } = plan;
  const recorded = clock.times.length * ask.series.length;
  if (recorded > mostRecorded)
    throw new SteelyardError({
      code: 'EN005',
      found: `a run would record ${recorded} values: ${ask.series.length} series at ${clock.times.length} times`,
      place: model.variables[0]?.place ?? { file: model.file, line: 1, column: 1 },
      expected: `at most ${mostRecorded}`,
      remedy: 'record fewer series, or save less often (SAVEPER)',
    });
  const step = firstBeyond(plan, mostPasses, passesOf);
  if (step)
    throw new SteelyardError({
      code: 'EN005',
      found: `up to "${step.variable.name}" one time takes more than ${mostPasses} passes through loops`,
      place: step.equation.place,
      expected: `at most ${mostPasses}`,
      remedy: 'use smaller ranges, or add up over one range after another',
    });
}

/** Finds the equation at which a model becomes too large for lanes, which note every pass of a loop as they are made. */
export const tooLargeForLanes = (plan: Plan): Step | undefined => firstBeyond(plan, mostNoted, notedOf);

/** Tells whether the values at the start, each element for itself, would take very long to note. */
export const hasLongStart = ({ once, given, eachRun, atStart }: Plan): boolean =>
  [...once, ...given, ...eachRun, ...atStart].reduce((sum, step) => sum + allPassesOf(step), 0) >
  mostOneByOne;

function firstBeyond(plan: Plan, most: number, count: (step: Step) => number): Step | undefined {
  let sum = 0;
  const steps = [...plan.once, ...plan.eachRun, ...plan.atStart, ...plan.eachTime, ...plan.moving];
  return steps.find((step) => {
    sum += count(step);
    return sum > most;
  });
}

function notedOf({ equation }: Step): number {
  const count = (expr: Expr, around: ReadonlyMap<string, number>): number => {
    const inside = expr.kind === 'reduce' ? new Map([...around, ...lengths(expr.loops)]) : around;
    const each = [...followed(expr)].reduce((product, id) => product * (inside.get(id) ?? 1), 1);
    const rows = isFolded(expr) ? each * partsOfFunction : each;
    return partsOf(expr).reduce((sum, part) => sum + count(part, inside), rows);
  };
  const around = new Map(lengths(equation.loops));
  return expressionsOf(equation.right).reduce(
    (sum, expr) => sum + count(expr, around),
    countOf(equation.loops),
  );
}

function allPassesOf({ equation }: Step): number {
  const count = (expr: Expr): number => {
    const own = expr.kind === 'reduce' ? countOf(expr.loops) : 1;
    return own * partsOf(expr).reduce((sum, part) => sum + count(part), 1);
  };
  return countOf(equation.loops) * expressionsOf(equation.right).reduce((sum, expr) => sum + count(expr), 1);
}

// A sum runs once for each pass of the loops that it follows, and not of the others around it.
function passesOf({ equation }: Step): number {
  const count = (expr: Expr, around: ReadonlyMap<string, number>): number => {
    const own = expr.kind === 'reduce' ? expr.loops : [];
    const inside = own.length > 0 ? new Map([...around, ...lengths(own)]) : around;
    const below = partsOf(expr).reduce((sum, part) => sum + count(part, inside), 0);
    if (expr.kind === 'vector') return below + workOf(expr);
    if (expr.kind !== 'reduce') return below;
    const outside = [...followed(expr)].filter((id) => around.has(id));
    return below + outside.reduce((product, id) => product * around.get(id)!, countOf(own));
  };
  const around = new Map(lengths(equation.loops));
  return expressionsOf(equation.right).reduce(
    (sum, expr) => sum + count(expr, around),
    countOf(equation.loops),
  );
}

const lengths = (loops: readonly Loop[]) => loops.map(({ id, elements }) => [id, elements.length] as const);

// A function of constants is worked out as the kernel is made, operation by operation, for every row.
const partsOfFunction = 50;
const isFolded = (expr: Expr) =>
  (expr.kind === 'call' || (expr.kind === 'binary' && expr.op === '^')) &&
  partsOf(expr).every((part) => part.kind === 'number' || part.kind === 'position');

function followed(expr: Expr, into = new Set<string>()): Set<string> {
  if (expr.kind === 'position' && expr.loop !== undefined) into.add(expr.loop);
  for (const index of indicesOf(expr)) if (index.kind === 'each') into.add(index.loop);
  for (const part of partsOf(expr)) followed(part, into);
  return into;
}

function workOf({ fn, args }: Extract<Expr, { kind: 'vector' }>): number {
  const size = args.reduce((most, { loops }) => Math.max(most, countOf(loops)), 1);
  // Elimination goes n times through n rows of n columns.
  return fn === 'INVERT MATRIX' ? size ** 1.5 : size;
}

const countOf = (loops: readonly Loop[]) => loops.reduce((count, loop) => count * loop.elements.length, 1);
