import { SteelyardError } from '../base/error.js';
import { evaluateConstant } from './constants.js';
import { findVariable } from './elements.js';
import type { Expr, Model, Variable } from './ir.js';

/** When a run steps and what it saves; counted in whole steps, so that no save time is lost to rounding. */
export interface Clock {
  readonly initialTime: number;
  readonly timeStep: number;
  /** Number of steps from the first time to the last. */
  readonly steps: number;
  /** The steps after which values are saved, rising from 0. */
  readonly saveSteps: readonly number[];
  /** Times of `saveSteps`. */
  readonly times: Float64Array;
  /** Where the step changes during the run: the time of each step and its length, steps + 1 of each. */
  readonly changing?: { readonly times: Float64Array; readonly sizes: Float64Array };
}

/** Names of the variables that set the clock. */
export const controlNames = ['INITIAL TIME', 'FINAL TIME', 'TIME STEP', 'SAVEPER'] as const;

/** More steps than this are a slip of the pen: a hundred years by the hour are fewer. */
const mostSteps = 1_000_000;

/**
 * Reads the clock of a model from its control variables.
 *
 * Time n is INITIAL TIME + n * TIME STEP. Without SAVEPER each step is saved. A save time between two steps is
 * saved at the later one. Errors: SD013 when a control variable is missing or not constant, SD020 when they make no run
 * or one of more than a million steps.
 *
 * @example
 * const model = parseModel('INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 0.1 ~~| SAVEPER= 0.5 ~~|', 'm.mdl')
 * clockOf(model).saveSteps // => [0, 5, 10]
 */
export function clockOf(model: Model): Clock {
  const initialTime = initialTimeOf(model);
  const finalTime = controlValue(model, 'FINAL TIME');
  const timeStep = controlValue(model, 'TIME STEP');
  const saveper = findVariable(model, 'SAVEPER') ? controlValue(model, 'SAVEPER') : timeStep;
  if (!isStep(timeStep) || !isStep(saveper) || !(finalTime >= initialTime) || !Number.isFinite(finalTime))
    throw noRun(model, initialTime, { finalTime, timeStep, saveper });
  // A millionth of a step forgives the rounding of steps such as 0.1 and 0.3.
  const steps = Math.floor((finalTime - initialTime) / timeStep + 1e-6);
  // Saves finer than a step are a slip of the pen as well.
  if (!(Math.max(steps, (finalTime - initialTime) / saveper) <= mostSteps))
    throw tooManySteps(model, finalTime - initialTime, timeStep, saveper);
  // However much finer than the steps saves are asked for, each step is saved once.
  const every = Math.max(saveper, timeStep);
  const saveSteps: number[] = [];
  for (let n = 0; ; n++) {
    const step = Math.ceil((n * every) / timeStep - 1e-6);
    if (step > steps) break;
    saveSteps.push(step);
  }
  const times = Float64Array.from(saveSteps, (step) => initialTime + step * timeStep);
  return { initialTime, timeStep, steps, saveSteps, times };
}

/** Works out when a run begins; an equation with `Time` in it is read at time 0. Errors: SD013. */
export function initialTimeOf(model: Model): number {
  return controlValue(model, 'INITIAL TIME', 0);
}

/**
 * Tells whether FINAL TIME, TIME STEP or SAVEPER are worked out while a run goes on, so that only a run can tell its
 * times. Errors: SD013 when one is missing or has subscripts.
 *
 * @example
 * const model = parseModel('INITIAL TIME= 0 ~~| FINAL TIME= MAX(9, Time) ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * clockChanges(model) // => true
 */
export function clockChanges(model: Model): boolean {
  return controlNames.slice(1).some((name) => {
    if (name === 'SAVEPER' && !findVariable(model, name)) return false;
    const expr = controlExpr(model, name);
    try {
      evaluateConstant(expr, model);
      return false;
    } catch (error) {
      if (!(error instanceof SteelyardError)) throw error;
      return true;
    }
  });
}

/** What the clock's variables say at one time of a run. */
export interface ClockReading {
  readonly finalTime: number;
  readonly timeStep: number;
  readonly saveper: number;
}

/**
 * Follows a clock that changes while the run goes on.
 *
 * At each time the run reads its clock anew: it ends when FINAL TIME is reached, goes on by TIME STEP, and saves when
 * SAVEPER has passed since the last save. Times are counted in whole steps for as long as the step stays the same.
 * `read` gives the reading at a time, and is called once for each time, in order. Errors: SD020.
 */
