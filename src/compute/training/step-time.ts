import type { Machine } from '../machine.js';
import type { TrainingValues } from '../parameters.js';
import { attentionFlop, type Counts, counts, forwardFlop } from '../shape.js';
import type { Layout, StepTimes, TrainingTask } from './types.js';

/**
 * Gives the time of one optimizer step, in seconds, as a sum of physical terms: arithmetic, memory traffic, the four
 * kinds of communication, the pipeline bubble and the optimizer.
 *
 * Sources: FLOP and activation counts Korthikanti 2022 (arXiv:2205.05198) section 3 and 4; bubble (p-1)/(v m)
 * Narayanan 2021 (arXiv:2104.04473) section 2.2; ring volumes 2 (n-1)/n Thakur 2005; sharded data parallelism
 * Rajbhandari 2020 (arXiv:1910.02054) section 7.
 */
export function stepTimes(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
): StepTimes {
  const { shape } = task;
  const { pipeline, context, virtual, microBatch } = layout;
  const made = counts(shape);
  const microBatches = Math.max(1, task.globalBatch / (layout.data * microBatch));
  // Tokens of one micro-batch on one rank of the context-parallel group.
  const tokens = (microBatch * task.seqLen) / context;
  const stage = tokens / pipeline;

  const linear = linearTime(task, layout, machine, p, made, tokens) / pipeline;
  const attention = attentionTime(task, layout, machine, p, stage);
  const memory = memoryTime(task, layout, machine, p, tokens) / pipeline;
  const tensorComm = tensorTime(task, layout, machine, p, stage);
  const contextComm = contextTime(task, layout, machine, p, tokens) / pipeline;
  const expert = expertTime(task, layout, machine, p, stage);
  const compute = linear + attention + memory;
  const inner = tensorComm + contextComm + (task.overlapped ? Math.max(0, expert - 0.8 * compute) : expert);
  const hop = pipelineHop(task, layout, machine, p, tokens);
  // Many small kernels: the host cannot start them as fast as the chip ends them.
  const starts = shape.mixture === undefined ? 0 : (shape.mixture.layers / pipeline) * p.expertLaunchS;
  const perMicroBatch = compute + inner + hop + starts;
  const bubble = ((pipeline - 1) / (virtual * microBatches)) * (task.overlapped ? 0.5 : 1);
  const busy = perMicroBatch * microBatches;
  const bubbleS = busy * bubble;
  const data = dataTime(task, layout, machine, p, made, busy, microBatches);
  const optimizerS = optimizerTime(task, layout, machine, p, made);
  const known = busy + bubbleS + data + optimizerS;
  const nodes = Math.max(1, task.chips / Math.min(8, machine.scaleUpChips));
  const all = known * p.time * (task.frozen ? p.frozenTime : 1) * (1 + p.straggler * Math.log2(nodes));
  const n = microBatches;
  return {
    linearS: linear * n,
    attentionS: attention * n,
    memoryS: memory * n,
    tensorS: (tensorComm + contextComm) * n,
    expertS: (inner - tensorComm - contextComm) * n,
    pipelineS: hop * n,
    dataS: data,
    bubbleS,
    optimizerS,
    otherS: all - known + starts * n,
  };
}

/** Adds up the terms. */
export function totalOf(times: StepTimes): number {
  return (
    times.linearS +
    times.attentionS +
    times.memoryS +
    times.tensorS +
    times.expertS +
    times.pipelineS +
    times.dataS +
    times.bubbleS +
    times.optimizerS +
    times.otherS
  );
}

/** Share of the forward pass that is done again. */
const redone = (layout: Layout): number => (layout.recompute === 'full' ? layout.recomputeShare : 0);

/** Forward and backward products for each forward one: 3, 2 with frozen weights, one more where all is done again. */
function passesOf(task: TrainingTask, layout: Layout): number {
  return (task.frozen ? 2 : 3) + redone(layout);
}

/** Linear layers of all stages for one micro-batch: arithmetic, and the operands that it does not hide. */
function linearTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  made: Counts,
  tokens: number,
): number {
  const { shape } = task;
  const { linear, head } = forwardFlop(shape, task.seqLen);
  const share = tokens / layout.tensor;
  const passes = passesOf(task, layout);
  const eight = task.format !== 'bf16';
  const held = machine.powerShare < 1 ? machine.powerShare ** p.throttle : 1;
  const peak = peakOf(machine, task.format) * held;
  const rate = peak * (eight ? p.gemmEight : p.gemm);
  const experts = made.expertShare;
  const dense = (linear * (1 - experts) * share * passes) / rate;
  const small = experts === 0 ? 0 : (linear * experts * share * passes) / (rate * p.expertGemm);
  const plain = (head * share * (task.frozen ? 2 : 3)) / (peakOf(machine, 'bf16') * held * p.gemm);
  const bytes = operandBytes(task, layout, made, tokens) * passes;
  return dense + small + plain + (p.gemmTraffic * bytes) / (machine.memoryBytesPerS * p.stream);
}

