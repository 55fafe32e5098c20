import { z } from 'zod';
import type { Place } from '../base/error.js';
import { SteelyardError } from '../base/error.js';
import { readYaml, type YamlCodes } from '../base/yaml.js';
import { baselineOf } from './baseline.js';
import { type Bound, byBound, type Estimate, type Estimator, estimateRow } from './estimator.js';
import type { Taken } from './machine.js';
import type { Row } from './row.js';

/** What is said of one row, in the form of `steelyard.estimate/1`; `why` stands where there is no value. */
export interface EstimateResult {
  readonly id: string;
  readonly metric: string | null;
  readonly unit: string | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: number;
  readonly bound: Bound | null;
  readonly terms: Readonly<Record<`${Bound}_s`, number>> | null;
  readonly assumed: readonly {
    readonly what: string;
    readonly value: number | string;
    readonly why: string;
  }[];
  readonly baseline: number | null;
  readonly why?: string;
}

/** A row that was read, or why it could not be. */
export type BatchRow = { readonly row: Row } | { readonly id: string; readonly unread: string };

/** How the YAML reader names what is wrong with a batch or the file of a workload. */
export const workCodes: YamlCodes = {
  syntax: 'CM011',
  duplicate: 'CM011',
  empty: 'CM010',
  unknown: 'CM010',
  missing: 'CM010',
  type: 'CM010',
  value: 'CM004',
};

const form = z.looseObject({ measurements: z.array(z.unknown()) });

/**
 * Reads a batch of rows in YAML or JSON: `measurements: [{id, kind, model, chip, count, precision, config, metric,
 * unit}]`. Nothing else of a row is read but its `date`, the day of the software; what was measured is never looked at.
 *
 * @param file the name shown in complaints
 * @throws SteelyardError CM010 when there is no list of rows, CM011 when the text is no YAML
 *
 * @example
 * readRows('measurements: [{id: a, kind: hpc, model: HPL, chip: h100, metric: rmax, unit: TFLOP/s, value: 3}]', 'x').length // => 1
 */
export function readRows(text: string, file: string): readonly BatchRow[] {
  const read = readYaml(text, file, form, workCodes);
  if (read.value.measurements.length === 0) throw noRows(read.placeOf(['measurements']));
  return rowsOf(read.value.measurements);
}

/**
 * Reads rows that were parsed by whatever means; a row that cannot be read keeps its place in the list.
 *
 * @example
 * rowsOf([{ id: 'a' }])[0].unread // => 'the row has no kind'
 */
export function rowsOf(written: readonly unknown[]): readonly BatchRow[] {
  return written.map((one, i) => readRow(one, `row ${i + 1}`));
}

const needed = ['kind', 'model', 'chip', 'metric'] as const;

function readRow(written: unknown, number: string): BatchRow {
  if (!isMapping(written)) return { id: number, unread: 'the row is no mapping' };
  const id = typeof written.id === 'string' || typeof written.id === 'number' ? String(written.id) : number;
  const text = (key: string): string | undefined => {
    const value = written[key];
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
  };
  const lacks = needed.find((key) => text(key) === undefined);
  if (lacks !== undefined) return { id, unread: `the row has no ${lacks}` };
  const { count, config } = written;
  if (!(count === undefined || count === null || (typeof count === 'number' && count > 0)))
    return { id, unread: `the count cannot be ${JSON.stringify(count)}` };
  if (!(config === undefined || config === null || isMapping(config)))
    return { id, unread: `the config cannot be ${JSON.stringify(config)}` };
  const date = text('date');
  return {
    row: {
      id,
      kind: text('kind') as Row['kind'],
      model: text('model')!,
      chip: text('chip')!,
      precision: text('precision') ?? 'bf16',
      metric: text('metric')!,
      unit: text('unit') ?? '',
      ...(typeof count === 'number' && { count }),
      ...(isMapping(config) && { config }),
      ...(date !== undefined && /^\d{4}/.test(date) && { date }),
    },
  };
}

