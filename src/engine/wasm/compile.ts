import { SteelyardError } from '../../base/error.js';
import { type Expr, expressionsOf, type Loop, type Model, partsOf } from '../../sd/ir.js';
import { defaultsOf, type ProgramSpec, planProgram, writePlan } from '../javascript.js';
import type { Plan } from '../javascript-plan.js';
import { hasLongStart, tooLargeForLanes } from '../limits.js';
import type { MetricSpec } from '../metrics.js';
import type { LaneModule, Program } from '../program.js';
import { seriesIndex } from '../series-index.js';
import { assemble } from './assemble.js';
import type { Precision } from './fold.js';
import { formats } from './format.js';
import { notYet } from './lower.js';
import { bandsFor } from './schedule.js';
import { simulationOf } from './simulation.js';

/** Bytes that a block of runs takes at most: places are compared as numbers with a sign. */
const mostBytes = 2 ** 31;

/** A model compiled for many runs at once, as plain data: it crosses to worker threads as it is. */
export type LaneProgram = LaneModule & Omit<Program, 'source' | 'lanes'>;

/** How the kernel of lanes is made; the defaults suit processors with vectors of 128 bits. */
export interface LaneOptions {
  /**
   * Vectors of two runs, or of four in single precision, that go through the model together; default 6, 4 for a model
   * whose steps have many values that do not wait for each other, and 2 for one that fills more than one function: its code
   * would no longer fit the caches of a processor.
   */
  readonly vectors?: number | undefined;
  /** Values that one function works out at most; default 1000. */
  readonly functionSize?: number | undefined;
  /**
   * Elements of an equation that are worked out in a loop; fewer are written out one by one. Default 3 for a model that
   * would fill more than one function without loops, and else none is.
   */
  readonly loopsFrom?: number | undefined;
  /** Metrics of the program's series that the kernel works out while a run goes on; default none. */
  readonly metrics?: readonly MetricSpec[] | undefined;
  /** Names of the series that are recorded; default all. Without any, memory does not grow with the length of a run. */
  readonly recorded?: readonly string[] | undefined;
  /**
   * How numbers are held: as doubles (`f64`, the default), or in single precision (`f32`), for screening: twice as many
   * runs a vector, about seven digits, and not the bits of the JavaScript. Inputs, record and metrics are doubles in both.
   */
  readonly precision?: Precision | undefined;
}

/**
 * Compiles a model to WebAssembly that takes many runs through it at once, each in a lane of its own.
 *
 * The values are those of `compileToJavaScript(model, spec)`, bit for bit, unless single precision is
 * asked for.
 *
 * @throws SteelyardError EN001 to EN003, SD013, SD014, SD020, SD025 as the JavaScript has them; EN020 to EN022 for a
 *   metric; EN030 for what lanes do not hold
 *
 * @example
 * const model = parseModel('x= INTEG(k, 1) ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const kernel = instantiateLanes(compileToWasm(model, { inputs: ['k'], series: ['x'] }, { vectors: 1 }))
 * const out = new Float64Array(6)
 * kernel.runBlock(Float64Array.of(10, 20), out)
 * out // => [1, 1, 11, 21, 21, 41]
 */
export function compileToWasm(model: Model, spec: ProgramSpec, options: LaneOptions = {}): LaneProgram {
  return kernelOf(model, planProgram(model, { ...spec, math: 'own' }), spec, options);
}

function kernelOf(model: Model, plan: Plan, spec: ProgramSpec, options: LaneOptions): LaneProgram {
  const beyond = tooLargeForLanes(plan);
  if (beyond) throw notYet('room for all passes of all loops', beyond.equation.place);
  const { functionSize = 1000, metrics = [], precision = 'f64' } = options;
  const recorded = options.recorded
    ? options.recorded.map((name) => seriesIndex(name, spec.series, 'the record'))
    : [...spec.series.keys()];
  const { loopsFrom = hasLongStart(plan) || writtenOut(plan) > functionSize ? 3 : Infinity } = options;
  const simulation = simulationOf(plan, {
    series: spec.series,
    recorded,
    metrics,
    fewest: loopsFrom,
    precision,
  });
  const { vectors: usual, band } = bandsFor(simulation.graph.byTime(), functionSize);
  const { vectors = usual } = options;
  const { bytes, size, ...places } = assemble(simulation, plan.clock, spec.inputs.length, {
    vectors,
    band,
    functionSize,
    precision,
  });
  if (size > mostBytes)
    throw notYet('room for all that a block of runs keeps', model.variables[0]!.place, 'save less often');
  return {
    bytes,
    lanes: formats[precision].lanes * vectors,
    ...(precision === 'f32' && { precision }),
    places,
    recorded,
    metrics,
    inputs: [...spec.inputs],
    defaults: defaultsOf(model, plan),
    series: [...spec.series],
    times: plan.clock.times,
  };
}

/** Counts the operations of a step if each element is written out, roughly. */
function writtenOut({ eachTime, moving, method }: Plan): number {
  const times = (loops: readonly Loop[]) => loops.reduce((count, { elements }) => count * elements.length, 1);
  const sizeOf = (expr: Expr): number =>
    (expr.kind === 'reduce' ? times(expr.loops) : 1) *
    partsOf(expr).reduce((size, part) => size + sizeOf(part), expr.kind === 'variable' ? 0 : 1);
  const stages = method === 'rk4' ? 4 : 1;
  return [...eachTime, ...moving].reduce(
    (all, { equation }) =>
      all +
      stages *
        times(equation.loops) *
        expressionsOf(equation.right).reduce((size, expr) => size + sizeOf(expr), 0),
    0,
  );
}

/** A program, and why it lacks a kernel of lanes if it does. */
export interface ProgramWithLanes {
  readonly program: Program;
  readonly missing?: SteelyardError;
}

/**
 * Compiles a model both ways: to JavaScript, and to a kernel of lanes that gives
 * the same bits and that an ensemble takes where it is there. What lanes do not hold is told in `missing`.
 *
 * @throws SteelyardError as `compileToJavaScript` does
 *
 * @example
 * const model = parseModel('x= EXP(k) ~~| k= 0 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 0 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * compileWithLanes(model, { inputs: ['k'], series: ['x'] }).program.lanes.lanes // => 12
 */
export function compileWithLanes(
  model: Model,
  spec: ProgramSpec,
  options: LaneOptions = {},
): ProgramWithLanes {
  const plan = planProgram(model, spec);
  const program = writePlan(model, plan, spec);
  try {
    const kernel =
      spec.math === 'machine' ? compileToWasm(model, spec, options) : kernelOf(model, plan, spec, options);
    const { bytes, lanes, places, recorded, metrics, precision } = kernel;
    const made = { bytes, lanes, places, recorded, metrics, ...(precision && { precision }) };
    return { program: { ...program, lanes: made } };
  } catch (error) {
    if (error instanceof SteelyardError && error.complaint.code === 'EN030')
      return { program, missing: error };
    throw error;
  }
}