export function followClock(model: Model, read: (time: number) => ClockReading): Clock {
  const initialTime = initialTimeOf(model);
  const times: number[] = [];
  const sizes: number[] = [];
  const saveSteps: number[] = [];
  let base = initialTime;
  let since = 0;
  let nextSave = initialTime;
  for (let step = 0; ; step++) {
    const before = sizes.at(-1) ?? 0;
    const time = base + since * before;
    const reading = read(time);
    const { finalTime, timeStep, saveper } = reading;
    const ends = !Number.isNaN(finalTime) && (step > 0 || finalTime >= initialTime);
    if (!isStep(timeStep) || !isStep(saveper) || !ends) throw noRun(model, time, reading);
    if (step > mostSteps) throw tooManySteps(model, finalTime - initialTime, timeStep, saveper);
    times.push(time);
    sizes.push(timeStep);
    // A millionth of a step forgives rounding, as in a clock that stands still.
    if (time >= nextSave - 1e-6 * timeStep) {
      saveSteps.push(step);
      nextSave = Math.max(nextSave + saveper, time + saveper * 1e-6);
    }
    if (time >= finalTime - 1e-6 * timeStep) break;
    if (timeStep !== before) [base, since] = [time, 0];
    since++;
  }
  return {
    initialTime,
    timeStep: sizes[0]!,
    steps: times.length - 1,
    saveSteps,
    times: Float64Array.from(saveSteps, (step) => times[step]!),
    changing: { times: Float64Array.from(times), sizes: Float64Array.from(sizes) },
  };
}

const isStep = (length: number): boolean => length > 0 && Number.isFinite(length);

function noRun(model: Model, from: number, { finalTime, timeStep, saveper }: ClockReading): SteelyardError {
  const wrong = isStep(timeStep) ? (isStep(saveper) ? 'FINAL TIME' : 'SAVEPER') : 'TIME STEP';
  const at = findVariable(model, wrong) ?? findVariable(model, 'TIME STEP')!;
  return new SteelyardError({
    code: 'SD020',
    found: `INITIAL TIME ${from}, FINAL TIME ${finalTime}, TIME STEP ${timeStep}, SAVEPER ${saveper} make no run`,
    place: at.place,
    expected: 'a positive step and save step, and a final time not before the initial time',
  });
}

function tooManySteps(model: Model, horizon: number, timeStep: number, saveper: number): SteelyardError {
  const [step, value] = saveper < timeStep ? ['SAVEPER', saveper] : ['TIME STEP', timeStep];
  // The longer a run, the likelier the final time is what was mistyped.
  const at = findVariable(model, horizon > mostSteps ? 'FINAL TIME' : step)!;
  return new SteelyardError({
    code: 'SD020',
    found: `a run of ${horizon} with ${step} ${value} takes ${Number((horizon / value).toPrecision(4))} steps`,
    place: at.place,
    expected: `at most ${mostSteps} steps`,
    remedy: `set FINAL TIME nearer, or ${step} to at least ${horizon / mostSteps}`,
  });
}

/**
 * Works out a variable of the clock; one that rests on `Time` is read at `time`. Errors: SD013.
 *
 * @example
 * controlValue(parseModel('FINAL TIME= 2*3 ~~|', 'm.mdl'), 'FINAL TIME') // => 6
 */
export function controlValue(model: Model, name: string, time?: number): number {
  const expr = controlExpr(model, name);
  try {
    return evaluateConstant(expr, model, time);
  } catch {
    throw notConstant(model, name, findVariable(model, name));
  }
}

function controlExpr(model: Model, name: string): Expr {
  const variable = findVariable(model, name);
  const right = variable?.equations[0]?.right;
  // A number from a file is a list of one.
  if (variable?.axes.length === 0 && right?.kind === 'numbers') {
    const value = right.values[0]!;
    return { kind: 'number', value, text: String(value), place: variable.place };
  }
  if (!variable || right?.kind !== 'value' || variable.axes.length > 0)
    throw notConstant(model, name, variable);
  return right.expr;
}

function notConstant(model: Model, name: string, variable: Variable | undefined): SteelyardError {
  return new SteelyardError({
    code: 'SD013',
    found: variable ? `${name} is not a constant` : `${name} is not defined`,
    place: variable?.place ?? { file: model.file, line: 1, column: 1 },
    expected: `${name}= number`,
  });
}
