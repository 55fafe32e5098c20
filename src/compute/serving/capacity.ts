import type { Machine } from '../machine.js';
import { cacheBytesPerToken, counts } from '../shape.js';
import { bytesOf, splitOfCache } from './step.js';
import type { ServingLayout, ServingTask } from './types.js';

/** Bytes of the weights of one copy of the model: embedding and head stay in 16 bits. */
export function weightBytesOf(task: ServingTask): number {
  const made = counts(task.shape);
  const ends = (task.shape.tied ? 1 : 2) * made.head;
  return bytesOf(task.format) * (made.total - ends) + 2 * ends;
}

/**
 * Gives how many sequences of a mean context fit beside the weights on one replica: (memory x share - weights) over the
 * bytes of keys and values of a sequence. Zero or less where the weights alone do not fit.
 *
 * @param reserved tokens that the engine sets aside for a sequence
 */
export function sequencesThatFit(
  task: ServingTask,
  layout: ServingLayout,
  machine: Machine,
  reserved: number,
): number {
  const room = spareBytes(task, layout, machine);
  const split = splitOfCache(task, layout);
  const perChip = (reserved * cacheBytesPerToken(task.shape, task.cacheBytes)) / split;
  return room / perChip;
}

/** Bytes of one chip that are left for keys and values; negative where the weights are too large. */
export function spareBytes(task: ServingTask, layout: ServingLayout, machine: Machine): number {
  const weights = weightBytesOf(task) / layout.replica;
  // Attention weights of data-parallel attention stand on every chip.
  const copied = layout.dataAttention
    ? counts(task.shape).attention * task.shape.layers * bytesOf(task.format) * (1 - 1 / layout.replica)
    : 0;
  const workspace = 2e9;
  return machine.memoryBytes * task.memoryShare - weights - copied - workspace;
}
