import { SteelyardError } from '../base/error.js';
import { type Clock, clockChanges, clockOf, controlNames, followClock, initialTimeOf } from '../sd/clock.js';
import { findVariable } from '../sd/elements.js';
import { expressionsOf, type Model, walk } from '../sd/ir.js';
import { foldName } from '../sd/names.js';

/** The clock of a run that has not begun: a probe that steps through the model's own clock, and no more. */
export interface Probe {
  /** Works out the values at a time with a step, and gives FINAL TIME, TIME STEP and SAVEPER. */
  at(time: number, step: number): readonly [finalTime: number, timeStep: number, saveper: number];
  /** Moves stocks and delays on from that time. */
  move(time: number): void;
}

/**
 * Finds the clock of a model. One that changes while the run goes on is followed through a run of the variables
 * that it rests on, with the model's own constants. Errors: SD013, SD020.
 */
export function clockFor(model: Model, probe: () => Probe): Clock {
  if (!clockChanges(model)) return clockOf(model);
  const { at, move } = probe();
  let last: number | undefined;
  let step = 0;
  return followClock(model, (time) => {
    if (last !== undefined) move(last);
    last = time;
    let reading = at(time, step);
    // A step that has just changed is the one by which this time's events are judged.
    if (reading[1] !== step) reading = at(time, reading[1]);
    step = reading[1];
    return { finalTime: reading[0], timeStep: reading[1], saveper: reading[2] };
  });
}

/** The names of the control variables that a probe reads, in its order. */
export function probedNames(model: Model): readonly string[] {
  const named = (name: string) => findVariable(model, name)?.name;
  const step = named('TIME STEP')!;
  return [named('FINAL TIME')!, step, named('SAVEPER') ?? step];
}

/** A clock that stands at the start, for the program of a probe. */
export function standingClock(model: Model): Clock {
  const initialTime = initialTimeOf(model);
  return { initialTime, timeStep: 1, steps: 0, saveSteps: [0], times: Float64Array.of(initialTime) };
}

/** Names the clock's variables and what they rest on, folded. */
export function namesBehindClock(model: Model): ReadonlySet<string> {
  const behind = new Set<string>();
  const open = controlNames.map(foldName);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (behind.has(name)) continue;
    behind.add(name);
    for (const equation of findVariable(model, name)?.equations ?? []) {
      for (const expr of expressionsOf(equation.right))
        walk(expr, (part) => {
          if (part.kind === 'variable' || part.kind === 'look' || part.kind === 'series')
            open.push(foldName(part.name));
        });
    }
  }
  return behind;
}

/** Refuses inputs on which the clock rests: its times are found before any run. Errors: EN003. */
export function refuseClockInputs(model: Model, inputs: readonly string[]): void {
  if (inputs.length === 0) return;
  const behind = namesBehindClock(model);
  const wrong = inputs.find((input) => behind.has(foldName(input.replace(/\[[^\]]*\]$/, ''))));
  if (wrong === undefined) return;
  throw new SteelyardError({
    code: 'EN003',
    found: `"${wrong}" cannot be set: the clock rests on it, and is fixed when the model is compiled`,
    place: findVariable(model, wrong.replace(/\[[^\]]*\]$/, ''))?.place ?? { file: model.file },
    expected: 'a constant that leaves FINAL TIME, TIME STEP and SAVEPER as they are',
    remedy: 'set it once for all runs: --set on the command line, setConstants in a program',
  });
}
