import type { Facts, Measurement } from '../../facts/index.js';
import { type Rule, ruleOfThumb } from '../baseline.js';
import { eighty } from '../estimator.js';
import { readerOf } from '../parameters.js';
import { prepare } from '../prepare.js';
import type { Calibrated } from './calibrate.js';
import { type HeldOut, leaveSourcesOut, publisherOf, scatterFor, sourceOf } from './leave-one-out.js';
import { questionOf } from './observations.js';

/** Errors of a group of rows, as shares: 0.1 is 10 % in the logarithm. */
export interface Errors {
  readonly rows: number;
  readonly median: number;
  readonly ninetieth: number;
  /** Median of the signed error: above zero the estimates are too high. */
  readonly bias: number;
}

/** What the report says of one kind of row. */
export interface KindReport {
  readonly kind: string;
  readonly certain: number;
  readonly answered: number;
  readonly seen: Errors;
  /** The same rows, each estimated by a calibration without its source. */
  readonly unseen: Errors;
  /** The same, each estimated by a calibration without anything of its publisher. */
  readonly strangers: Errors;
  /** Share of the rows whose 80 % interval, without their source, holds the measured value. */
  readonly covered: number;
  /** The same of the intervals of a calibration without its publisher, with the scatter that holds for sources. */
  readonly coveredStrangers: number;
  /** Rules of thumb with the constant that suits the kind best, on the rows that they can say anything of. */
  readonly rules: Readonly<
    Record<Rule, (Errors & { readonly share: number; readonly ours: Errors }) | undefined>
  >;
  readonly bar: readonly [number, number] | undefined;
}

/** A rule of thumb beside the estimates, neither having seen the source. */
export interface Judged extends Errors {
  /** The constant that suits all rows best. */
  readonly share: number;
  readonly ours: Errors;
}

/** What the report says in all. */
export interface Validation {
  readonly kinds: readonly KindReport[];
  readonly coverage: number;
  readonly byChip: ReadonlyMap<string, Errors>;
  readonly bySource: ReadonlyMap<
    string,
    { readonly kind: string; readonly seen: Errors; readonly unseen: Errors }
  >;
  /** Training runs whose layout is stated, estimated as if it were not. */
  readonly untold: Errors;
  /** The rows that are furthest off, furthest first. */
  readonly worst: readonly { readonly row: Measurement; readonly off: number; readonly unseen: number }[];
}

/** Bars of the project for the median and the ninetieth percentile. */
export const bars: Readonly<Record<string, readonly [number, number]>> = {
  llm_training: [0.1, 0.25],
  llm_finetuning_lora: [0.15, 0.35],
  llm_inference: [0.18, 0.4],
  recsys_training: [0.2, 0.4],
  recsys_inference: [0.2, 0.4],
  hpc: [0.15, 0.35],
  microbenchmark: [0.15, 0.35],
  energy: [0.12, 0.3],
};

/**
 * Judges a calibration: errors by kind, chip and source, with the rows seen and with their source left out; coverage of
 * the intervals; two rules of thumb beside it.
 */
export function validate(facts: Facts, calibrated: Calibrated): Validation {
  const { measured, heldOut, fitted } = calibrated;
  const seen = new Map(measured.map((m) => [m.row.id, m.off(fitted.values)]));
  const unseen = new Map(heldOut.map((h) => [h.measured.row.id, h]));
  const certain = [...facts.measurements.values()].filter((row) => !row.uncertain);
  const kinds = [...new Set(certain.map((row) => row.kind))];
  const { space } = calibrated;
  const strange = new Map(
    leaveSourcesOut(space, measured, fitted, (row) => publisherOf(row, facts)).map((h) => [
      h.measured.row.id,
      h,
    ]),
  );
  const rowsOf = (test: (row: Measurement) => boolean) => measured.map(({ row }) => row).filter(test);
  const errors = (rows: readonly Measurement[]) => errorsOf(rows.map((row) => seen.get(row.id)!));
  const without = (rows: readonly Measurement[]) => errorsOf(rows.map((row) => unseen.get(row.id)!.off));
  const reports = kinds.map((kind): KindReport => {
    const rows = rowsOf((row) => row.kind === kind);
    const ofKind = ({ measured: m }: HeldOut) => m.row.kind === kind;
    return {
      kind,
      certain: certain.filter((row) => row.kind === kind).length,
      answered: rows.length,
      seen: errors(rows),
      unseen: without(rows),
      strangers: errorsOf(rows.map((row) => strange.get(row.id)!.off)),
      coveredStrangers: coverage(
        rows.map((row) => strange.get(row.id)!),
        heldOut.filter(ofKind),
      ),
      covered: coverage(heldOut.filter(ofKind), heldOut.filter(ofKind)),
      rules: {
        utilisation: judge('utilisation', rows, facts, unseen),
        bandwidth: judge('bandwidth', rows, facts, unseen),
      },
      bar: bars[kind],
    };
  });
  const group = <T>(key: (row: Measurement) => string, of: (rows: readonly Measurement[]) => T) => {
    const rows = rowsOf(() => true);
    return new Map(
      [...new Set(rows.map(key))].sort().map((k) => [k, of(rows.filter((row) => key(row) === k))]),
    );
  };
  const total = reports.reduce((sum, { answered }) => sum + answered, 0);
  return {
    kinds: reports,
    coverage: reports.reduce((sum, { covered, answered }) => sum + covered * answered, 0) / total,
    untold: errorsOf(untoldOf(facts, calibrated)),
    byChip: group((row) => row.chip, errors),
    bySource: group(
      (row) => `${row.source.join('+')} ${row.kind}`,
      (rows) => ({ kind: rows[0]!.kind, seen: errors(rows), unseen: without(rows) }),
    ),
    worst: rowsOf(() => true)
      .map((row) => ({ row, off: seen.get(row.id)!, unseen: unseen.get(row.id)!.off }))
      .sort((a, b) => Math.abs(b.off) - Math.abs(a.off))
      .slice(0, 20),
  };
}

