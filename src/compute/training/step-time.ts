import type { Machine } from '../machine.js';
import type { TrainingValues } from '../parameters.js';
import { counts } from '../shape.js';
import { contextTime, dataTime, expertTime, pipelineTime, tensorTime } from './messages.js';
import type { Step } from './step.js';
import type { Layout, StepTimes, TrainingTask } from './types.js';
import { attentionTime, linearTime, memoryTime, optimizerTime } from './work.js';

/** Of the work of a micro-batch, what hides all-to-all where both directions of the pipeline overlap (DualPipe). */
const hides = 0.8;
/** What is left of the bubble there. */
const leftOfBubble = 0.5;

/**
 * Gives the time of one optimizer step, in seconds, as a sum of physical terms: arithmetic, memory traffic, the four
 * kinds of communication, the pipeline bubble and the optimizer.
 *
 * Sources: FLOP and activation counts Korthikanti 2022 (arXiv:2205.05198) sections 3 and 4; bubble (p-1)/(v m)
 * Narayanan 2021 (arXiv:2104.04473) section 2.2; ring volumes 2 (n-1)/n Thakur 2005; sharded data parallelism
 * Rajbhandari 2020 (arXiv:1910.02054) section 7; overlap of both directions DeepSeek-V3 (arXiv:2412.19437) section 3.2.
 */
export function stepTimes(
  task: TrainingTask,
  layout: Layout,
  machine: Machine,
  p: TrainingValues,
): StepTimes {
  const { pipeline, context, virtual, microBatch, data } = layout;
  const tokens = (microBatch * task.seqLen) / context;
  const step: Step = { task, layout, machine, p, made: counts(task.shape), tokens };
  const microBatches = Math.max(1, task.globalBatch / (data * microBatch));

  const linear = linearTime(step);
  const attention = attentionTime(step);
  const memory = memoryTime(step);
  const compute = linear + attention + memory;
  const tensor = tensorTime(step) + contextTime(step);
  const sent = expertTime(step);
  const expert = task.overlapped ? Math.max(0, sent - hides * compute) : sent;
  const hop = pipelineTime(step);
  // Many small kernels: the host cannot start them as fast as the chip ends them.
  const starts = ((task.shape.mixture?.layers ?? 0) / pipeline) * p.expertLaunchS;

  const busy = (compute + tensor + expert + hop + starts) * microBatches;
  const bubble = busy * ((pipeline - 1) / (virtual * microBatches)) * (task.overlapped ? leftOfBubble : 1);
  const gradients = dataTime(step, busy, microBatches);
  const optimizer = optimizerTime(step);
  const known = busy + bubble + gradients + optimizer;
  const nodes = Math.max(1, task.chips / Math.min(8, machine.scaleUpChips));
  const losses = p.overhead + (task.frozen ? p.frozenTime : 0) + p.straggler * Math.log2(nodes);
  // With more ranks than sequences some have none: the mean rank waits for those that do.
  const working = Math.min(1, task.globalBatch / (data * microBatch));
  const n = microBatches * working;
  return {
    linearS: linear * n,
    attentionS: attention * n,
    memoryS: memory * n,
    tensorS: tensor * n,
    expertS: expert * n,
    pipelineS: hop * n,
    dataS: gradients,
    bubbleS: bubble + busy * (1 - working),
    optimizerS: optimizer,
    otherS: known * losses + starts * n,
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