/**
 * Estimates rows one by one, in order; a row without an estimate says why, and still counts.
 *
 * @param onMistake is told of a mistake of ours in one row
 */
export function* estimatesOf(
  rows: Iterable<BatchRow>,
  estimator: Estimator,
  onMistake?: (error: unknown) => void,
): Generator<EstimateResult> {
  for (const entry of rows) {
    if ('unread' in entry) {
      yield without(entry.id, null, null, entry.unread);
      continue;
    }
    const { row } = entry;
    try {
      yield resultOf(row, estimator);
    } catch (error) {
      onMistake?.(error);
      yield without(row.id, row.metric, row.unit, 'our mistake: the estimate broke off');
    }
  }
}

/**
 * Estimates one row in the form of the document.
 *
 * @example
 * const row = { id: 'a', kind: 'hpc', model: 'HPL', chip: 'h20', precision: 'fp64', metric: 'rmax', unit: 'TFLOP/s' }
 * resultOf(row, makeEstimator(facts)).value // => null
 */
export function resultOf(row: Row, estimator: Estimator): EstimateResult {
  const said = estimateRow(row, estimator);
  if ('why' in said) return without(row.id, row.metric, row.unit, said.why);
  // Weights that do not fit serve nothing. A training that is over by our count of bytes may have fitted all the same.
  if (said.overBytes > 0 && row.kind === 'llm_inference')
    return without(row.id, row.metric, row.unit, tooLarge(said.overBytes));
  return resultFrom(row, said, estimator);
}

/**
 * Puts an estimate of a row into the form of the document.
 *
 * @example
 * const row = rowOf({ workload: workloadNamed('hpl', facts), chip: 'h100', count: 8 })
 * const estimator = makeEstimator(facts)
 * resultFrom(row, estimateRow(row, estimator), estimator).bound // => 'compute'
 */
export function resultFrom(row: Row, said: Estimate, { facts }: Estimator): EstimateResult {
  const terms = Object.fromEntries(
    Object.entries(byBound(said.times)).map(([name, seconds]) => [`${name}_s`, seconds]),
  ) as Record<`${Bound}_s`, number>;
  return {
    id: row.id,
    metric: row.metric,
    unit: row.unit,
    value: said.value,
    low: said.low,
    high: said.high,
    interval: said.interval,
    bound: said.bound,
    terms,
    assumed: [...takenOf(said.taken), ...memoryOf(said)],
    baseline: baselineOf(row, facts) ?? null,
  };
}

const tooLarge = (overBytes: number) =>
  `it does not fit into memory: each chip would have to hold ${(overBytes / 1e9).toFixed(1)} GB more than it can`;

/** Says that memory was taken to be enough where our count of bytes says that it is not. */
const memoryOf = ({ overBytes }: Estimate): EstimateResult['assumed'] =>
  overBytes > 0 ? [{ what: 'memory', value: 'enough', why: tooLarge(overBytes) }] : [];

/** What was taken; a setting that is on or off is said in words. */
export const takenOf = (taken: readonly Taken[]): EstimateResult['assumed'] =>
  taken.map(({ what, value, why }) => ({
    what,
    value: typeof value === 'boolean' ? (value ? 'yes' : 'no') : value,
    why,
  }));

const without = (id: string, metric: string | null, unit: string | null, why: string): EstimateResult => ({
  id,
  metric,
  unit,
  value: null,
  low: null,
  high: null,
  interval: 0.8,
  bound: null,
  terms: null,
  assumed: [],
  baseline: null,
  why,
});

const noRows = (place: Place): SteelyardError =>
  new SteelyardError({
    code: 'CM010',
    found: 'the list of rows is empty',
    place,
    expected: 'rows such as {id: a, kind: llm_training, model: llama3.1-8b, chip: h100, count: 8, ...}',
  });

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