/** Bytes of weights and activations that the products of one forward pass read and write, all layers, one chip. */
function operandBytes(task: TrainingTask, layout: Layout, made: Counts, tokens: number): number {
  const { shape } = task;
  const { tensor } = layout;
  const { mixture } = shape;
  const plainLayers = shape.layers - (mixture?.layers ?? 0);
  const dense =
    shape.layers * made.attention +
    plainLayers * made.dense +
    (mixture?.layers ?? 0) * (mixture?.shared ?? 0) * made.expert;
  const width = 2 * shape.heads * shape.headDim + 2 * shape.kvHeads * shape.headDim;
  const wide = (shape.gated ? 3 : 2) * shape.ffn;
  const perToken = shape.layers * (4 * shape.hidden + width / tensor) + plainLayers * (wide / tensor);
  let bytes = 2 * (dense / tensor + tokens * perToken);
  if (mixture !== undefined) {
    const held = (mixture.experts * made.expert * mixture.layers) / (expertSplit(layout) * tensor);
    bytes +=
      2 *
      (held +
        (tokens *
          mixture.layers *
          (mixture.chosen + mixture.shared) *
          (2 * shape.hidden + 3 * mixture.width)) /
          tensor);
  }
  return bytes;
}

/** Products of attention: backward is 2.5 forward with fused kernels, which compute the scores again. */
function attentionTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  stageTokens: number,
): number {
  const flop = attentionFlop(task.shape, task.seqLen, task.fusedAttention);
  const again = task.fusedAttention
    ? redone(layout)
    : layout.recompute === 'none'
      ? 0
      : Math.max(redone(layout), layout.recompute === 'selective' ? 1 : 0);
  const passes = 1 + (task.fusedAttention ? 2.5 : 2) + again;
  const held = machine.powerShare < 1 ? machine.powerShare ** p.throttle : 1;
  const rate = peakOf(machine, 'bf16') * held * (task.fusedAttention ? p.attention : p.gemm * 0.8);
  return (flop * stageTokens * passes) / layout.tensor / rate;
}

/** Norms, residuals, activation functions, and without fused attention the square of scores. */
function memoryTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  tokens: number,
): number {
  const { shape } = task;
  const { mixture } = shape;
  const split = layout.sequenceParallel ? layout.tensor : Math.min(2, layout.tensor);
  const passes = passesOf(task, layout);
  const wide = (shape.gated ? 3 : 2) * shape.ffn * 1.5;
  const plainLayers = shape.layers - (mixture?.layers ?? 0);
  let elements =
    tokens * ((shape.layers * p.passes * shape.hidden) / split + (plainLayers * wide) / layout.tensor);
  if (mixture !== undefined) {
    elements +=
      tokens * mixture.layers * mixture.chosen * (p.expertPasses * shape.hidden + 4 * mixture.width);
  }
  let bytes = 2 * elements * passes;
  if (!task.fusedAttention) {
    const squares = (tokens * task.seqLen * shape.heads * shape.layers) / layout.tensor;
    const again = layout.recompute === 'none' ? 0 : 1;
    bytes += 2 * squares * p.unfusedPasses * (2.5 + again);
  }
  // Logits of the head: written, read by the loss, and again backward, in single precision.
  bytes += (tokens * shape.vocab * 4 * 4) / layout.tensor;
  return bytes / (machine.memoryBytesPerS * p.stream);
}

/** A small message between nodes takes about three times as long as inside one. */
const farHop = 3;

/** All-reduce of activations: two a layer forward, two backward, two more where the forward pass is done again. */
function tensorTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  stageTokens: number,
): number {
  const { tensor } = layout;
  if (tensor === 1) return 0;
  const { shape } = task;
  const rounds = 4 + 2 * redone(layout);
  const bytes = 2 * stageTokens * shape.layers * shape.hidden;
  const ring = (2 * (tensor - 1)) / tensor;
  const inside = tensor <= machine.scaleUpChips;
  const rate = inside ? machine.scaleUpBytesPerS * p.link : machine.scaleOutBytesPerS * p.network;
  const latencyS = ((rounds * shape.layers) / layout.pipeline) * p.hopS * (inside ? 1 : farHop);
  return p.tensorExposed * ((rounds * ring * bytes) / rate + latencyS);
}

