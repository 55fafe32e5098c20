import type { Machine } from '../machine.js';
import type { ServingValues } from '../parameters.js';
import { sequencesThatFit, spareBytes } from './capacity.js';
import { type EngineStep, engineStep, stepS } from './step.js';
import type { ServingLayout, ServingTask } from './types.js';

/** What a fleet serves. */
export interface Served {
  readonly outputTokensPerS: number;
  readonly inputTokensPerS: number;
  readonly firstTokenS: number;
  readonly tokenS: number;
  /** Sequences at a time on one replica. */
  readonly batch: number;
  readonly step: EngineStep;
  /** Whole time of that step. */
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
 * (continuous batching, Yu 2022, Orca); so output is B / step.
 */
export function serve(task: ServingTask, layout: ServingLayout, machine: Machine, p: ServingValues): Served {
  // Chips that are too few for one more copy of the model stand idle.
  const replicas = Math.max(1, Math.floor(task.chips / layout.replica));
  const overBytes = -spareBytes(task, layout, machine);
  const run = (batch: number): { step: EngineStep; seconds: number } => {
    const filling = task.mode === 'continuous' ? (batch * task.inputTokens) / task.outputTokens : 0;
    const step = engineStep(task, layout, machine, p, batch, filling, task.contextTokens);
    return { step, seconds: stepS(step, p) * p.serveTime };
  };
  if (task.mode === 'prefill' || task.mode === 'first-token') {
    const tokens =
      task.mode === 'prefill'
        ? Math.max(task.inputTokens, 16_384) * (layout.dataAttention ? layout.replica : 1)
        : task.inputTokens * (task.concurrency ?? 1);
    const step = engineStep(
      task,
      layout,
      machine,
      p,
      task.mode === 'prefill' ? 0 : 1,
      tokens,
      task.inputTokens,
    );
    const seconds = stepS(step, p) * p.serveTime;
    return {
      outputTokensPerS: 0,
      inputTokensPerS: (tokens / seconds) * replicas,
      firstTokenS: seconds,
      tokenS: seconds,
      batch: 1,
      step,
      stepS: seconds,
      overBytes,
      late: false,
    };
  }
  const reserved =
    task.contextTokens +
    (1 - task.contextTokens / (task.inputTokens + task.outputTokens)) *
      p.reserve *
      (task.inputTokens + task.outputTokens);
  const fit = Math.max(1e-6, sequencesThatFit(task, layout, machine, Math.max(1, reserved)));
  const asked = task.concurrency === undefined ? Number.POSITIVE_INFINITY : task.concurrency / replicas;
  let batch = Math.min(asked, fit, task.batchLimit);
  let late = false;
  if (task.tokenLimitS !== undefined) {
    const limit = (task.tokenLimitS * acceptedOf(task, p)) / (task.served ? p.tail : 1);
    batch = withinLimit(run, batch, limit);
    late = run(batch).seconds > 1.01 * limit;
  }
  const { step, seconds } = run(batch);
  if (task.mode === 'static') {
    const fill = engineStep(task, layout, machine, p, 1, batch * task.inputTokens, task.inputTokens);
    const total = stepS(fill, p) * p.serveTime + task.outputTokens * seconds;
    const rate = (batch * task.outputTokens) / total;
    return {
      outputTokensPerS: rate * replicas,
      inputTokensPerS: (rate * replicas * task.inputTokens) / task.outputTokens,
      firstTokenS: stepS(fill, p),
      tokenS: seconds,
      batch,
      step,
      stepS: seconds,
      overBytes,
      late,
    };
  }
  const accepted = acceptedOf(task, p);
  const rate =
    ((batch * accepted) / seconds) *
    (task.served ? p.random * queueShare(task, layout, machine, p) : 1) *
    replicas;
  return {
    outputTokensPerS: rate,
    inputTokensPerS: (rate * task.inputTokens) / task.outputTokens,
    firstTokenS: seconds * 2,
    tokenS: seconds / accepted,
    batch,
    step,
    stepS: seconds,
    overBytes,
    late,
  };
}

/**
 * Gives the share of the capacity at which 99 of 100 prompts still start within the limit. Prompts wait for one another
 * as in a queue with random arrivals and a constant time each: the mean wait is s r / (2 (1 - r)) at load r
 * (Pollaczek and Khinchin), and the hundredth longest about 4.6 times as long.
 */
function queueShare(task: ServingTask, layout: ServingLayout, machine: Machine, p: ServingValues): number {
  if (task.firstTokenLimitS === undefined) return 1;
  const prompt =
    stepS(engineStep(task, layout, machine, p, 1, task.inputTokens, task.inputTokens), p) * p.serveTime;
  const room = Math.max(0.05, task.firstTokenLimitS / prompt - 1);
  return room / (room + Math.log(100) / 2);
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

const powers = [1, 2, 4, 8, 16, 32, 64];

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
        : powers.filter((n) => n <= task.chips && n <= Math.max(machine.scaleUpChips, 16));
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
          ? 1 / served.firstTokenS
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
  task.mode === 'first-token' ? 1 / served.firstTokenS : served.outputTokensPerS + served.inputTokensPerS;
