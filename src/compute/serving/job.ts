import type { Benchmarks } from '../../facts/index.js';
import type { Machine, Taken } from '../machine.js';
import { type Membership, type Reader, servingValues } from '../parameters.js';
import type { Activity } from '../power.js';
import { type Config, type Row, yearOf } from '../row.js';
import { counts, type LlmShape } from '../shape.js';
import type { Ready } from '../training/job.js';
import { sayFormat } from '../training/step.js';
import { bestServing, type Served, serve } from './serve.js';
import { bytesOf, type EngineStep } from './step.js';
import type { Mode, ServingLayout, ServingTask } from './types.js';

/** What an estimate depends on: nothing is asked that the task does not use. */
function parametersOf(task: ServingTask): string[] {
  const mixture = task.shape.mixture !== undefined;
  const filled = task.mode === 'prefill' || task.mode === 'first-token';
  return [
    'gemm',
    'serve_gemm',
    'half_rows',
    'serve_attention',
    'stream',
    'link',
    'network',
    'hop_s',
    'step_s',
    'layer_s',
    'sequence_s',
    'serve_overhead',
    'overlap',
    'serve_year',
    ...(task.format === 'bf16' ? [] : ['gemm_eight']),
    ...(task.format === 'fp4' ? ['gemm_four'] : []),
    ...(mixture ? ['serve_expert', 'expert_layer_s', 'serve_exposed'] : []),
    ...(filled ? [] : ['cache_stream', 'reserve']),
    ...(task.served ? ['random', 'tail'] : []),
    ...(task.drafts > 0 ? ['acceptance'] : []),
  ];
}

/** Makes a serving row ready. */
export function servingJob(
  row: Row,
  shape: LlmShape,
  machine: Machine,
  config: Config,
  who: Membership,
  taken: Taken[],
  benchmarks: Benchmarks | undefined,
): Ready {
  const task = servingTask(row, shape, config, who, taken, benchmarks, machine);
  const given = layoutOf(config, task.chips);
  const years = yearOf(row.date) - 2024;
  let layout: ServingLayout | undefined;
  return {
    who,
    taken,
    parameters: parametersOf(task),
    refusesLarge: true,
    settle(read) {
      layout = bestServing(task, given, machine, servingValues(read, years, machine)).layout;
    },
    predict(read: Reader) {
      if (layout === undefined) this.settle(read);
      const served = serve(task, layout!, machine, servingValues(read, years, machine));
      const { step } = served;
      return {
        value: metricOf(row, task, served),
        times: {
          arithmeticS: step.linearS * ofArithmetic(step),
          weightsS: step.linearS * (1 - ofArithmetic(step)),
          cacheS: step.cacheS,
          attentionS: step.attentionS,
          communicationS: step.communicationS,
          overheadS: step.overheadS,
        },
        activity: busy(step, served.stepS),
        service: () => ({
          ...layout!,
          replicas: Math.max(1, Math.floor(task.chips / layout!.replica)),
          batch: served.batch,
          tokenS: task.outputTokens > 1 ? served.tokenS : undefined,
          firstTokenS: served.firstTokenS(),
        }),
        ...(served.overBytes > 0 && { overBytes: served.overBytes }),
        ...(served.late && { why: 'no batch meets the limit on the time of a token' }),
      };
    },
  };
}

/** Arithmetic units and memory may work at the same time. */
function busy({ arithmeticS, attentionS, weightsS, cacheS }: EngineStep, seconds: number): Activity {
  const compute = Math.min(1, (arithmeticS + attentionS) / seconds);
  const memory = Math.min(1, (weightsS + cacheS) / seconds);
  return { compute, memory, waiting: Math.max(0, 1 - compute - memory) };
}

/** What part of the linear layers' time arithmetic asks for; the rest streams weights. */
const ofArithmetic = ({ arithmeticS, weightsS }: EngineStep): number =>
  arithmeticS ** 3 / (arithmeticS ** 3 + weightsS ** 3);

