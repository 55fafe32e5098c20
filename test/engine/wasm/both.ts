import {
  compileMetric,
  compileToJavaScript,
  compileToWasm,
  instantiate,
  instantiateLanes,
  type LaneOptions,
  type LaneProgram,
} from '../../../src/engine/index.js';
import { elementNames, type Model } from '../../../src/sd/index.js';

/** Ways to make a kernel: the usual one, one vector alone, and values that go through memory all the time. */
export const ways: readonly LaneOptions[] = [
  {},
  { vectors: 1 },
  { vectors: 2, functionSize: 7, loopsFrom: Infinity },
  { vectors: 1, loopsFrom: 2 },
  { vectors: 4, loopsFrom: 2, functionSize: 7 },
];

/** Inputs `a` and `b` for eight lanes: below, at and above what functions turn at. */
export const inputs = {
  a: (lane: number) => [0.5, 1, 1.75, -2, 0, 3, 2.25, 4][lane]!,
  b: (lane: number) => [2, 3, 0.25, -1, 5, 2, 1, 1.5][lane]!,
};

/** All elements of a model that can be recorded. */
export const allSeries = (model: Model) =>
  model.variables.flatMap((variable) => (variable.kind === 'lookup' ? [] : elementNames(variable)));

/**
 * Runs a model as JavaScript and in lanes, each lane with inputs of its own, and names the first value, or the first metric
 * of `options`, that is not the same bits; NaN is one value.
 */
export function firstDifference(
  model: Model,
  series: readonly string[],
  inputs: Readonly<Record<string, (lane: number) => number>> = {},
  options: LaneOptions = {},
): string | undefined {
  return differenceOf(model, inputs, compileToWasm(model, { inputs: Object.keys(inputs), series }, options));
}

/** The same for a kernel that is there. */
export function differenceOf(
  model: Model,
  inputs: Readonly<Record<string, (lane: number) => number>>,
  program: LaneProgram,
): string | undefined {
  const { lanes, series } = program;
  const given = Object.values(inputs);
  const spec = { inputs: Object.keys(inputs), series };
  const scalar = instantiate(compileToJavaScript(model, { ...spec, math: 'own' }));
  const kernel = instantiateLanes(program);
  const size = program.times.length * series.length;
  const block = new Float64Array(size * lanes);
  const values = Float64Array.from({ length: given.length * lanes }, (_, i) =>
    given[Math.floor(i / lanes)]!(i % lanes),
  );
  // The second run must not know of the first.
  kernel.runBlock(
    values.map((x) => x + 1),
    block,
  );
  kernel.runBlock(values, block);
  const out = new Float64Array(size);
  const meters = program.metrics.map((spec) => compileMetric(spec, program));
  for (let lane = 0; lane < lanes; lane++) {
    scalar.run(
      Float64Array.from(given, (of) => of(lane)),
      out,
    );
    const at = out.findIndex((value, i) => !Object.is(value, block[i * lanes + lane]));
    if (at >= 0)
      return `${series[at % series.length]} at ${program.times[Math.floor(at / series.length)]}, lane ${lane}: ${block[at * lanes + lane]} and not ${out[at]}`;
    const wrong = meters.findIndex(
      (meter, m) => !Object.is(meter(out), kernel.block.values[m * lanes + lane]),
    );
    if (wrong >= 0)
      return `${program.metrics[wrong]!.statistic} of ${program.metrics[wrong]!.series}, lane ${lane}: ${kernel.block.values[wrong * lanes + lane]} and not ${meters[wrong]!(out)}`;
  }
  return undefined;
}
