import type { Machine } from '../../src/compute/machine.js';
import { servingValues, trainingValues } from '../../src/compute/parameters.js';
import type { LlmShape } from '../../src/compute/shape.js';
import type { Layout, TrainingTask } from '../../src/compute/training/types.js';

// Round figures, so that the numbers of a test can be worked out on paper: 100 GB/s inside the domain, 10 GB/s outside, 1 PFLOP/s,
// 1 TB/s of memory. Every share is 1 and every latency 0, but where a test says otherwise.
export const machine: Machine = {
  id: 'round',
  name: 'Round',
  family: 'hopper',
  stack: 'CUDA',
  peakFlopPerS: { bf16: 1e15, fp8: 2e15 },
  memoryBytes: 100e9,
  memoryBytesPerS: 1e12,
  scaleUpBytesPerS: 100e9,
  scaleUpChips: 8,
  scaleOutBytesPerS: 10e9,
  tdpW: 1000,
  powerRatio: 1,
  hostW: 0,
  doubt: { compute: 0, memory: 0 },
  taken: [],
};
const zero = [
  'straggler',
  'training_overhead',
  'serve_overhead',
  'overlap',
  'expert_launch_s',
  'hop_s',
  'step_s',
  'layer_s',
  'sequence_s',
];
const reader =
  (set: Readonly<Record<string, number>> = {}) =>
  (id: string) =>
    set[id] ?? (zero.includes(id) ? 0 : 1);
/** Parameters of training: all shares 1 and all latencies 0, but for `set`. */
export const training = (set?: Readonly<Record<string, number>>) => trainingValues(reader(set), 0, machine);
/** The same for serving. */
export const serving = (set?: Readonly<Record<string, number>>) => servingValues(reader(set), 0, machine);

export const dense: LlmShape = {
  name: 'of round figures',
  layers: 32,
  hidden: 8192,
  heads: 64,
  kvHeads: 8,
  headDim: 128,
  ffn: 32_768,
  gated: false,
  vocab: 50_000,
  latent: undefined,
  mixture: undefined,
  window: undefined,
};
export const task: TrainingTask = {
  shape: dense,
  chips: 8,
  seqLen: 4096,
  globalBatch: 32,
  format: 'bf16',
  frozen: false,
  fusedAttention: true,
  overlapped: false,
};
export const alone: Layout = {
  tensor: 1,
  pipeline: 1,
  data: 1,
  context: 1,
  expert: 1,
  virtual: 1,
  microBatch: 1,
  recompute: 'none',
  recomputeShare: 1,
  fullyShardedData: false,
  shardedOptimizer: false,
  sequenceParallel: true,
};
