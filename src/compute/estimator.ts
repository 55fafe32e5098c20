import type { Facts } from '../facts/index.js';
import { type Calibration, calibrationOf } from './calibration.js';
import { coordinatesOf } from './fit/coordinates.js';
import type { Taken } from './machine.js';
import { type Reader, readerOf, type Space, spaceOf } from './parameters.js';
import { prepare } from './prepare.js';
import type { Row } from './row.js';
import type { Predicted, Ready } from './training/job.js';
import { NoLayout } from './training/search.js';

/** What estimates need: the facts, the parameters and what the calibration made of them. */
export interface Estimator {
  readonly facts: Facts;
  readonly space: Space;
  readonly calibration: Calibration;
}

/** What an estimate says of one row. */
export interface Estimate {
  readonly value: number;
  /** Ends of the interval that holds the truth with the probability `interval`. */
  readonly low: number;
  readonly high: number;
  readonly interval: number;
  /** Standard deviation of the logarithm of the value. */
  readonly logSd: number;
  /** The term that takes most of the time. */
  readonly bound: Bound;
  readonly times: Readonly<Record<string, number>>;
  readonly taken: readonly Taken[];
  /** Bytes by which the work is too large for a chip, where it is. */
  readonly overBytes: number;
}

/** What binds a piece of work. */
export type Bound = 'compute' | 'memory' | 'communication' | 'bubble' | 'other';

/** A row that cannot be estimated, and why. */
export interface Refusal {
  readonly why: string;
}

/** Half the width of an 80 % interval in standard deviations of a normal distribution. */
export const eighty = 1.2815515655446004;

/**
 * Makes an estimator from the data.
 *
 * @param facts with the parts `accelerators`, `compute`
 */
export function makeEstimator(facts: Facts): Estimator {
  const space = spaceOf([...facts.parameters.values()]);
  return { facts, space, calibration: calibrationOf(facts.calibration, space) };
}

/** Estimates one row, or tells why it cannot be. */
export function estimateRow(row: Row, estimator: Estimator): Estimate | Refusal {
  const ready = prepare(row, estimator.facts);
  return 'why' in ready ? ready : estimateReady(ready, row, estimator);
}

/** Estimates what was made ready; the same piece of work can be asked again without being read again. */
export function estimateReady(
  ready: Ready,
  row: Pick<Row, 'kind'>,
  { space, calibration, facts }: Estimator,
): Estimate | Refusal {
  const { values } = calibration;
  const said = predicted(ready, readerOf(space, values, ready.who));
  if (said.why !== undefined) return { why: said.why };
  if (ready.refusesLarge === true && (said.overBytes ?? 0) > 0)
    return {
      why: `it does not fit into memory: ${(said.overBytes! / 1e9).toFixed(1)} GB too much for each chip`,
    };
  if (!(said.value > 0) || ![said.value, ...Object.values(said.times)].every(Number.isFinite))
    return { why: 'no estimate of this metric for this work' };
  const logSd = Math.hypot(
    Math.sqrt(spreadOf(ready, said.value, space, calibration)),
    calibration.residual(row.kind),
    Math.sqrt(doubtOf(ready, said.times)),
    Math.sqrt(calibration.strangeness(row.kind, ready.who.family, facts.machineRules?.doubt_family)),
  );
  return {
    value: said.value,
    low: said.value * Math.exp(-eighty * logSd),
    high: said.value * Math.exp(eighty * logSd),
    interval: 0.8,
    logSd,
    bound: boundOf(said.times),
    times: said.times,
    taken: ready.taken,
    overBytes: said.overBytes ?? 0,
  };
}

function predicted(ready: Ready, read: Reader): Predicted {
  try {
    return ready.predict(read);
  } catch (error) {
    if (error instanceof NoLayout) return { value: Number.NaN, times: {}, why: error.message };
    throw error;
  }
}

/** Variance that doubtful figures of the chip add, by the part of the time that each takes. */
export function doubtOf({ doubt }: Ready, times: Readonly<Record<string, number>>): number {
  if (doubt === undefined || (doubt.compute === 0 && doubt.memory === 0)) return 0;
  const { compute, memory, communication, bubble, other } = byBound(times);
  const all = compute + memory + communication + bubble + other || 1;
  return ((doubt.compute * compute) / all) ** 2 + ((doubt.memory * memory) / all) ** 2;
}

/** Variance of the logarithm that the parameters leave: slope' covariance slope. */
export function spreadOf(
  ready: Ready,
  value: number,
  space: Space,
  calibration: Pick<Calibration, 'values' | 'covariance'>,
): number {
  const { at, slopes } = slopesOf(ready, value, space, calibration.values);
  let sum = 0;
  for (let a = 0; a < at.length; a++) {
    if (slopes[a] === 0) continue;
    for (let b = 0; b < a; b++) {
      if (slopes[b] !== 0) sum += 2 * slopes[a]! * slopes[b]! * calibration.covariance(at[a]!, at[b]!);
    }
    sum += slopes[a]! ** 2 * calibration.covariance(at[a]!, at[a]!);
  }
  return Math.max(0, sum);
}

/** Slopes of the logarithm of a value by coordinate. A base and its offset add up, so they share one slope. */
export function slopesOf(
  ready: Ready,
  value: number,
  space: Space,
  values: Float64Array,
): { readonly at: number[]; readonly slopes: number[] } {
  const probe = Float64Array.from(values);
  const read = readerOf(space, probe, ready.who);
  const logValue = Math.log(value);
  const h = 1e-3;
  const at: number[] = [];
  const slopes: number[] = [];
  for (const id of ready.parameters) {
    const own = coordinatesOf(space, [id], ready.who);
    const first = own[0];
    if (first === undefined) continue;
    const before = probe[first]!;
    probe[first] = before + h;
    const slope = (Math.log(ready.predict(read).value) - logValue) / h;
    probe[first] = before;
    for (const i of own) {
      at.push(i);
      slopes.push(slope);
    }
  }
  return { at, slopes };
}

const kindsOfTime: readonly (readonly [RegExp, Bound])[] = [
  [/linear|attention|dense|compute|arithmetic/, 'compute'],
  [/memory|cache|gather|optimizer|weights/, 'memory'],
  [/tensor|expert|pipeline|data|communication|exchange/, 'communication'],
  [/bubble/, 'bubble'],
];

/** Tells which kind a term of time is. */
export function boundOfTerm(name: string): Bound {
  return kindsOfTime.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** Adds up the terms of time by what binds them. */
export function byBound(times: Readonly<Record<string, number>>): Readonly<Record<Bound, number>> {
  const sums: Record<Bound, number> = { compute: 0, memory: 0, communication: 0, bubble: 0, other: 0 };
  for (const [name, seconds] of Object.entries(times)) sums[boundOfTerm(name)] += Math.max(0, seconds);
  return sums;
}

function boundOf(times: Readonly<Record<string, number>>): Bound {
  return Object.entries(byBound(times)).sort((a, b) => b[1] - a[1])[0]![0] as Bound;
}
