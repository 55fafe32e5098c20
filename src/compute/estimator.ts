import type { Facts } from '../facts/index.js';
import { type Calibration, calibrationOf } from './calibration.js';
import { coordinatesOf } from './fit/coordinates.js';
import type { Taken } from './machine.js';
import { readerOf, type Space, spaceOf } from './parameters.js';
import { prepare } from './prepare.js';
import type { Row } from './row.js';
import type { Ready } from './training/job.js';

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
const eighty = 1.2815515655446004;

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
  { space, calibration }: Estimator,
): Estimate | Refusal {
  const { values } = calibration;
  const said = ready.predict(readerOf(space, values, ready.who));
  if (!(said.value > 0) || !Number.isFinite(said.value))
    return { why: 'no estimate of this metric for this work' };
  const logSd = Math.sqrt(
    spreadOf(ready, said.value, space, calibration) + calibration.residual(row.kind) ** 2,
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

/** Variance of the logarithm that the parameters leave: slope' covariance slope. */
export function spreadOf(ready: Ready, value: number, space: Space, calibration: Calibration): number {
  const coordinates = coordinatesOf(space, ready.parameters, ready.who);
  const probe = Float64Array.from(calibration.values);
  const h = 1e-3;
  const logValue = Math.log(value);
  const slopes = coordinates.map((i) => {
    const at = probe[i]!;
    probe[i] = at + h;
    const moved = ready.predict(readerOf(space, probe, ready.who)).value;
    probe[i] = at;
    return (Math.log(moved) - logValue) / h;
  });
  let sum = 0;
  for (let a = 0; a < coordinates.length; a++) {
    if (slopes[a] === 0) continue;
    for (let b = 0; b < coordinates.length; b++) {
      sum += slopes[a]! * slopes[b]! * calibration.covariance(coordinates[a]!, coordinates[b]!);
    }
  }
  return Math.max(0, sum);
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
