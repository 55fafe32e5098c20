import type { Machine } from '../machine.js';
import { attentionWidth, counts } from '../shape.js';
import { gradientBytes, heldParameters } from './step.js';
import type { Layout, TrainingTask } from './types.js';

/** What the busiest chip has to hold, in bytes. */
export interface TrainingMemory {
  readonly weightsBytes: number;
  readonly optimizerBytes: number;
  readonly activationBytes: number;
  readonly totalBytes: number;
}

/** Share of the memory that a framework leaves for the model. */
export const usableShare = 0.94;

/**
 * Gives what one chip holds while training: 2 bytes a weight and 2 to 4 a gradient, 12 for master copy and moments,
 * activations of the micro-batches in flight.
 *
 * Source: Korthikanti 2022 (arXiv:2205.05198), equations 1 to 6, with gated feed-forward and grouped keys; Rajbhandari
 * 2020 (arXiv:1910.02054), section 3.
 */
export function trainingMemory(task: TrainingTask, layout: Layout): TrainingMemory {
  const made = counts(task.shape);
  const held = heldParameters(task, layout, made);
  const sharded = layout.fullyShardedData || layout.shardedOptimizer;
  // What is sharded stands once on all chips together, experts too.
  const once = made.total / (layout.tensor * layout.pipeline * layout.data * layout.context);
  const gradient = task.frozen ? 0 : gradientBytes(layout);
  const weightBytes = task.frozen && task.format !== 'bf16' ? 1 : 2;
  // While a layer works its gathered weights stand beside the shards.
  const gathered = layout.fullyShardedData ? (2 * 2 * made.total) / task.shape.layers / layout.tensor : 0;
  const weightsBytes = (layout.fullyShardedData ? once : held) * (weightBytes + gradient) + gathered;
  const optimizerBytes = task.frozen ? 0 : 12 * (sharded ? once : held);
  const activationBytes = activations(task, layout);
  return {
    weightsBytes,
    optimizerBytes,
    activationBytes,
    totalBytes: weightsBytes + optimizerBytes + activationBytes,
  };
}

/** Tells by how many bytes a layout is over what the chip has; negative where it fits. */
export function overflowBytes(task: TrainingTask, layout: Layout, machine: Machine): number {
  return trainingMemory(task, layout).totalBytes - usableShare * machine.memoryBytes;
}

function activations(task: TrainingTask, layout: Layout): number {
  const { shape } = task;
  const { tensor, pipeline, virtual, context, microBatch } = layout;
  const tokens = (microBatch * task.seqLen) / context;
  const split = layout.sequenceParallel ? tensor : 1;
  const { hidden, mixture } = shape;
  const kept = 2 * hidden;
  const expertLayers = mixture?.layers ?? 0;
  const perExpert = mixture === undefined ? 0 : (mixture.chosen + mixture.shared) * mixture.width;
  const wide = ((shape.layers - expertLayers) * shape.ffn + expertLayers * perExpert) / shape.layers;
  // Each expert keeps the tokens sent to it.
  const sent = (2 * (mixture?.chosen ?? 0) * hidden * expertLayers) / shape.layers;
  const plain =
    (10 * hidden) / split + (2 * attentionWidth(shape) + (shape.gated ? 6 : 4) * wide + sent) / tensor;
  const squares = task.fusedAttention ? 0 : (5 * shape.heads * task.seqLen) / tensor;
  const whole = plain + (layout.recompute === 'selective' ? 0 : squares);
  const again = layout.recompute === 'full' ? layout.recomputeShare : 0;
  const perLayer = again * (kept / split) + (1 - again) * whole;
  // One layer's worth is alive at a time when the rest is done again.
  const working = layout.recompute === 'full' ? plain + squares : 0;
  // The first stage holds as many micro-batches as there are stages, some more where chunks are interleaved.
  const stages = virtual === 1 ? 1 : 1 + (pipeline - 1) / (pipeline * virtual);
  const microBatches = Math.max(1, task.globalBatch / (layout.data * microBatch));
  const flight = Math.min(stages, microBatches / pipeline);
  const logits = (tokens * shape.vocab * 6) / tensor / (pipeline > 1 ? 2 : 1);
  // Inputs of 8-bit products are kept in 8 bits: about three tenths less in all.
  const narrow = task.format === 'bf16' ? 1 : 0.7;
  // Frozen products keep no input, as no weight gradient asks for it.
  const learned = task.frozen ? 0.4 : 1;
  return tokens * (shape.layers * perLayer * flight * learned * narrow + working) + logits;
}
