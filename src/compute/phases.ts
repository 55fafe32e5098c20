import type { Facts } from '../facts/index.js';
import { type Estimate, type Estimator, estimateReady } from './estimator.js';
import { coordinatesOf } from './fit/coordinates.js';
import type { Format } from './machine.js';
import { machineOf } from './machine.js';
import { readerOf } from './parameters.js';
import { prepare } from './prepare.js';
import type { Row } from './row.js';
import { unpublishedVariance } from './unpublished.js';

/** The phases of work that the access model tells apart. */
export const phases = ['training', 'prefill', 'decode', 'recommendation', 'fp64'] as const;
/** A phase of work. */
export type Phase = (typeof phases)[number];

/** What a chip does in a phase against the reference chip. */
export interface PhaseRatio {
  readonly phase: Phase;
  /** Work of a chip in that phase over the work of a reference chip, with software of the same maturity on both. */
  readonly hardware: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation of ln(hardware). */
  readonly logSd: number;
  /** Software of the chip against that of the reference at the date: a factor of its own. */
  readonly software: number;
  /** The named workload that stands for the phase. */
  readonly workload: string;
  /** Why the chip has no part in the phase; the ratio is then zero. */
  readonly why?: string;
}

/** What one unit of a scalar is. */
export type Basis = 'bf16-h100e' | '8bit-h100e' | 'tpp' | 'eflops';

/** The workload that stands for a phase. */
export const workloadOfPhase: Readonly<Record<Phase, string>> = {
  training: 'llama3.1-70b-pretraining',
  prefill: 'llama3.1-70b-prefill',
  decode: 'llama3.1-70b-decode',
  recommendation: 'dlrm-dcnv2-inference',
  fp64: 'hpl',
};

/** The chip that compute is counted in. */
export const referenceChip = 'nv-h100-sxm';
const eighty = 1.2815515655446004;

/**
 * Gives what a chip does in each phase against an H100 SXM: the hardware efficiency, with its uncertainty, and the
 * software apart from it. Occupancy, the third factor, belongs to who uses the chip and is not here.
 *
 * The uncertainty is that of the ratio: what both chips share cancels.
 *
 * @param chip id or name
 * @param date of the software; default 2026-06
 * @throws Error where the chip is not known
 */
export function phaseVector(
  chip: string,
  estimator: Estimator,
  date = '2026-06',
): Readonly<Record<Phase, PhaseRatio>> {
  return Object.fromEntries(phases.map((phase) => [phase, ratioIn(phase, chip, estimator, date)])) as Record<
    Phase,
    PhaseRatio
  >;
}

function ratioIn(phase: Phase, chip: string, estimator: Estimator, date: string): PhaseRatio {
  const { facts, space, calibration } = estimator;
  const workload = workloadOfPhase[phase];
  const named = facts.workloads.get(workload);
  const none = (why: string): PhaseRatio => ({
    phase,
    hardware: 0,
    low: 0,
    high: 0,
    logSd: 0,
    software: 1,
    workload,
    why,
  });
  if (named === undefined) return none(`no workload "${workload}"`);
  const ask = (id: string): Row => ({
    id: workload,
    kind: named.kind,
    model: named.model,
    chip: id,
    count: 8,
    precision: named.precision,
    config: named.config,
    metric: named.metric,
    unit: named.unit,
    date,
  });
  const own = prepare(ask(chip), facts);
  const other = prepare(ask(referenceChip), facts);
  if ('why' in own) return none(own.why);
  if ('why' in other) return none(other.why);
  const same = { ...own.who, maker: other.who.maker };
  const value = (values: Float64Array) =>
    own.predict(sharedSoftware(readerOf(space, values, same))).value /
    other.predict(sharedSoftware(readerOf(space, values, other.who))).value;
  const hardware = value(calibration.values);
  if (!(hardware > 0)) return none('no estimate');
  const coordinates = [
    ...new Set([
      ...coordinatesOf(space, own.parameters, same),
      ...coordinatesOf(space, other.parameters, other.who),
    ]),
  ];
  const probe = Float64Array.from(calibration.values);
  const h = 1e-3;
  const slopes = coordinates.map((i) => {
    const at = probe[i]!;
    probe[i] = at + h;
    const moved = value(probe);
    probe[i] = at;
    return Math.log(moved / hardware) / h;
  });
  let variance = 0;
  slopes.forEach((a, x) => {
    slopes.forEach((b, y) => {
      variance += a * b * calibration.covariance(coordinates[x]!, coordinates[y]!);
    });
  });
  const against = other.predict(sharedSoftware(readerOf(space, calibration.values, other.who))).value;
  const withFacts = (changed: Facts) => {
    const again = prepare(ask(chip), changed);
    return 'why' in again
      ? Number.NaN
      : again.predict(sharedSoftware(readerOf(space, calibration.values, same))).value / against;
  };
  // Scatter of one row against the reference: that of a kind, but the reference is better known than the chip.
  const logSd = Math.sqrt(
    Math.max(0, variance) +
      calibration.residual(named.kind) ** 2 +
      unpublishedVariance(chip, facts, withFacts),
  );
  const plain =
    own.predict(readerOf(space, calibration.values, own.who)).value /
    other.predict(readerOf(space, calibration.values, other.who)).value;
  return {
    phase,
    hardware,
    low: hardware * Math.exp(-eighty * logSd),
    high: hardware * Math.exp(eighty * logSd),
    logSd,
    software: plain / hardware,
    workload,
  };
}

/** Holds what belongs to the software of a maker at one and the same value. */
function sharedSoftware(read: (id: string) => number): (id: string) => number {
  return (id) => (id === 'training_time_family' ? 1 : read(id));
}

const formatOf: Readonly<Record<'bf16-h100e' | '8bit-h100e', readonly Format[]>> = {
  'bf16-h100e': ['bf16'],
  '8bit-h100e': ['fp8', 'int8', 'bf16'],
};

/**
 * Gives the peak of a chip as a scalar in a named basis: H100-equivalents of dense BF16 or 8-bit peak, TPP (15 CFR part
 * 774, 3A090: bit length times TOPS, the highest), or EFLOP/s of BF16.
 */
export function scalarOf(
  name: string,
  basis: Basis,
  estimator: Pick<Estimator, 'facts'>,
): number | undefined {
  const own = machineOf(name, estimator.facts);
  const reference = machineOf(referenceChip, estimator.facts);
  if (own === undefined || reference === undefined) return undefined;
  const first = (formats: readonly Format[], of: typeof own) =>
    formats.map((format) => of.peakFlopPerS[format]).find((rate) => rate !== undefined);
  if (basis === 'eflops') return (own.peakFlopPerS.bf16 ?? 0) / 1e18;
  if (basis === 'tpp') return estimator.facts.chips.get(own.id)?.derived?.tpp_check;
  const rate = first(formatOf[basis], own);
  const unit = first(formatOf[basis], reference);
  return rate === undefined || unit === undefined ? undefined : rate / unit;
}

/** An estimate of the same workload on another chip, for tables side by side. */
export function estimateNamed(
  workload: string,
  chip: string,
  count: number,
  estimator: Estimator,
  date?: string,
): Estimate | { readonly why: string } {
  const named = estimator.facts.workloads.get(workload);
  if (named === undefined) return { why: `no workload "${workload}"` };
  const row: Row = {
    id: workload,
    kind: named.kind,
    model: named.model,
    chip,
    count,
    precision: named.precision,
    config: named.config,
    metric: named.metric,
    unit: named.unit,
    date,
  };
  const ready = prepare(row, estimator.facts);
  return 'why' in ready ? ready : estimateReady(ready, row, estimator);
}