/**
 * Summarises signed log errors.
 *
 * @example
 * errorsOf([-0.1, 0, 0.3]).median // => 0.1
 */
export function errorsOf(off: readonly number[]): Errors {
  const sizes = off.map(Math.abs).sort((a, b) => a - b);
  const signed = [...off].sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { rows: off.length, median: at(sizes, 0.5), ninetieth: at(sizes, 0.9), bias: at(signed, 0.5) };
}

/** Share of rows in their intervals. Those of each source are set by the scatter of the others, so that no row widens its own. */
function coverage(rows: readonly HeldOut[], scattered: readonly HeldOut[]): number {
  if (rows.length === 0) return Number.NaN;
  const held = rows.filter((row) => {
    const others = scattered.filter((other) => sourceOf(other.measured) !== sourceOf(row.measured));
    const scatter = others.length === 0 ? 0.3 : scatterFor(others);
    return Math.abs(row.off) <= eighty * Math.sqrt(row.variance + scatter ** 2);
  });
  return held.length / rows.length;
}

/** Judges a rule of thumb: each source by the constant that suits the other sources best. */
function judge(
  rule: Rule,
  rows: readonly Measurement[],
  facts: Facts,
  unseen: ReadonlyMap<string, HeldOut>,
): Judged | undefined {
  const said = rows.flatMap((row) => {
    const [one, half] = [1, 0.5].map((share) => ruleOfThumb(rule, questionOf(row), facts, share));
    if (one === undefined || half === undefined) return [];
    // A time falls with the share where a rate rises.
    return [{ row, source: row.source.join('+'), off: Math.log(one / row.value), sign: half < one ? 1 : -1 }];
  });
  if (said.length === 0) return undefined;
  const offAt = (logShare: number) => (one: (typeof said)[number]) => one.off + one.sign * logShare;
  const best = (from: typeof said) => {
    const grid = Array.from({ length: 241 }, (_, k) => Math.log(10) * (k / 60 - 3));
    const error = (logShare: number) => errorsOf(from.map(offAt(logShare))).median;
    return grid.reduce((a, b) => (error(b) < error(a) ? b : a));
  };
  const off = [...new Set(said.map(({ source }) => source))].flatMap((source) => {
    const others = said.filter((one) => one.source !== source);
    return said.filter((one) => one.source === source).map(offAt(best(others.length > 0 ? others : said)));
  });
  const ours = errorsOf(said.map(({ row }) => unseen.get(row.id)!.off));
  return { ...errorsOf(off), share: Math.exp(best(said)), ours };
}

const layoutKeys = [
  'tp',
  'pp',
  'dp',
  'cp',
  'ep',
  'vp',
  'micro_batch',
  'recompute',
  'parallelism',
  'model_parallel',
];

/** Log errors of the runs with a stated layout when neither the row nor a recipe tells it: the planner's case. */
function untoldOf(facts: Facts, { measured, space, fitted }: Calibrated): number[] {
  const silent: Facts = { ...facts, recipes: [] };
  return measured.flatMap(({ row }) => {
    if (row.kind !== 'llm_training' || row.config?.tp === undefined) return [];
    const config = Object.fromEntries(
      Object.entries(row.config).filter(([key]) => !layoutKeys.includes(key)),
    );
    const ready = prepare({ ...questionOf(row), config }, silent);
    if ('why' in ready) return [];
    return [Math.log(ready.predict(readerOf(space, fitted.values, ready.who)).value / row.value)];
  });
}
