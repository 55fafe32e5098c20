import type { Machine } from '../machine.js';
import type { ServingValues } from '../parameters.js';
import { sequenceBytesOf, spareBytes } from './capacity.js';
import { type EngineStep, engineStep, stepS } from './step.js';
import { type ServingLayout, type ServingTask, stagesOf } from './types.js';

/** What a fleet serves. */
export interface Served {
  readonly outputTokensPerS: number;
  readonly inputTokensPerS: number;
  /** Seconds to the first token without a queue; worked out when it is asked for, as slopes never do. */
  firstTokenS(): number;
  readonly tokenS: number;
  /** Sequences at a time on one replica. */
  readonly batch: number;
  readonly step: EngineStep;
  /** Time of that step on one stage. */
  readonly stepS: number;
  /** Bytes by which the weights are too large for a chip; zero or below where they fit. */
  readonly overBytes: number;
  /** Even one sequence at a time is slower than the limit. */
  readonly late: boolean;
}

/**
 * Gives what a layout serves: prompts filled and tokens decoded in the same steps, at the largest batch that memory, the
 * engine and the limit of a token's time allow.
 *
 * With a batch B of requests of I input and O output tokens each step decodes B tokens and fills B I/O tokens of prompts
 * (continuous batching, Yu 2022, Orca); so output is B / step. Where a replica has S stages, each works on B / S requests
 * while the others work on the rest, and a token takes S steps (Pope 2022, arXiv:2211.05102).
 */
export function serve(task: ServingTask, layout: ServingLayout, machine: Machine, p: ServingValues): Served {
  // Chips that are too few for one more copy of the model stand idle.
  const replicas = Math.max(1, Math.floor(task.chips / layout.replica));
  const spare = spareBytes(task, layout, machine);
  const stages = stagesOf(layout);
  const accepted = acceptedOf(task, p);
  const timeOf = (decoding: number, filling: number, context: number) => {
    const step = engineStep(task, layout, machine, p, decoding, filling, context);
    const stageS = stepS(step, p) * p.serveTime;
    return { step, stageS, seconds: stages * stageS };
  };
  const run = (batch: number) => {
    const filling =
      task.mode === 'continuous' ? (batch * accepted * task.inputTokens) / task.outputTokens : 0;
    return timeOf(batch / stages, filling / stages, task.contextTokens);
  };
  const reserved = reservedTokens(task, p);
  const sequenceBytes = sequenceBytesOf(task, layout, reserved);
  // One sequence at a time is the least; where attention is parallel over data, one on each chip.
  const least = layout.dataAttention ? layout.replica : 1;
  const overBytes = least * sequenceBytes - spare;
  if (task.mode === 'prefill' || task.mode === 'first-token') {
    const tokens =
      task.mode === 'prefill'
        ? Math.max(task.inputTokens, 16_384) * (layout.dataAttention ? layout.replica : 1)
        : task.inputTokens * (task.concurrency ?? 1);
    const { step, stageS, seconds } = timeOf(task.mode === 'prefill' ? 0 : 1, tokens, task.inputTokens);
    return {
      outputTokensPerS: 0,
      inputTokensPerS: (tokens / stageS) * replicas,
      firstTokenS: () => seconds,
      tokenS: seconds,
      batch: 1,
      step,
      stepS: stageS,
      overBytes,
      late: false,
    };
  }
  const fit = Math.max(least, spare / sequenceBytes);
  const asked = task.concurrency === undefined ? Number.POSITIVE_INFINITY : task.concurrency / replicas;
  let batch = Math.min(asked, fit, task.batchLimit);
  let late = false;
  if (task.tokenLimitS !== undefined) {
    const limit = (task.tokenLimitS * accepted) / (task.served ? p.tail : 1);
    batch = withinLimit(run, batch, limit);
    late = run(batch).seconds > 1.01 * limit;
  }
  const { step, stageS, seconds } = run(batch);
  if (task.mode === 'static') {
    const fill = timeOf(1, (batch * task.inputTokens) / stages, task.inputTokens);
    const total = fill.seconds + (task.outputTokens / accepted) * seconds;
    const rate = (batch * task.outputTokens) / total;
    return {
      outputTokensPerS: rate * replicas,
      inputTokensPerS: (rate * replicas * task.inputTokens) / task.outputTokens,
      firstTokenS: () => fill.seconds,
      tokenS: seconds / accepted,
      batch,
      step,
      stepS: stageS,
      overBytes,
      late,
    };
  }
  const promptS = () => timeOf(1, task.inputTokens, task.inputTokens).seconds;
  const rate =
    ((batch * accepted) / seconds) * (task.served ? p.random * queueShare(task, promptS) : 1) * replicas;
  return {
    outputTokensPerS: rate,
    inputTokensPerS: (rate * task.inputTokens) / task.outputTokens,
    // The step that runs ends first.
    firstTokenS: () => seconds + promptS(),
    tokenS: seconds / accepted,
    batch,
    step,
    stepS: stageS,
    overBytes,
    late,
  };
}

