import type { LlmShape } from '../shape.js';

/** How activations are kept for the backward pass. */
export type Recompute = 'none' | 'selective' | 'full';

/** How a model is laid out over chips. */
export interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
  readonly data: number;
  readonly context: number;
  readonly expert: number;
  /** Model chunks a stage (interleaving). */
  readonly virtual: number;
  /** Sequences of one micro-batch. */
  readonly microBatch: number;
  readonly recompute: Recompute;
  /** Of the layers, the share that is done again where recomputation is full. */
  readonly recomputeShare: number;
  /** Parameters, gradients and optimizer state sharded over the data-parallel group (ZeRO-3, FSDP). */
  readonly fullyShardedData: boolean;
  /** Optimizer state sharded over the data-parallel group (ZeRO-1). */
  readonly shardedOptimizer: boolean;
  /** Activations between tensor-parallel regions split along the sequence. */
  readonly sequenceParallel: boolean;
}

/** A training job on so many chips. */
export interface TrainingTask {
  readonly shape: LlmShape;
  readonly chips: number;
  readonly seqLen: number;
  /** Sequences of one step. */
  readonly globalBatch: number;
  /** Format of the linear layers; the rest is BF16. */
  readonly format: 'bf16' | 'fp8';
  /** Only adapters learn: no weight gradients, no optimizer state to speak of. */
  readonly frozen: boolean;
  /** Attention in one fused kernel that never stores the square. */
  readonly fusedAttention: boolean;
  /** Both directions of the pipeline overlapped with all-to-all, as DualPipe does. */
  readonly overlapped: boolean;
}

/** Times of one step on the busiest chip, in seconds; they add up to the step. */
export interface StepTimes {
  readonly linearS: number;
  readonly attentionS: number;
  readonly memoryS: number;
  readonly tensorS: number;
  readonly expertS: number;
  readonly pipelineS: number;
  readonly dataS: number;
  readonly bubbleS: number;
  readonly optimizerS: number;
  readonly otherS: number;
}
