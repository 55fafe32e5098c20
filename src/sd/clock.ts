import { SteelyardError } from '../base/error.js';
import { evaluateConstant } from './constants.js';
import { findVariable } from './elements.js';
import type { Model, Variable } from './ir.js';

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
  const initialTime = control(model, 'INITIAL TIME');
  const finalTime = control(model, 'FINAL TIME');
  const timeStep = control(model, 'TIME STEP');
  const saveper = findVariable(model, 'SAVEPER') ? control(model, 'SAVEPER') : timeStep;
  if (!(timeStep > 0) || !(saveper > 0) || !(finalTime >= initialTime) || !Number.isFinite(finalTime)) {
    const at = findVariable(model, timeStep > 0 ? (saveper > 0 ? 'FINAL TIME' : 'SAVEPER') : 'TIME STEP')!;
    throw new SteelyardError({
      code: 'SD020',
      found: `INITIAL TIME ${initialTime}, FINAL TIME ${finalTime}, TIME STEP ${timeStep}, SAVEPER ${saveper} make no run`,
      place: at.place,
      expected: 'a positive step and save step, and a final time not before the initial time',
    });
  }
  // A millionth of a step forgives the rounding of steps such as 0.1 and 0.3.
  const steps = Math.floor((finalTime - initialTime) / timeStep + 1e-6);
  // Saves finer than the steps are told apart one by one below, so they are bounded as well.
  if (!(Math.max(steps, (finalTime - initialTime) / saveper) <= mostSteps))
    throw tooManySteps(model, finalTime - initialTime, timeStep, saveper);
  const saveSteps: number[] = [];
  for (let n = 0; ; n++) {
    const step = Math.ceil((n * saveper) / timeStep - 1e-6);
    if (step > steps) break;
    if (saveSteps.at(-1) !== step) saveSteps.push(step);
  }
  const times = Float64Array.from(saveSteps, (step) => initialTime + step * timeStep);
  return { initialTime, timeStep, steps, saveSteps, times };
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

function control(model: Model, name: string): number {
  const variable = findVariable(model, name);
  const right = variable?.equations[0]?.right;
  if (variable?.axes.length === 0 && right?.kind === 'numbers') return right.values[0]!;
  if (!variable || right?.kind !== 'value' || variable.axes.length > 0)
    throw notConstant(model, name, variable);
  try {
    return evaluateConstant(right.expr, model);
  } catch {
    throw notConstant(model, name, variable);
  }
}

function notConstant(model: Model, name: string, variable: Variable | undefined): SteelyardError {
  return new SteelyardError({
    code: 'SD013',
    found: variable ? `${name} is not a constant` : `${name} is not defined`,
    place: variable?.place ?? { file: model.file },
    expected: `${name}= number`,
  });
}
