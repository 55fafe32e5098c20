import type { Arm, EnsembleJob, MetricSpec, Program, RecordedSeries } from '../engine/index.js';
import { makeSample, type Sample } from '../sample/index.js';
import type { BoundStudy } from './bind.js';
import type { Settings } from './bind-levers.js';
import type { Measured } from './schema-metrics.js';
import type { UncertainColumn } from './uncertain-column.js';

/** What a program must offer so that a study can run on it: constants to set, variables to record and to measure. */
export interface ProgramNeeds {
  readonly inputs: readonly string[];
  readonly series: readonly string[];
  /** The series that are kept from every run. */
  readonly recorded: readonly string[];
  /** What is worked out of the series of a run. */
  readonly metrics: readonly MetricSpec[];
}

/** All runs of a study as plain data, and the futures behind them. */
export interface RunPlan {
  readonly job: EnsembleJob;
  /** The futures in the units of the data, one column an uncertain number. */
  readonly sample: Sample;
  readonly columns: readonly UncertainColumn[];
  /** The same futures as a table to be stored beside the runs. */
  readonly futures: { readonly columns: readonly string[]; readonly values: Float64Array };
}

/** The case of the back-test, and its two arms. */
export const historyCase = 'history';
export const pathKnown = 'path-known';
export const pathUnknown = 'path-unknown';

/**
 * Lists what a program must offer for the runs and the back-test of a study; the order is that of the study.
 *
 * @example
 * const needs = programNeeds(bound)
 * const { program } = compileWithLanes(model, needs, needs)
 */
export function programNeeds(bound: BoundStudy): ProgramNeeds {
  const { columns, always, settings, measures, backtest } = bound;
  const keys = [
    always,
    ...settings.policies.values(),
    ...settings.cases.values(),
    ...(backtest ? [backtest.always] : []),
  ];
  const then = settings.backtest ? [settings.backtest.known, settings.backtest.unknown] : [];
  const inputs = new Set([
    ...columns.flatMap((column) => column.sets.map((set) => set.element)),
    ...[...keys, ...then].flatMap((set) => [...set.keys()]),
  ]);
  const { metrics, series, history } = measures;
  return {
    inputs: [...inputs],
    series: [...new Set([...metrics, ...series, ...history].map((one) => one.element))],
    recorded: [...new Set(series.map((one) => one.element))],
    metrics: [...metrics, ...history].map(specOf),
  };
}

/**
 * Plans all runs of a study: every policy in every case, on the same futures.
 *
 * A case sets its constants over what the future says, and a policy its levers over both.
 *
 * @param program compiled from the study's model for `programNeeds(bound)`
 */
export function planRun(bound: BoundStudy, program: Program): RunPlan {
  const { study, settings, measures, columns, always } = bound;
  const arms = study.policies.flatMap(({ id }) =>
    study.cases.map((one) =>
      armOf(program, id, one.id, [always, settings.cases.get(one.id)!, settings.policies.get(id)!]),
    ),
  );
  return planWith(bound, program, {
    columns,
    futures: study.design.futures,
    arms,
    metrics: measures.metrics.map(specOf),
    recorded: measures.series.map(({ id, element, scale }) => ({ id, series: element, scale })),
  });
}

/**
 * Plans the back-test: the checks of `history` as metrics, with the priors of before it happened, once with the
 * policy path known (arm `path-known`) and once with it drawn (`path-unknown`).
 *
 * @returns null if the study has no back-test
 */
export function planBacktest(bound: BoundStudy, program: Program): RunPlan | null {
  const { study, settings, measures, backtest } = bound;
  if (!study.backtest || !settings.backtest || !backtest) return null;
  const { known, unknown } = settings.backtest;
  return planWith(bound, program, {
    columns: backtest.columns,
    futures: study.backtest.futures,
    arms: [
      armOf(program, pathKnown, historyCase, [backtest.always, known]),
      armOf(program, pathUnknown, historyCase, [backtest.always, unknown]),
    ],
    metrics: measures.history.map(specOf),
    recorded: [],
  });
}

interface Runs {
  readonly columns: readonly UncertainColumn[];
  readonly futures: number;
  readonly arms: readonly Arm[];
  readonly metrics: readonly MetricSpec[];
  readonly recorded: readonly RecordedSeries[];
}

function planWith({ study, together }: BoundStudy, program: Program, runs: Runs): RunPlan {
  const { columns, futures, arms, metrics, recorded } = runs;
  const sample = makeSample({
    parameters: columns
      .filter(({ kind }) => kind !== 'draw')
      .map(({ id, distribution }) => ({ name: id, distribution })),
    draws: columns.filter(({ kind }) => kind === 'draw').map(({ id }) => id),
    ...together,
    design: { method: study.design.method, size: futures, seed: study.design.seed },
  });
  const { futureInputs, design } = spreadOverInputs(columns, sample, program);
  const job = { program, arms, futures, futureInputs, design, metrics, recorded };
  return { job, sample, columns, futures: { columns: sample.names, values: sample.values } };
}

/** Turns columns in the units of the data into columns of model constants: one column may set several of them. */
function spreadOverInputs(
  columns: readonly UncertainColumn[],
  sample: Sample,
  program: Program,
): Pick<EnsembleJob, 'futureInputs' | 'design'> {
  const width = sample.names.length;
  const targets = columns.flatMap(({ id, sets }) =>
    sets.map(({ element, factor, power = 1 }) => ({
      from: sample.names.indexOf(id),
      input: program.inputs.indexOf(element),
      factor,
      power,
    })),
  );
  const design = new Float64Array(sample.size * targets.length);
  let at = 0;
  for (let row = 0; row < sample.values.length; row += width)
    for (const { from, factor, power } of targets) {
      const value = sample.values[row + from]!;
      design[at++] = (power === 1 ? value : value ** power) * factor;
    }
  return { futureInputs: targets.map(({ input }) => input), design };
}

function armOf(program: Program, policy: string, caseId: string, layers: readonly Settings[]): Arm {
  const values = new Map(layers.flatMap((layer) => [...layer]));
  const sets = [...values].map(([element, value]): [number, number] => [
    program.inputs.indexOf(element),
    value,
  ]);
  return { policy, caseId, sets: sets.sort(([a], [b]) => a - b) };
}

function specOf({
  id,
  element,
  statistic,
  from,
  to,
  at,
  level,
  scale,
}: Measured & { id: string; element: string }): MetricSpec {
  return { id, series: element, statistic, from, to, at, level, scale };
}
