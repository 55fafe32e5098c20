import fc from 'fast-check';
import type { Machine } from '../../src/compute/machine.js';
import type { ServingLayout, ServingTask } from '../../src/compute/serving/types.js';
import type { LlmShape } from '../../src/compute/shape.js';
import type { Layout, TrainingTask } from '../../src/compute/training/types.js';
import { someShape } from './plausible.js';
import { known } from './setup.js';

/** Chips of every family that has calibrated parameters, and some without. */
export const chips = [
  'a100',
  'h100',
  'h200',
  'h20',
  'b200',
  'mi300x',
  '910b',
  '910c',
  'cam-mlu590',
  'tpu-v5p',
];

const factor = fc.double({ min: 0.5, max: 2, noNaN: true });

/** A chip of the catalogue with every rate and size moved by itself, as chips of the next years may come. */
export const someMachine: fc.Arbitrary<Machine> = fc
  .record({ chip: fc.constantFrom(...chips), factors: fc.tuple(factor, factor, factor, factor, factor) })
  .map(({ chip, factors: [a, b, c, d, e] }) => {
    const base = known(chip);
    return {
      ...faster(base, 'arithmetic', a),
      memoryBytes: base.memoryBytes * b,
      memoryBytesPerS: base.memoryBytesPerS * c,
      scaleUpBytesPerS: base.scaleUpBytesPerS * d,
      scaleOutBytesPerS: base.scaleOutBytesPerS * e,
    };
  });

/** What can be made faster on a machine. */
export const rates = [
  'arithmetic',
  'power',
  'memoryBytesPerS',
  'scaleUpBytesPerS',
  'scaleOutBytesPerS',
] as const;

/** The same machine with one rate multiplied; more arithmetic at the same power limit leaves fewer watts for each FLOP. */
export function faster(machine: Machine, rate: (typeof rates)[number], by: number): Machine {
  if (rate === 'power') return { ...machine, powerRatio: machine.powerRatio * by };
  if (rate !== 'arithmetic') return { ...machine, [rate]: machine[rate] * by };
  const peaks = Object.entries(machine.peakFlopPerS).map(([format, value]) => [format, value * by]);
  return { ...machine, powerRatio: machine.powerRatio / by, peakFlopPerS: Object.fromEntries(peaks) };
}

/** A step of training on so many chips, in powers of two. */
export const someTask: fc.Arbitrary<TrainingTask> = fc.record({
  shape: someShape,
  chips: fc.integer({ min: 3, max: 14 }).map((n) => 2 ** n),
  seqLen: fc.constantFrom(2048, 4096, 8192, 32_768),
  globalBatch: fc.constantFrom(64, 512, 1024, 1536, 4096),
  format: fc.constantFrom('bf16', 'fp8'),
  frozen: fc.boolean(),
  fusedAttention: fc.boolean(),
  overlapped: fc.boolean(),
});

/** A layout of a task, whether or not it is a good one. */
export const someLayout = ({ chips: count, shape }: TrainingTask): fc.Arbitrary<Layout> =>
  fc
    .record({
      tensor: fc.constantFrom(1, 2, 4, 8),
      pipeline: fc.constantFrom(1, 2, 4, 8),
      context: fc.constantFrom(1, 1, 2, 4),
      expert: fc.constantFrom(1, 4, 8, 32),
      virtual: fc.constantFrom(1, 2, 4),
      microBatch: fc.constantFrom(1, 2, 4),
      recompute: fc.constantFrom('none', 'selective', 'full'),
      recomputeShare: fc.constantFrom(1, 0.5),
      fullyShardedData: fc.boolean(),
      shardedOptimizer: fc.boolean(),
      sequenceParallel: fc.boolean(),
    })
    .map((drawn) => ({
      ...drawn,
      expert: shape.mixture === undefined ? 1 : Math.min(drawn.expert, shape.mixture.experts),
      data: Math.max(1, count / drawn.tensor / drawn.pipeline / drawn.context),
    }));

/** Attention that sees so many tokens in that share of the layers, as in gpt-oss and Gemma. */
const someWindow = fc.option(
  fc.record({ share: fc.constantFrom(0.5, 5 / 6, 1), length: fc.constantFrom(128, 1024, 4096) }),
  { nil: undefined, freq: 3 },
);

/** A service on so many chips. */
export const someService: fc.Arbitrary<ServingTask> = fc
  .record({
    shape: fc.tuple(someShape, someWindow).map(([shape, window]): LlmShape => ({ ...shape, window })),
    chips: fc.constantFrom(1, 2, 4, 8, 16, 64),
    mode: fc.constantFrom('continuous', 'static', 'decode'),
    inputTokens: fc.integer({ min: 16, max: 32_000 }),
    outputTokens: fc.integer({ min: 1, max: 8000 }),
    format: fc.constantFrom('bf16', 'fp8', 'fp4'),
    cacheBytes: fc.constantFrom(1, 2),
    memoryShare: fc.constant(0.92),
    concurrency: fc.option(fc.integer({ min: 1, max: 4096 }), { nil: undefined }),
    batchLimit: fc.constantFrom(256, 2048, Number.POSITIVE_INFINITY),
    tokenLimitS: fc.option(fc.double({ min: 0.01, max: 0.2, noNaN: true }), { nil: undefined }),
    drafts: fc.constantFrom(0, 0, 1),
    firstTokenLimitS: fc.option(fc.double({ min: 0.3, max: 6, noNaN: true }), { nil: undefined }),
    served: fc.boolean(),
  })
  .map((drawn) => ({ ...drawn, contextTokens: drawn.inputTokens + drawn.outputTokens / 2 }) as ServingTask);

/** A layout of a service. */
export const someServing = ({ chips: count, shape }: ServingTask): fc.Arbitrary<ServingLayout> =>
  fc
    .record({ replica: fc.constantFrom(1, 2, 4, 8, 16), dataAttention: fc.boolean() })
    .map(({ replica, dataAttention }) => ({
      replica: Math.min(replica, count),
      tensor: Math.min(replica, count, 8),
      expert: shape.mixture === undefined ? 1 : Math.min(replica, count),
      dataAttention: dataAttention && shape.mixture !== undefined,
    }));
