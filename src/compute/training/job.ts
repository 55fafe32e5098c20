import type { Doubt, Machine, Taken } from '../machine.js';
import { type Membership, type Reader, trainingValues } from '../parameters.js';
import type { Activity } from '../power.js';
import { type Config, type Row, yearOf } from '../row.js';
import type { SamplesToTarget } from '../samples.js';
import type { ServingLayout } from '../serving/types.js';
import { counts, forwardFlop, type LlmShape } from '../shape.js';
import { bestLayout, type PartialLayout } from './search.js';
import { peakOf, redone, trainingFormat } from './step.js';
import { stepTimes, totalOf } from './step-time.js';
import type { Layout, Recompute, TrainingTask } from './types.js';

/** What a prediction says: the value in the unit of the row, and where the time of a step goes. */
export interface Predicted {
  readonly value: number;
  readonly times: Readonly<Record<string, number>>;
  /** How busy the parts of a chip are, where that does not follow from the times. */
  readonly activity?: Activity;
  /** How the work is laid out, of training only. */
  readonly layout?: Layout;
  /** How requests are served, of serving only. */
  service?(): Service;
  /** The layout was looked for and neither told nor published. */
  readonly searched?: boolean;
  /** Why there is no value: a limit that no batch meets. */
  readonly why?: string;
  /** Over what the chip holds, where it does not fit. */
  readonly overBytes?: number;
}

/** How a fleet serves. */
export interface Service extends ServingLayout {
  /** Copies of the model. */
  readonly replicas: number;
  /** Sequences at a time on each copy. */
  readonly batch: number;
  /** Seconds between two tokens of a user, and until the first; undefined where only prompts are filled. */
  readonly tokenS: number | undefined;
  readonly firstTokenS: number;
}

/** A question made ready: everything is settled but the parameters. */
export interface Ready {
  readonly who: Membership;
  readonly taken: readonly Taken[];
  /** Looks for the layout where none is given; the estimate of the same parameters then holds it. */
  settle(read: Reader): void;
  predict(read: Reader): Predicted;
  readonly parameters: readonly string[];
  /** What does not fit has no value, where nothing can be moved out of the way as in training. */
  readonly refusesLarge?: boolean;
  /** The number format of most products; of training only. */
  readonly format?: TrainingTask['format'];
  /** How unsure the figures of the chip are. */
  readonly doubt?: Doubt;
}

/** Makes a training or fine-tuning row ready. */
export function trainingJob(
  row: Row,
  shape: LlmShape,
  machine: Machine,
  config: Config,
  who: Membership,
  taken: Taken[],
  samplesToTarget: SamplesToTarget | undefined,
): Ready {
  const assume = <T extends number | string>(
    what: string,
    value: T | undefined,
    otherwise: T,
    why = 'not given',
  ): T => {
    if (value !== undefined) return value;
    taken.push({ what, value: otherwise, why });
    return otherwise;
  };
  const year = yearOf(row.date);
  const frozen = row.kind === 'llm_finetuning_lora' || /lora/i.test(config.text('task') ?? '');
  const seqLen = assume('sequence length', config.number('seq_len'), 4096);
  const chips = assume('chips', row.count ?? undefined, counts(shape).active > 1e11 ? 4096 : 512);
  const batchTokens = config.number('global_batch_tokens');
  const given: PartialLayout = {
    tensor: config.number('tp'),
    pipeline: config.number('pp'),
    context: config.number('cp'),
    expert: config.number('ep'),
    virtual: config.number('vp') ?? (/1F1B/.test(config.text('parallelism') ?? '') ? 1 : undefined),
    microBatch: config.number('micro_batch'),
    recompute: recomputeOf(config.text('recompute')),
    recomputeShare: share(config.number('recompute_layers'), shape.layers),
    fullyShardedData: /fsdp|full-shard|zero-?3/i.test(
      `${config.text('sharding') ?? ''} ${config.text('parallelism') ?? ''}`,
    ),
    shardedOptimizer: config.flag('zero1') ?? (year > 2022.5 ? true : undefined) ?? false,
    sequenceParallel:
      config.flag('sequence_parallel') ?? (/seqpar/.test(config.text('recompute') ?? '') || year > 2022.6),
  };
  const laid = (given.tensor ?? 1) * (given.pipeline ?? 1) * (given.context ?? 1);
  const fsdp = given.fullyShardedData === true;
  const layoutGiven: PartialLayout = fsdp
    ? {
        ...given,
        tensor: given.tensor ?? 1,
        pipeline: given.pipeline ?? 1,
        context: given.context ?? 1,
        virtual: given.virtual ?? (/interleaved/.test(config.text('parallelism') ?? '') ? undefined : 1),
      }
    : given.tensor !== undefined
      ? {
          ...given,
          pipeline: given.pipeline ?? 1,
          context: given.context ?? 1,
          virtual: given.virtual ?? ((given.pipeline ?? 1) > 1 && year > 2023 ? undefined : 1),
        }
      : given;
  const data = Math.max(1, chips / Math.max(1, laid));
  let globalBatch =
    config.number('global_batch') ?? (batchTokens === undefined ? undefined : batchTokens / seqLen);
  if (globalBatch === undefined) {
    const usual = frozen ? Math.max(8, chips / 8) : Math.max(1, (chips > 8000 ? 16e6 : 4e6) / seqLen);
    globalBatch = chips <= 64 && !frozen ? Math.max(data * 4, Math.min(usual, data * 16)) : usual;
    taken.push({ what: 'sequences in a step', value: Math.round(globalBatch), why: 'not given' });
  }
  const format = trainingFormat(row.precision, machine, taken);
  const task: TrainingTask = {
    shape,
    chips,
    seqLen,
    globalBatch,
    format,
    frozen,
    fusedAttention: config.flag('flash') ?? year > 2022.6,
    overlapped: config.text('schedule') === 'dualpipe',
  };
  let layout: Layout | undefined;
  let over = 0;
  const outcome = metricOf(row, task, config, samplesToTarget);
  return {
    who,
    taken,
    parameters: parametersOf(row, task),
    format,
    settle(read) {
      const p = trainingValues(read, year - 2024, machine);
      let found = bestLayout(task, layoutGiven, machine, p);
      // Where only tensor parallelism is told, one stage is meant if the model fits so.
      if (found.overBytes > 0 && given.pipeline === undefined && given.tensor !== undefined)
        found = bestLayout(task, { ...layoutGiven, pipeline: undefined, virtual: given.virtual }, machine, p);
      layout = found.layout;
      over = found.overBytes;
    },
    predict(read) {
      if (layout === undefined) this.settle(read);
      const p = trainingValues(read, year - 2024, machine);
      const times = stepTimes(task, layout!, machine, p);
      const stepS = totalOf(times);
      return {
        value: outcome(stepS, read, layout!, machine),
        times: times as unknown as Record<string, number>,
        layout: layout!,
        searched: config.number('tp') === undefined && !fsdp,
        ...(over > 0 && { overBytes: over }),
      };
    },
  };
}

