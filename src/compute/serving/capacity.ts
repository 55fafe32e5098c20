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
 * Gives the bytes that keys and values of one sequence take on each chip, in the mean over the chips of a replica.
 *
 * @param reserved tokens that the engine sets aside for a sequence
 */
export function sequenceBytesOf(task: ServingTask, layout: ServingLayout, reserved: number): number {
  return (reserved * cacheBytesPerToken(task.shape, task.cacheBytes)) / splitOfCache(task, layout);
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
