import type { Benchmarks } from '../facts/index.js';
import type { Machine, Taken } from './machine.js';
import type { Membership, Reader } from './parameters.js';
import type { Row } from './row.js';
import type { Ready } from './training/job.js';

type Code = Benchmarks['codes'][number];

/** Below this rate of FP64 a chip is called unsuitable for the code, not slow, FLOP/s. */
const suitableFlopPerS = 5e12;

/**
 * Makes a row of high-performance computing ready: HPL by the FP64 matrix rate, HPCG and other stencil codes by bandwidth
 * times their arithmetic intensity, molecular dynamics by vector rate and bandwidth.
 */
export function hpcJob(
  row: Row,
  code: Code | undefined,
  machine: Machine,
  who: Membership,
  taken: Taken[],
): Ready | { readonly why: string } {
  const chips = row.count ?? 1;
  const name = row.model;
  const { peakFlopPerS } = machine;
  const perChip = /per chip/.test(row.unit);
  const scale = /PFLOP/.test(row.unit) ? 1e15 : /GFLOP/.test(row.unit) ? 1e9 : 1e12;
  // A rate of one chip 'at system scale' is that of a chip in a system of the TOP500, about a thousand nodes.
  const nodes = /system scale/.test(row.unit) ? 1000 : Math.max(1, chips / 8);
  // Codes of science are written for CUDA and ROCm.
  if (!/^(CUDA|ROCm)/.test(machine.stack))
    taken.push({ what: 'port of the code', value: 'exists', why: `none is on record for ${machine.stack}` });
  const ready = (parameters: readonly string[], value: (read: Reader) => number, bound: string): Ready => ({
    who,
    taken,
    parameters,
    settle() {},
    predict: (read) => ({ value: value(read), times: { [bound]: 1 } }),
  });
  const rate = peakFlopPerS.fp64_tensor ?? peakFlopPerS.fp64 ?? 0;
  const unsuitable = {
    why:
      rate === 0
        ? `not suitable: no FP64 rate of ${machine.name} is known`
        : `not suitable: ${machine.name} does ${(rate / 1e12).toFixed(1)} TFLOP/s of FP64`,
  };
  if (name === 'HPL') {
    if (rate < suitableFlopPerS) return unsuitable;
    return ready(
      ['hpl', 'hpl_scale'],
      (read) =>
        (rate *
          read('hpl') *
          Math.exp((-read('hpl_scale') * Math.log2(nodes)) / 10) *
          (perChip ? 1 : chips)) /
        scale,
      'computeS',
    );
  }
  if (code?.flop_per_byte !== undefined) {
    if ((peakFlopPerS.fp64 ?? 0) < 0.05 * machine.memoryBytesPerS) return unsuitable;
    const intensity = code.flop_per_byte.value;
    return ready(
      ['stream', 'stencil'],
      (read) =>
        // Bandwidth bounds such codes, and on chips made for AI the few units of double precision.
        (Math.min(intensity * machine.memoryBytesPerS * read('stream'), peakFlopPerS.fp64 ?? 0) *
          read('stencil') *
          (perChip ? 1 : chips)) /
        scale,
      'memoryS',
    );
  }
  if (/GROMACS|molecular/i.test(name)) {
    const atoms = (code?.size_m?.value ?? 1) * 1e6;
    const vector = peakFlopPerS.fp32 ?? 0;
    if (vector === 0) return { why: `no FP32 rate of ${machine.name} is known` };
    const one = (read: Reader) =>
      (((Math.sqrt(vector * machine.memoryBytesPerS) / 1e13) * read('md_rate')) / atoms) * 1e6;
    return ready(
      ['md_rate', 'md_scale', 'md_atoms'],
      (read) => one(read) * Math.max(1, Math.min(chips, atoms / read('md_atoms'))) ** read('md_scale'),
      'computeS',
    );
  }
  return { why: `no model of the code "${name}"` };
}
