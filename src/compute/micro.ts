import type { Machine, Taken } from './machine.js';
import { ceilingOf, type Membership, type Reader } from './parameters.js';
import type { Row } from './row.js';
import type { Ready } from './training/job.js';

/** One micro-benchmark: what it is called, what bounds it, and what share of which peak it reaches. */
interface Micro {
  readonly named: RegExp;
  readonly term: string;
  readonly parameters: readonly string[];
  /** Rate of the chip that the share is of, FLOP/s or bytes/s. */
  peak(machine: Machine): number | undefined;
  share(read: Reader, row: Row, machine: Machine): number;
}

const micros: readonly Micro[] = [
  {
    named: /gemm.*(fp8|int8)/i,
    term: 'computeS',
    parameters: ['gemm_eight'],
    peak: ({ peakFlopPerS }) => peakFlopPerS.fp8 ?? peakFlopPerS.int8,
    share: (read, _row, machine) => ceilingOf(read('gemm_eight'), machine),
  },
  {
    named: /gemm/i,
    term: 'computeS',
    parameters: ['gemm'],
    peak: ({ peakFlopPerS }) => peakFlopPerS.bf16,
    share: (read, _row, machine) => ceilingOf(read('gemm'), machine),
  },
  {
    named: /all-reduce/i,
    term: 'communicationS',
    parameters: ['link', 'reduced_in_switch'],
    peak: ({ scaleUpBytesPerS }) => scaleUpBytesPerS,
    share: (read, row, { family }) => read('link') * waysOf(row, family, read),
  },
  {
    named: /flash.?mla|attention.*memory/i,
    term: 'memoryS',
    parameters: ['cache_stream'],
    peak: ({ memoryBytesPerS }) => memoryBytesPerS,
    share: (read) => read('cache_stream'),
  },
  {
    named: /dispatch|all-to-all/i,
    term: 'communicationS',
    parameters: ['network', 'dispatch'],
    peak: ({ scaleOutBytesPerS }) => scaleOutBytesPerS,
    share: (read) => read('network') * read('dispatch'),
  },
  {
    named: /bandwidth|stream|copy/i,
    term: 'memoryS',
    parameters: ['stream'],
    peak: ({ memoryBytesPerS }) => memoryBytesPerS,
    share: (read) => read('stream'),
  },
];

/** A rate both ways counts twice; switches that add up on the way bring more than the link carries. */
function waysOf({ unit }: Row, family: Machine['family'], read: Reader): number {
  if (/bidirectional/.test(unit)) return 2;
  return family === 'hopper' || family === 'blackwell' ? read('reduced_in_switch') : 1;
}

/** Makes a micro-benchmark ready: what a plain product, copy or all-reduce reaches. */
export function microJob(
  row: Row,
  machine: Machine,
  who: Membership,
  taken: Taken[],
): Ready | { readonly why: string } {
  const micro = micros.find(({ named }) => named.test(`${row.model} ${row.precision}`));
  const peak = micro?.peak(machine);
  const percent = /%/.test(row.unit);
  if (micro === undefined || (peak === undefined && !percent))
    return { why: `no model of the micro-benchmark "${row.model}"` };
  const scale = percent ? 100 : peak! * (/TFLOP/.test(row.unit) ? 1e-12 : 1e-9);
  return {
    who,
    taken,
    parameters: micro.parameters,
    settle() {},
    predict: (read) => ({
      value: micro.share(read, row, machine) * scale,
      times: { [micro.term]: 1 },
    }),
  };
}
