import { attentionFlop, attentionWidth, forwardFlop } from '../shape.js';
import type { Step } from './step.js';
import { expertSplit, heldParameters, peakOf, redone } from './step.js';

/** Forward and backward products for each forward one: 3, 2 with frozen weights, one more where all is done again. */
const passesOf = ({ task, layout }: Step): number => (task.frozen ? 2 : 3) + redone(layout);

/** Linear layers of one stage and micro-batch: arithmetic, and the operands that it does not hide. */
export function linearTime(step: Step): number {
  const { task, layout, machine, p, made, tokens } = step;
  const { linear, head } = forwardFlop(task.shape, task.seqLen);
  const share = tokens / layout.tensor / layout.pipeline;
  const passes = passesOf(step);
  const plain = peakOf(machine, 'bf16') * p.gemm;
  const rate = task.format === 'bf16' ? plain : peakOf(machine, task.format) * p.gemmEight;
  const experts = made.expertShare;
  const dense = (linear * (1 - experts) * share * passes) / rate;
  const small = experts === 0 ? 0 : (linear * experts * share * passes) / (rate * p.expertGemm);
  const logits = (head * share * (task.frozen ? 2 : 3)) / plain;
  const bytes = (operandBytes(step) * passes) / layout.pipeline;
  return dense + small + logits + (p.gemmTraffic * bytes) / (machine.memoryBytesPerS * p.stream);
}

/** Bytes of weights and activations that the products of one forward pass read and write, all layers, one chip. */
function operandBytes({ task: { shape }, layout, made, tokens }: Step): number {
  const { tensor } = layout;
  const { mixture, layers } = shape;
  const plainLayers = layers - (mixture?.layers ?? 0);
  const weights =
    layers * made.attention +
    plainLayers * made.dense +
    (mixture?.layers ?? 0) * (mixture?.shared ?? 0) * made.expert;
  const wide = (shape.gated ? 3 : 2) * shape.ffn;
  const perToken =
    layers * (4 * shape.hidden + attentionWidth(shape) / tensor) + plainLayers * (wide / tensor);
  const bytes = 2 * (weights / tensor + tokens * perToken);
  if (mixture === undefined) return bytes;
  const held = (mixture.experts * made.expert * mixture.layers) / (expertSplit(layout) * tensor);
  const sent = tokens * mixture.layers * (mixture.chosen + mixture.shared);
  return bytes + 2 * (held + (sent * (2 * shape.hidden + 3 * mixture.width)) / tensor);
}

/** What products of attention lose against plain ones where the square of scores is stored. */
const unfusedShare = 0.8;

/** Products of attention: backward is 2.5 forward with fused kernels, which compute the scores again. */
export function attentionTime({ task, layout, machine, p, tokens }: Step): number {
  const { fusedAttention, shape, seqLen } = task;
  const flop = attentionFlop(shape, seqLen, fusedAttention);
  const stored = layout.recompute === 'selective' ? 1 : redone(layout);
  const passes = 1 + (fusedAttention ? 2.5 + redone(layout) : 2 + stored);
  const share = fusedAttention ? p.attention : p.gemm * unfusedShare;
  const rate = peakOf(machine, 'bf16') * share;
  return (flop * (tokens / layout.pipeline) * passes) / layout.tensor / rate;
}

/** Norms, residuals, activation functions, and without fused attention the square of scores. */
export function memoryTime(step: Step): number {
  const { task, layout, machine, p, tokens } = step;
  const { shape, fusedAttention, seqLen } = task;
  const { mixture, layers, hidden } = shape;
  // Without sequence parallelism norms and residuals are done on every rank of the group.
  const split = layout.sequenceParallel ? layout.tensor : Math.min(2, layout.tensor);
  const wide = (shape.gated ? 3 : 2) * shape.ffn * 1.5;
  const plainLayers = layers - (mixture?.layers ?? 0);
  const plain = (layers * p.passes * hidden) / split + (plainLayers * wide) / layout.tensor;
  const sent =
    mixture === undefined
      ? 0
      : mixture.layers * mixture.chosen * (p.expertPasses * hidden + 4 * mixture.width);
  const activations = 2 * tokens * (plain + sent) * passesOf(step);
  const squares = (tokens * seqLen * shape.heads * layers) / layout.tensor;
  const again = layout.recompute === 'none' ? 0 : 1;
  const scores = fusedAttention ? 0 : 2 * squares * p.unfusedPasses * (2.5 + again);
  // Logits of the head: written, read by the loss, and again backward, in single precision.
  const logits = (tokens * shape.vocab * 4 * 4) / layout.tensor;
  return (activations + scores + logits) / layout.pipeline / (machine.memoryBytesPerS * p.stream);
}

/** Reads and writes of weights, gradients and two moments: about 20 bytes a parameter. */
export function optimizerTime({ task, layout, machine, p, made }: Step): number {
  if (task.frozen) return 0;
  const { tensor, pipeline, data, context } = layout;
  const sharded = layout.fullyShardedData || layout.shardedOptimizer;
  const held = sharded
    ? made.total / (tensor * pipeline * data * context)
    : heldParameters(task, layout, made);
  return (20 * held) / (machine.memoryBytesPerS * p.stream);
}