function servingTask(
  row: Row,
  shape: LlmShape,
  config: Config,
  who: Membership,
  taken: Taken[],
  benchmarks: Benchmarks | undefined,
  machine: Machine,
): ServingTask {
  const assume = (what: string, value: number | undefined, otherwise: number, why = 'not given') => {
    if (value !== undefined) return value;
    taken.push({ what, value: otherwise, why });
    return otherwise;
  };
  const chips = assume(
    'chips',
    row.count ?? undefined,
    config.number('ep') ?? smallest(shape, formatOf(row.precision), machine),
  );
  const mode = modeOf(row, config);
  const bench =
    config.text('scenario') === undefined
      ? undefined
      : benchmarks?.serving.find(({ models }) => models.includes(row.model));
  const engine = engineOf(who.serving_stack, row.date, benchmarks);
  const outputTokens =
    mode === 'prefill' || mode === 'first-token'
      ? 1
      : assume(
          'output tokens',
          config.number('osl') ??
            config.number('mean_output_tokens') ??
            config.number('mean_osl') ??
            bench?.mean_output_tokens.value,
          1000,
        );
  const kept = config.number('avg_kv_len');
  const inputTokens = assume(
    'input tokens',
    // The context tells all where prompts are filled elsewhere.
    config.number('isl') ?? bench?.mean_input_tokens.value ?? (kept && 1),
    mode === 'decode' ? 2000 : 500,
  );
  const contextTokens = kept ?? inputTokens + outputTokens / 2;
  const format = formatOf(row.precision);
  sayFormat(machine, format, taken);
  const limit =
    tokenLimit(config) ??
    (config.text('scenario') === 'Server' && bench?.server_tpot_ms !== undefined
      ? bench.server_tpot_ms.value / 1000
      : undefined);
  return {
    shape,
    chips,
    mode,
    inputTokens,
    outputTokens,
    contextTokens,
    format,
    // Latent keys are compressed already and stay in 16 bits.
    cacheBytes: format === 'bf16' || shape.latent !== undefined ? 2 : (engine?.cache_bytes.value ?? 2),
    memoryShare: 0.92,
    concurrency: config.number('concurrency') ?? config.number('batch') ?? config.number('avg_batch'),
    batchLimit: engine?.sequences.value ?? Number.POSITIVE_INFINITY,
    tokenLimitS: limit,
    drafts: config.number('mtp') ?? (config.flag('speculative') === true ? 1 : 0),
    served: config.text('scenario') === 'Server',
    firstTokenLimitS:
      config.text('scenario') === 'Server' && bench?.server_ttft_ms !== undefined
        ? bench.server_ttft_ms.value / 1000
        : undefined,
  };
}

/** As few chips as hold the weights twice over, in powers of two. */
function smallest(shape: LlmShape, format: ServingTask['format'], machine: Machine): number {
  const bytes = counts(shape).total * bytesOf(format) * 2;
  return 2 ** Math.max(0, Math.ceil(Math.log2(bytes / machine.memoryBytes)));
}

/** The settings of an engine at a date; those of any engine where its own are not known. */
function engineOf(
  stack: Membership['serving_stack'],
  date: string | undefined,
  benchmarks: Benchmarks | undefined,
): Benchmarks['engines'][number] | undefined {
  const year = yearOf(date);
  const of = (name: string) =>
    benchmarks?.engines.filter((one) => one.stack === name && Number(one.from.slice(0, 4)) <= year).at(-1);
  return of(stack) ?? of('generic');
}

function tokenLimit(config: Config): number | undefined {
  const words = config.text('tpot_ms');
  const tpot =
    config.number('tpot_ms') ?? (words === undefined ? undefined : Number(/([\d.]+)/.exec(words)?.[1]));
  if (tpot !== undefined && Number.isFinite(tpot)) return tpot / 1000;
  const speed =
    config.number('user_speed_tok_s') ?? Number(/([\d.]+)/.exec(config.text('user_speed_tok_s') ?? '')?.[1]);
  return Number.isFinite(speed) && speed > 0 ? 1 / (speed + 1) : undefined;
}

function modeOf(row: Row, config: Config): Mode {
  if (row.metric === 'time_to_first_token') return 'first-token';
  const phase = config.text('phase');
  if (phase === 'prefill') return 'prefill';
  if (phase === 'decode') return 'decode';
  // A batch, unlike a number of users, starts and ends as one.
  if (config.number('batch') !== undefined) return 'static';
  return 'continuous';
}

function formatOf(precision: string): ServingTask['format'] {
  if (/fp4/i.test(precision)) return 'fp4';
  if (/fp8/i.test(precision)) return 'fp8';
  if (/int8/i.test(precision)) return 'int8';
  return 'bf16';
}

function layoutOf(config: Config, chips: number): Partial<ServingLayout> {
  const words = `${config.text('engine') ?? ''} ${config.text('parallelism') ?? ''}`;
  const tensor =
    config.number('tp') ?? (/TP(\d+)/.test(words) ? Number(/TP(\d+)/.exec(words)![1]) : undefined);
  const expert = config.number('ep');
  const wide = expert !== undefined && expert > 8;
  const data = config.flag('attention_dp') ?? (/DP-attention/i.test(words) || wide ? true : undefined);
  return {
    ...(tensor !== undefined && { tensor }),
    ...(wide && { replica: Math.min(chips, expert), expert }),
    ...(expert !== undefined && !wide && { expert }),
    ...(data !== undefined && { dataAttention: data }),
  };
}

function metricOf(row: Row, task: ServingTask, served: Served): number {
  switch (row.metric) {
    case 'output_tokens_per_s_system':
      return served.outputTokensPerS;
    case 'output_tokens_per_s_per_chip':
      return served.outputTokensPerS / task.chips;
    case 'output_tokens_per_s_per_node':
      return (8 * served.outputTokensPerS) / task.chips;
    case 'input_tokens_per_s_per_node':
      return (8 * served.inputTokensPerS) / task.chips;
    case 'input_tokens_per_s_per_chip':
      return served.inputTokensPerS / task.chips;
    case 'input_tokens_per_s_system':
      return served.inputTokensPerS;
    case 'total_tokens_per_s_system':
      return served.outputTokensPerS + served.inputTokensPerS;
    case 'time_to_first_token':
      return 1000 * served.firstTokenS();
    case 'time_per_output_token':
      return 1000 * served.tokenS;
    default:
      return Number.NaN;
  }
}
