import { type Estimator, eighty } from './estimator.js';
import { hardwareRatio } from './hardware-ratio.js';
import type { Row } from './row.js';
import { referenceChip } from './scalar.js';
import { NoLayout } from './training/search.js';

export { type Basis, referenceChip, scalarOf } from './scalar.js';

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

/** The workload that stands for a phase. */
export const workloadOfPhase: Readonly<Record<Phase, string>> = {
  training: 'llama3.1-70b-pretraining',
  prefill: 'llama3.1-70b-prefill',
  decode: 'llama3.1-70b-decode',
  recommendation: 'dlrm-dcnv2-inference',
  fp64: 'hpl',
};

/** Chips with which a phase is judged: a training run of a size that every chip can hold, one server for the rest. */
const chipsOf: Readonly<Record<Phase, number>> = {
  training: 512,
  prefill: 8,
  decode: 8,
  recommendation: 8,
  fp64: 8,
};

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
  const { facts } = estimator;
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
    count: chipsOf[phase],
    precision: named.precision,
    config: named.config,
    metric: named.metric,
    unit: named.unit,
    date,
  });
  try {
    const found = hardwareRatio(ask(chip), ask(referenceChip), estimator);
    if ('why' in found) return none(found.why);
    const away = Math.exp(eighty * found.logSd);
    return { phase, ...found, low: found.hardware / away, high: found.hardware * away, workload };
  } catch (error) {
    if (error instanceof NoLayout) return none(error.message);
    throw error;
  }
}
