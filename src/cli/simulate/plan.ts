import { basename } from 'node:path';
import { SteelyardError } from '../../base/error.js';
import { formatCount } from '../../base/format.js';
import {
  type ArmSummary,
  checkNumbers,
  compileWithLanes,
  type EnsembleJob,
  type MetricSpec,
  type Precision,
} from '../../engine/index.js';
import type { FuturesTable } from '../../results/index.js';
import { type DesignMethod, type SampleRecipe, sampleRows } from '../../sample/index.js';
import { findElements, type Model } from '../../sd/index.js';
import { UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import { type Chosen, chooseElements, keptSeries } from './choose.js';
import { type DesignFile, readDesignFile } from './design-file.js';
import { type AskedMetric, readMetrics, refusal } from './metric.js';
import { applySets } from './set.js';
import { readVaried, twice, type Varied } from './vary.js';

/** How a person wants many runs to be made. */
export interface ManyOptions {
  readonly vary: readonly string[];
  /** A table of runs, one a row. */
  readonly design?: string;
  readonly runs?: number;
  readonly sampling?: DesignMethod;
  readonly seed?: number;
  readonly metric: readonly string[];
  readonly set: readonly string[];
  readonly only: readonly string[];
}

/** All runs of a model as plain data, and what there is to tell of them. */
export interface ManyRuns {
  readonly model: Model;
  readonly job: EnsembleJob;
  readonly sets: ReadonlyMap<string, number>;
  readonly origin: Drawn | Tabled;
  readonly metrics: readonly AskedMetric[];
  /** Series that are kept, in the order of `job.recorded`. */
  readonly kept: readonly Chosen[];
  /** The values that the runs were given, to be stored beside them. */
  readonly futures: FuturesTable;
  /** What is told before the runs begin. */
  readonly notices: readonly string[];
}

/** What the runs came to, and where they are kept. */
export interface ManyDone {
  readonly summary: ArmSummary;
  readonly precision: Precision;
  /** The folder of results as one would type it here. */
  readonly folder?: string | undefined;
}

/** Runs whose constants are drawn. */
export interface Drawn {
  readonly kind: 'drawn';
  readonly method: DesignMethod;
  readonly seed: number;
  readonly varied: readonly Varied[];
}

/** Runs that a table asks for. */
export interface Tabled extends DesignFile {
  readonly kind: 'table';
}

/** Runs of a design whose number is not given. */
const usualRuns = 1000;

/**
 * Plans the runs that a command line asks for.
 *
 * Errors: CL005, CL006, CL030 to CL034, EN028, and those of the compilers.
 */
export function planMany(
  read: Model,
  options: ManyOptions,
  wantsSeries: boolean,
  context: Context,
): ManyRuns {
  refuseMixtures(options);
  const { model, sets } = applySets(read, options.set);
  const origin = originOf(model, options, context);
  const names = origin.kind === 'table' ? origin.names : origin.varied.map(({ name }) => name);
  const again = names.find((name) => sets.has(name));
  if (again !== undefined)
    throw twice(again, options.set[0]!, 'it is set, and has values of its own in each run');
  const metrics = readMetrics(model, options.metric);
  const { only, metric } = options;
  const wanted = only.length > 0 || metric.length === 0 || wantsSeries;
  const kept = !wanted ? [] : only.length > 0 ? chooseElements(model, only) : keptSeries(model);
  const { program, missing } = compile(model, names, metrics, kept);
  const futures = origin.kind === 'table' ? origin.runs : (options.runs ?? usualRuns);
  const recipe = origin.kind === 'table' ? undefined : recipeOf(origin, futures);
  const job: EnsembleJob = {
    program,
    arms: [{ policy: 'all', caseId: 'model', sets: [] }],
    futures,
    futureInputs: names.map((_, i) => i),
    design: recipe ?? (origin as Tabled).values,
    metrics: metrics.map(({ spec }) => spec),
    recorded: kept.map(({ name }) => ({ id: name, series: name })),
  };
  checkNumbers(job);
  return {
    model,
    job,
    sets,
    origin,
    metrics,
    kept,
    futures: { columns: names, values: recipe ? sampleRows(recipe) : (origin as Tabled).values },
    notices: [
      ...(missing ? [`runs go one by one, since ${missing.complaint.found}`] : []),
      ...outside(model, origin),
    ],
  };
}

function refuseMixtures({ design, vary, runs, sampling, seed }: ManyOptions): void {
  const drawn = [
    ...(vary.length > 0 ? ['--vary'] : []),
    ...(runs === undefined ? [] : ['--runs']),
    ...(sampling === undefined ? [] : ['--sampling']),
    ...(seed === undefined ? [] : ['--seed']),
  ];
  const mixed = design !== undefined && drawn.length > 0;
  if (!mixed && (design !== undefined || vary.length > 0)) return;
  throw new UsageError(
    {
      code: 'CL006',
      found: mixed
        ? `--design names every run, and ${drawn.join(' and ')} would draw them`
        : 'many runs are asked for, and nothing differs between them',
      expected: '--design with a table of runs, or --vary with what is drawn',
      remedy: mixed ? `leave out --design, or ${drawn.join(' and ')}` : 'add --vary "name=low..high"',
    },
    mixed ? drawn[0]! : (drawn[0] ?? '--metric'),
  );
}

function originOf(model: Model, options: ManyOptions, context: Context): Drawn | Tabled {
  const { design, vary, sampling = 'sobol', seed = 1 } = options;
  if (design !== undefined) return { kind: 'table', ...readDesignFile(model, design, context) };
  return { kind: 'drawn', method: sampling, seed, varied: readVaried(model, vary) };
}

const recipeOf = ({ method, seed, varied }: Drawn, size: number): SampleRecipe => ({
  method,
  seed,
  size,
  columns: varied.map(({ name, prior }) => ({ name, prior })),
});

function compile(
  model: Model,
  inputs: readonly string[],
  metrics: readonly AskedMetric[],
  kept: readonly Chosen[],
) {
  const recorded = kept.map(({ name }) => name);
  const series = [...new Set([...recorded, ...metrics.map(({ spec }) => spec.series)])];
  const specs: readonly MetricSpec[] = metrics.map(({ spec }) => spec);
  // Where a file lies on this machine must not change a byte of the program.
  const named = { ...model, file: basename(model.file) };
  try {
    return compileWithLanes(named, { inputs, series }, { metrics: specs, recorded });
  } catch (error) {
    if (!(error instanceof SteelyardError) || !['EN021', 'EN022'].includes(error.complaint.code)) throw error;
    const { found, expected } = error.complaint;
    const word = metrics.find(({ spec }) => found.includes(`metric ${spec.id} `))?.word ?? '--metric';
    throw refusal(word, found, { expected, remedy: 'give times that the model saves' });
  }
}

/** Tells which constants leave the range that the model gives them. */
function outside(model: Model, origin: Drawn | Tabled): string[] {
  const ends =
    origin.kind === 'drawn'
      ? origin.varied.map(
          ({ name, distribution: { quantile } }) => [name, quantile(0.001), quantile(0.999)] as const,
        )
      : origin.names.map((name, c) => {
          let [low, high] = [Infinity, -Infinity];
          for (let at = c; at < origin.values.length; at += origin.names.length) {
            low = Math.min(low, origin.values[at]!);
            high = Math.max(high, origin.values[at]!);
          }
          return [name, low, high] as const;
        });
  return ends.flatMap(([name, low, high]) => {
    const range = findElements(model, name)[0]?.variable.range;
    const [least, most] = (range ?? '')
      .split(',')
      .map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
    if (!(low < least!) && !(high > most!)) return [];
    const print = (value: number) => String(Number(value.toPrecision(3)));
    return [`${name} goes from ${print(low)} to ${print(high)}, beyond its range in the model, ${range}`];
  });
}

/** Says how the runs came about, in a line. */
export function describeOrigin({ origin, job }: ManyRuns): string {
  const runs = formatCount(job.futures, 'run');
  if (origin.kind === 'table') return `${runs} of ${origin.file}`;
  const methods = { sobol: "Sobol' points", lhs: 'a Latin hypercube', random: 'random points' };
  return `${runs}, ${methods[origin.method]}, seed ${origin.seed}`;
}