/** Keys and values passed round the context-parallel group, partly behind attention. */
function contextTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  tokens: number,
): number {
  const { context } = layout;
  if (context === 1) return 0;
  const { shape } = task;
  const keys =
    shape.latent === undefined ? 2 * shape.kvHeads * shape.headDim : shape.latent.keyRank + shape.latent.rope;
  const bytes = (2 * tokens * (context - 1) * keys * shape.layers) / layout.tensor;
  const inside = layout.tensor * context <= machine.scaleUpChips;
  const rate = inside ? machine.scaleUpBytesPerS * p.link : machine.scaleOutBytesPerS * p.network;
  return (p.tensorExposed * bytes * 3) / rate;
}

/** Dispatch and combine, there and back: top-k copies of each token. */
function expertTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  stageTokens: number,
): number {
  const { mixture, hidden, layers } = task.shape;
  const { expert } = layout;
  if (mixture === undefined || expert === 1) return 0;
  const bytes =
    stageTokens *
    layers *
    (mixture.layers / layers) *
    mixture.chosen *
    hidden *
    (2 + (task.format === 'bf16' ? 2 : 1));
  const inside = expert <= machine.scaleUpChips;
  // Between nodes a token is sent once to each node and spread there: at most four nodes in published layouts.
  const copies = inside ? 1 : Math.min(4, mixture.chosen) / mixture.chosen;
  const rate = inside ? machine.scaleUpBytesPerS * p.link : machine.scaleOutBytesPerS * p.network;
  const passes = 2 + redone(layout);
  return (p.expertExposed * passes * bytes * copies * (1 - 1 / expert)) / rate;
}

/** Activations handed to the next stage, forward and backward, for each chunk. */
function pipelineHop(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  tokens: number,
): number {
  if (layout.pipeline === 1) return 0;
  const bytes = (2 * tokens * task.shape.hidden) / layout.tensor;
  return (2 * layout.virtual * bytes * 0.5) / (machine.scaleOutBytesPerS * p.network);
}

/** Gradients and parameters over the data-parallel group; what the work does not hide. */
function dataTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  made: Counts,
  busyS: number,
  microBatches: number,
): number {
  const { data, tensor, pipeline, context } = layout;
  const group = data * context;
  if (group === 1) return 0;
  const held = heldParameters(task, layout, made);
  // Members of the group that share a node send over all of its cards together.
  const together = Math.max(1, Math.min(data, machine.scaleUpChips / (tensor * context)));
  const inside = tensor * context * data <= machine.scaleUpChips;
  const within = machine.scaleUpBytesPerS * p.link;
  const rate = inside ? within : Math.min(within, together * machine.scaleOutBytesPerS * p.network);
  const ring = (group - 1) / group;
  if (layout.fullyShardedData) {
    const whole = made.total / (tensor * pipeline);
    const learn = task.frozen ? 0 : 2;
    const bytes = (2 + 2 + learn) * whole * ring * microBatches;
    return hidden(busyS, bytes / rate) - busyS;
  }
  if (task.frozen) return 0;
  return (p.dataExposed * ((4 + 2) * held * ring)) / rate;
}

/** Overlapped work takes as long as the longer of the two, and a little more when they are alike. */
function hidden(a: number, b: number): number {
  return (a ** 4 + b ** 4) ** 0.25;
}

/** Parameters on one chip before sharding over the data-parallel group. */
export function heldParameters(task: TrainingTask, layout: Layout, made: Counts): number {
  const { mixture } = task.shape;
  const split = layout.tensor * layout.pipeline;
  if (mixture === undefined) return made.total / split;
  const experts = mixture.layers * mixture.experts * made.expert;
  return (made.total - experts) / split + experts / (split * expertSplit(layout));
}

/** Over how many ranks the experts of a stage are spread beside tensor parallelism: not more than there are. */
const expertSplit = ({ expert, data, context }: Layout): number => Math.min(expert, data * context);

/** Reads and writes of weights, gradients and two moments: about 20 bytes a parameter. */
function optimizerTime(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
  made: Counts,
): number {
  if (task.frozen) return 0;
  const sharded = layout.fullyShardedData || layout.shardedOptimizer;
  const { tensor, pipeline, data, context } = layout;
  const once = made.total / (tensor * pipeline * data * context);
  const held = sharded ? once : heldParameters(task, layout, made);
  return (20 * held) / (machine.memoryBytesPerS * p.stream);
}

/** Peak of the format, or of BF16 where the chip has no faster one. */
export function peakOf(machine: Machine, format: 'bf16' | 'fp8' | 'int8' | 'fp4'): number {
  const { peakFlopPerS } = machine;
  const bf16 = peakFlopPerS.bf16 ?? 0;
  if (format === 'bf16') return bf16;
  if (format === 'fp4') return peakFlopPerS.fp4 ?? peakFlopPerS.fp8 ?? peakFlopPerS.int8 ?? bf16;
  return (
    (format === 'fp8' ? (peakFlopPerS.fp8 ?? peakFlopPerS.int8) : (peakFlopPerS.int8 ?? peakFlopPerS.fp8)) ??
    bf16
  );
}
