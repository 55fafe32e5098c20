import { elementName, elementNames, findElements } from '../sd/elements.js';
import type { Method, Model } from '../sd/ir.js';
import { isControl } from '../sd/lower.js';
import { stepWith } from '../sd/method.js';
import { setConstants } from '../sd/set.js';
import { instantiate } from './instantiate.js';
import { resolveAsk } from './javascript-ask.js';
import { compileWithLanes } from './wasm/compile.js';

/** How one run is made, and what of it is kept. */
export interface RunOptions {
  /**
   * Constants that are set, by name, the clock's INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER among them; the bare name of
   * an array sets all its elements. Default none.
   */
  readonly sets?: Readonly<Record<string, number>> | undefined;
  /** Variables that are kept, by name or element; default all but lookups and what the reader wrote out for a variable. */
  readonly only?: readonly string[] | undefined;
  /** Method of integration; default that of the model. */
  readonly method?: Method | undefined;
}

/** One element of a variable over the save times. */
export interface RunSeries {
  readonly name: string;
  readonly units: string;
  readonly values: Float64Array;
}

/** What one run gave. */
export interface ModelRun {
  /** Save times, in the model's unit of time. */
  readonly times: Float64Array;
  readonly series: readonly RunSeries[];
}

/** Values of a run that lanes record at most: they set memory aside for two runs. */
const mostInLanes = 20_000_000;

/**
 * Runs a model once, in lanes where they hold it and as JavaScript where not, or where the run is very long; the bits are the same everywhere.
 *
 * A model that is run again and again is better compiled once: `compileWithLanes`.
 *
 * @throws SteelyardError SD017 for rk4 where material moves once a step, EN001 and EN003 for a name in `sets` that is no constant, SD020 for a clock that makes no run, EN002 for one in `only` that is no variable, and what
 *   `compileWithLanes` and `instantiate` throw
 *
 * @example
 * const model = parseModel('x= INTEG(k, 1) ~kg~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * simulateModel(model, { sets: { k: 10 }, only: ['x'] }).series // => [{ name: 'x', units: 'kg', values: [1, 11, 21] }]
 */
export function simulateModel(model: Model, { sets = {}, only, method }: RunOptions = {}): ModelRun {
  const inputs = Object.keys(sets).filter((name) => !isControl(name));
  resolveAsk(model, { inputs: inputs.flatMap((name) => elementsOf(model, name)).map(nameOf), series: [] });
  const ready = setConstants(stepWith(model, method), sets);
  const kept = only ? only.flatMap((name) => elementsOf(ready, name)) : allOf(ready);
  const { program } = compileWithLanes(ready, { inputs: [], series: kept.map(nameOf) }, { vectors: 1 });
  const out = new Float64Array(program.times.length * kept.length);
  const { lanes: _, ...alone } = program;
  instantiate(out.length > mostInLanes ? alone : program).run(new Float64Array(), out);
  return {
    times: program.times,
    series: kept.map((one, s) => ({
      ...one,
      values: Float64Array.from(program.times, (_, t) => out[t * kept.length + s]!),
    })),
  };
}

interface Element {
  readonly name: string;
  readonly units: string;
}

const nameOf = ({ name }: Element) => name;

// A name that the model lacks goes through, and is refused with the nearest one where the model is compiled.
function elementsOf(model: Model, name: string): Element[] {
  const found = findElements(model, name);
  if (found.length === 0) return [{ name, units: '' }];
  return found.map(({ variable, cell }) => ({ name: elementName(variable, cell), units: variable.units }));
}

const allOf = (model: Model): Element[] =>
  model.variables.flatMap((variable) =>
    variable.kind === 'lookup' || variable.partOf !== undefined
      ? []
      : elementNames(variable).map((name) => ({ name, units: variable.units })),
  );
