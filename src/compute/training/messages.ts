import type { Machine } from '../machine.js';
import type { TrainingValues } from '../parameters.js';
import { gradientBytes, heldParameters, redone, type Step } from './step.js';

/** A small message between nodes takes about three times as long as inside one. */
const farHop = 3;

/** Bytes that one chip sends in a second to a group: inside the scale-up domain, or over the network. */
const rateOf = (inside: boolean, machine: Machine, p: TrainingValues): number =>
  inside ? machine.scaleUpBytesPerS * p.link : machine.scaleOutBytesPerS * p.network;

/** All-reduce of activations: two a layer forward, two backward, two more where the forward pass is done again. */
export function tensorTime({ task: { shape }, layout, machine, p, tokens }: Step): number {
  const { tensor, pipeline } = layout;
  if (tensor === 1) return 0;
  const rounds = 4 + 2 * redone(layout);
  const bytes = (2 * tokens * shape.layers * shape.hidden) / pipeline;
  const ring = (2 * (tensor - 1)) / tensor;
  const inside = tensor <= machine.scaleUpChips;
  const latencyS = ((rounds * shape.layers) / pipeline) * p.hopS * (inside ? 1 : farHop);
  return p.tensorExposed * ((rounds * ring * bytes) / rateOf(inside, machine, p) + latencyS);
}

/** Keys and values passed round the context-parallel group, forward and twice backward, partly behind attention. */
export function contextTime({ task: { shape }, layout, machine, p, tokens }: Step): number {
  const { context, tensor, pipeline } = layout;
  if (context === 1) return 0;
  const { latent, kvHeads, headDim, layers } = shape;
  const keys = latent === undefined ? 2 * kvHeads * headDim : latent.keyRank + latent.rope;
  const bytes = (2 * tokens * (context - 1) * keys * layers) / tensor / pipeline;
  return (p.tensorExposed * bytes * 3) / rateOf(tensor * context <= machine.scaleUpChips, machine, p);
}

/** Dispatch and combine, there and back: a copy of each token for each chosen expert, in 8 bits where products are. */
export function expertTime({ task, layout, machine, p, tokens }: Step): number {
  const { mixture, hidden } = task.shape;
  const { expert, pipeline, tensor } = layout;
  if (mixture === undefined || expert === 1) return 0;
  const sent = (tokens / pipeline / tensor) * mixture.layers * mixture.chosen;
  const bytes = sent * hidden * (2 + (task.format === 'bf16' ? 2 : 1));
  const inside = expert * tensor <= machine.scaleUpChips;
  // Between nodes a token is sent once to each node and spread there: at most four nodes in published layouts.
  const copies = inside ? 1 : Math.min(4, mixture.chosen) / mixture.chosen;
  const passes = 2 + redone(layout);
  return (p.expertExposed * passes * bytes * copies * (1 - 1 / expert)) / rateOf(inside, machine, p);
}

/** Activations handed to the next stage, forward and backward, for each chunk; half of it behind the work. */
export function pipelineTime({ task, layout, machine, p, tokens }: Step): number {
  if (layout.pipeline === 1) return 0;
  const bytes = (2 * tokens * task.shape.hidden) / layout.tensor;
  const { tensor, context, pipeline } = layout;
  const inside = tensor * context * pipeline <= machine.scaleUpChips;
  return (2 * layout.virtual * bytes * 0.5) / rateOf(inside, machine, p);
}

/**
 * Gradients and parameters over the data-parallel group, once a step; with everything sharded the parameters twice and
 * the gradients once for every micro-batch, behind the work as far as that is longer.
 *
 * @param busyS time of the work, s
 */
export function dataTime(step: Step, busyS: number, microBatches: number): number {
  const { task, layout, machine, p, made } = step;
  const { data, tensor, pipeline, context } = layout;
  const group = data * context;
  if (group === 1) return 0;
  // Members of the group that share a node send over all of its cards together.
  const together = Math.max(1, Math.min(data, machine.scaleUpChips / (tensor * context)));
  const within = rateOf(true, machine, p);
  const rate =
    tensor * context * data <= machine.scaleUpChips
      ? within
      : Math.min(within, together * rateOf(false, machine, p));
  const ring = (group - 1) / group;
  if (layout.fullyShardedData) {
    const bytes = ((4 + (task.frozen ? 0 : 2)) * made.total) / (tensor * pipeline);
    return besides(busyS, (bytes * ring * microBatches) / rate) - busyS;
  }
  if (task.frozen) return 0;
  // Gradients added up and, where the optimizer is sharded, weights gathered: both once round the ring.
  const bytes = layout.shardedOptimizer ? gradientBytes(layout) + 2 : 2 * gradientBytes(layout);
  return (p.dataExposed * bytes * heldParameters(task, layout, made) * ring) / rate;
}

/** Overlapped work takes as long as the longer of the two, and a little more when they are alike. */
const besides = (a: number, b: number): number => (a ** 4 + b ** 4) ** 0.25;