/**
 * Gives the share of the capacity at which 99 of 100 prompts still start within the limit. Prompts wait for one another
 * as in a queue with random arrivals and a constant time each: the mean wait is s r / (2 (1 - r)) at load r
 * (Pollaczek and Khinchin), and the hundredth longest about 4.6 times as long.
 */
function queueShare({ firstTokenLimitS }: ServingTask, promptS: () => number): number {
  if (firstTokenLimitS === undefined) return 1;
  const room = Math.max(0.05, firstTokenLimitS / promptS() - 1);
  return room / (room + Math.log(100) / 2);
}

/** Tokens for which an engine sets room aside: the mean context and a part of what is still to come. */
function reservedTokens(
  { mode, inputTokens, outputTokens, contextTokens }: ServingTask,
  p: ServingValues,
): number {
  if (mode === 'prefill' || mode === 'first-token') return inputTokens;
  const all = inputTokens + outputTokens;
  return Math.max(1, contextTokens + (1 - contextTokens / all) * p.reserve * all);
}

/** Tokens of a step with k drafts of which each is accepted with the chance a if those before it are: (1 - a^(k+1)) / (1 - a). */
function acceptedOf({ drafts }: ServingTask, { acceptance }: ServingValues): number {
  return (1 - acceptance ** (drafts + 1)) / (1 - acceptance);
}

/** The batch at which a step takes just the limit, by halving; steps grow with the batch. */
function withinLimit(run: (batch: number) => { seconds: number }, most: number, limitS: number): number {
  if (run(most).seconds <= limitS) return most;
  let low = Math.min(1, most);
  let high = most;
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(low * high);
    if (run(middle).seconds <= limitS) low = middle;
    else high = middle;
  }
  return low;
}

const powers = [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 256];

/** Finds the layout that serves most: copies of the model on as few or as many chips as pay. */
export function bestServing(
  task: ServingTask,
  given: Partial<ServingLayout>,
  machine: Machine,
  p: ServingValues,
): { layout: ServingLayout; served: Served } {
  let best: { layout: ServingLayout; served: Served } | undefined;
  let least: { layout: ServingLayout; served: Served } | undefined;
  const moe = task.shape.mixture !== undefined;
  const sizes =
    given.replica !== undefined
      ? [given.replica]
      : given.tensor !== undefined
        ? [Math.min(given.tensor, task.chips)]
        : powers.filter((n) => n <= task.chips && (moe || n <= Math.max(machine.scaleUpChips, 16)));
  for (const replica of sizes) {
    for (const dataAttention of given.dataAttention === undefined
      ? moe && replica > 1 && task.mode !== 'first-token'
        ? [false, true]
        : [false]
      : [given.dataAttention]) {
      const layout: ServingLayout = {
        replica,
        tensor: given.tensor ?? Math.min(replica, machine.scaleUpChips),
        expert: given.expert ?? (moe ? replica : 1),
        dataAttention,
      };
      const served = serve(task, layout, machine, p);
      const score =
        task.mode === 'first-token'
          ? 1 / served.firstTokenS()
          : served.outputTokensPerS + served.inputTokensPerS;
      const found = { layout, served };
      if (served.overBytes > 0) {
        if (least === undefined || served.overBytes < least.served.overBytes) least = found;
      } else if (best === undefined || score > scoreOf(best.served, task)) best = found;
    }
  }
  return best ?? least!;
}

const scoreOf = (served: Served, task: ServingTask): number =>
  task.mode === 'first-token' ? 1 / served.firstTokenS() : served.outputTokensPerS + served.inputTokensPerS;