/** What an estimate depends on: nothing is asked that the task does not use. */
function parametersOf(row: Row, task: TrainingTask): string[] {
  const hours = /gpu_hours/.test(row.metric);
  const timed = row.metric === 'time_to_train';
  return [
    'gemm',
    'gemm_traffic',
    'attention',
    'attention_stack',
    'stream',
    'passes',
    'link',
    'network',
    'tensor_exposed',
    'hop_s',
    'data_exposed',
    'straggler',
    'training_overhead',
    'training_overhead_family',
    'overhead_year',
    ...(task.format === 'bf16' ? [] : ['gemm_eight']),
    ...(task.shape.mixture === undefined
      ? []
      : ['expert_gemm', 'expert_passes', 'expert_exposed', 'expert_launch_s']),
    ...(task.fusedAttention ? [] : ['unfused_passes']),
    ...(task.frozen ? ['frozen_time'] : []),
    ...(hours ? ['goodput'] : []),
    ...(timed ? ['eval_share', 'start_s'] : []),
  ];
}

/** Of so many layers; a count that covers all of them is all. */
const share = (layers: number | undefined, of: number): number =>
  layers === undefined ? 1 : Math.min(1, layers / of);

function recomputeOf(words: string | undefined): Recompute | undefined {
  if (words === undefined) return undefined;
  return /full/.test(words) ? 'full' : /selective/.test(words) ? 'selective' : 'none';
}

/**
 * Share of the time in which a long run gets on: what a run of a thousand chips and more loses to failures, restarts and
 * other stages, and a smaller one by its number of chips.
 */
export const goodputOf = (read: Reader, chips: number): number =>
  1 - (1 - read('goodput')) * Math.min(1, chips / 1000);

type Outcome = (stepS: number, read: Reader, layout: Layout, machine: Machine) => number;

function metricOf(
  row: Row,
  task: TrainingTask,
  config: Config,
  samplesToTarget: SamplesToTarget | undefined,
): Outcome {
  const tokens = task.globalBatch * task.seqLen;
  const rate = (stepS: number) => tokens / stepS / task.chips;
  const whole = forwardFlop(task.shape, task.seqLen, false);
  const model = (task.frozen ? 2 : 3) * (whole.linear + whole.attention + whole.head);
  switch (row.metric) {
    case 'step_time':
      return (stepS) => stepS;
    case 'tokens_per_s_per_chip':
      return rate;
    case 'tokens_per_s_system':
      return (stepS) => tokens / stepS;
    case 'samples_per_s':
      return (stepS) => task.globalBatch / stepS;
    case 'model_tflops_per_chip':
      return (stepS) => (rate(stepS) * model) / 1e12;
    case 'hardware_tflops_per_chip':
    case 'pct_of_peak':
      return (stepS, _read, layout, machine) => {
        const again = redone(layout);
        const flop = (3 + again) * (whole.linear + whole.attention) + 3 * whole.head;
        const per = rate(stepS) * flop;
        return row.metric === 'pct_of_peak' ? (100 * per) / (machine.peakFlopPerS.bf16 ?? 1) : per / 1e12;
      };
    case 'utilisation':
      return (stepS, _read, _layout, machine) => (100 * rate(stepS) * model) / peakOf(machine, task.format);
    case 'mfu':
      return (stepS, _read, _layout, machine) =>
        (100 * rate(stepS) * model) / (machine.peakFlopPerS.bf16 ?? 1);
    case 'gpu_hours':
      return (stepS, read) =>
        ((config.number('tokens_t') ?? 1) * 1e12) / rate(stepS) / 3600 / goodputOf(read, task.chips);
    case 'gpu_hours_per_trillion_tokens':
      return (stepS, read) => 1e12 / rate(stepS) / 3600 / goodputOf(read, task.chips);
    case 'time_to_train':
      return (stepS, read) => {
        const samples = samplesToTarget?.(task.globalBatch);
        if (samples === undefined) return Number.NaN;
        const runS = (samples / task.globalBatch) * stepS;
        return (runS * (1 + read('eval_share')) + read('start_s')) / 60;
      };
    default:
      return () => Number.NaN;
  }
}
