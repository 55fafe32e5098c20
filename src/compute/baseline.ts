import type { Facts } from '../facts/index.js';
import { type Machine, machineOf } from './machine.js';
import { recommenderShape } from './recommender.js';
import type { Row } from './row.js';
import { type Counts, cacheBytesPerToken, counts, entryOf, type LlmShape, llmShape } from './shape.js';

/** A rule of thumb: work over a share of the peak rate, or bytes over a share of the bandwidth. */
export type Rule = 'utilisation' | 'bandwidth';

/**
 * Share that a rule of thumb takes: about what dense models reach on well-run fleets, and all of the bandwidth. They are
 * no input of any estimate; they stand beside it so that a reader sees what the estimate adds.
 */
const usual: Readonly<Record<Rule, number>> = { utilisation: 0.4, bandwidth: 1 };

/** Gives the rule of thumb that is in use for a kind of work: 6ND for training, pure bandwidth for decoding. */
export function baselineOf(row: Row, facts: Facts): number | undefined {
  const decoding = row.kind === 'llm_inference' && !/input|first_token/.test(row.metric);
  const rule: Rule = decoding ? 'bandwidth' : 'utilisation';
  return ruleOfThumb(rule, row, facts, usual[rule]) ?? undefined;
}

/**
 * Gives what a rule of thumb says of a row, in the unit of the row: six FLOP a weight and token for training (Kaplan
 * 2020, arXiv:2001.08361, section 2.1), four with frozen weights, two for serving; or the weights and all keys and values
 * read once a step.
 *
 * @param share of the peak rate or of the bandwidth
 * @returns undefined where the rule says nothing of such a row
 */
export function ruleOfThumb(rule: Rule, row: Row, facts: Facts, share: number): number | undefined {
  const machine = machineOf(row.chip, facts);
  if (machine === undefined) return undefined;
  const value = ofKind(rule, row, facts, machine, share);
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

function ofKind(rule: Rule, row: Row, facts: Facts, machine: Machine, share: number): number | undefined {
  switch (row.kind) {
    case 'llm_training':
    case 'llm_finetuning_lora':
      return training(rule, row, facts, machine, share);
    case 'llm_inference':
      return serving(rule, row, facts, machine, share);
    case 'recsys_training':
    case 'recsys_inference':
      return recommender(rule, row, facts, machine, share);
    case 'hpc':
      return code(rule, row, machine, share);
    case 'energy':
      return power(rule, row, facts, machine, share);
    default:
      return undefined;
  }
}

const numberIn = (row: Row, key: string): number | undefined => {
  const value = row.config?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

function shapeOf(row: Row, facts: Facts): LlmShape | undefined {
  return llmShape(row.model, entryOf(row.model, facts), row.config ?? {}, []);
}

function training(rule: Rule, row: Row, facts: Facts, machine: Machine, share: number): number | undefined {
  const shape = shapeOf(row, facts);
  if (shape === undefined) return undefined;
  const made = counts(shape);
  const { bf16, fp8, int8 } = machine.peakFlopPerS;
  const peak = (/fp8|int8/i.test(row.precision) ? (fp8 ?? int8) : undefined) ?? bf16 ?? Number.NaN;
  const flop = (row.kind === 'llm_finetuning_lora' ? 4 : 6) * (made.active + made.head);
  const seqLen = numberIn(row, 'seq_len') ?? 4096;
  // Three passes over the weights for each micro-batch of one sequence.
  const bytes = (3 * 2 * made.total) / seqLen;
  const perChip = rule === 'utilisation' ? (share * peak) / flop : (share * machine.memoryBytesPerS) / bytes;
  const chips = row.count ?? Number.NaN;
  const batch =
    numberIn(row, 'global_batch') ?? (numberIn(row, 'global_batch_tokens') ?? Number.NaN) / seqLen;
  const target = facts.benchmarks?.convergence.find(
    (c) => c.models.includes(row.model) && c.kind === row.kind,
  );
  const samples =
    target?.points.find((p) => p.global_batch >= batch)?.samples ?? target?.points.at(-1)?.samples;
  const used = (perChip * 6 * (made.active + made.head)) / 1e12;
  const told: Readonly<Record<string, number>> = {
    tokens_per_s_per_chip: perChip,
    tokens_per_s_system: perChip * chips,
    step_time: (batch * seqLen) / perChip / chips,
    model_tflops_per_chip: used,
    hardware_tflops_per_chip: (used * 4) / 3,
    mfu: (100e12 * used) / (bf16 ?? Number.NaN),
    pct_of_peak: (100e12 * used * 4) / 3 / (bf16 ?? Number.NaN),
    gpu_hours: ((numberIn(row, 'tokens_t') ?? Number.NaN) * 1e12) / perChip / 3600,
    gpu_hours_per_trillion_tokens: 1e12 / perChip / 3600,
    time_to_train: ((samples ?? Number.NaN) * seqLen) / perChip / chips / 60,
  };
  return told[row.metric];
}

function serving(rule: Rule, row: Row, facts: Facts, machine: Machine, share: number): number | undefined {
  const shape = shapeOf(row, facts);
  const chips = row.count ?? numberIn(row, 'ep') ?? 8;
  if (shape === undefined) return undefined;
  const bench = facts.benchmarks?.serving.find((s) => s.models.includes(row.model));
  const input = numberIn(row, 'isl') ?? bench?.mean_input_tokens.value ?? 500;
  const output =
    numberIn(row, 'osl') ?? numberIn(row, 'mean_output_tokens') ?? numberIn(row, 'mean_osl') ?? 500;
  const made = counts(shape);
  const size = /fp4/i.test(row.precision) ? 0.5 : /fp8|int8/i.test(row.precision) ? 1 : 2;
  const { bf16, fp8, int8 } = machine.peakFlopPerS;
  const peak = (size < 2 ? (fp8 ?? int8) : undefined) ?? bf16 ?? Number.NaN;
  const all = (share * peak * chips) / (2 * (made.active + made.head));
  const phase = row.config?.phase;
  const worked = phase === 'decode' ? output : input + output;
  const out =
    rule === 'utilisation'
      ? (all * output) / worked
      : share * decoding(row, shape, made, machine, chips, size, input, output);
  const prompts = rule === 'utilisation' ? all : (out * input) / output;
  const told: Readonly<Record<string, number>> = {
    output_tokens_per_s_system: out,
    output_tokens_per_s_per_chip: out / chips,
    output_tokens_per_s_per_node: (8 * out) / chips,
    total_tokens_per_s_system: (out * (input + output)) / output,
    input_tokens_per_s_system: prompts,
    input_tokens_per_s_per_chip: prompts / chips,
    input_tokens_per_s_per_node: (8 * prompts) / chips,
    time_to_first_token:
      rule === 'utilisation'
        ? (1000 * input * (numberIn(row, 'batch') ?? 1)) / all
        : (1000 * made.total * size) / (share * machine.memoryBytesPerS * chips),
  };
  return told[row.metric];
}

/** Every step reads the weights and all keys and values once: as many sequences as asked for, or as memory holds. */
function decoding(
  row: Row,
  shape: LlmShape,
  made: Counts,
  machine: Machine,
  chips: number,
  size: number,
  input: number,
  output: number,
): number {
  const weights = made.total * size;
  const context = numberIn(row, 'avg_kv_len') ?? input + output / 2;
  const each = context * cacheBytesPerToken(shape, size < 2 ? 1 : 2);
  const copies = Math.max(1, Math.floor((machine.memoryBytes * chips * 0.6) / weights));
  const room = machine.memoryBytes * chips * 0.9 - weights * copies;
  const sequences =
    numberIn(row, 'concurrency') ??
    numberIn(row, 'batch') ??
    numberIn(row, 'avg_batch') ??
    Math.max(1, room / each);
  return (sequences * machine.memoryBytesPerS * chips) / (weights * copies + sequences * each);
}

function recommender(
  rule: Rule,
  row: Row,
  facts: Facts,
  machine: Machine,
  share: number,
): number | undefined {
  const shape = recommenderShape(entryOf(row.model, facts));
  if (shape === undefined) return undefined;
  const learns = row.kind === 'recsys_training';
  const bench = facts.benchmarks?.serving.find((s) => s.models.includes(row.model));
  const pairs = learns ? 1 : (bench?.mean_input_tokens.value ?? 1);
  const chips = row.count ?? 8;
  const rate = machine.peakFlopPerS.bf16 ?? Number.NaN;
  const bytes = shape.lookups * shape.width * (learns ? 12 : 1);
  const each =
    rule === 'utilisation'
      ? ((learns ? 3 : 1) * shape.denseFlop) / (share * rate)
      : bytes / (share * machine.memoryBytesPerS);
  return chips / each / pairs;
}

/** A constant share of the peak of FP64, or a constant intensity times the bandwidth. */
function code(rule: Rule, row: Row, machine: Machine, share: number): number | undefined {
  const chips = /per chip/.test(row.unit) ? 1 : (row.count ?? 1);
  const scale = /PFLOP/.test(row.unit) ? 1e15 : 1e12;
  const { fp64_tensor, fp64, fp32 } = machine.peakFlopPerS;
  if (/ns\/day/.test(row.unit)) {
    const rate = rule === 'utilisation' ? (fp32 ?? Number.NaN) / 1e12 : machine.memoryBytesPerS / 1e11;
    return chips * share * rate;
  }
  const rate = rule === 'utilisation' ? (fp64_tensor ?? fp64) : machine.memoryBytesPerS;
  return rate === undefined ? undefined : (chips * share * rate) / scale;
}

/** A share of the stated power limit, for the chips alone or with the rest of the server. */
function power(rule: Rule, row: Row, facts: Facts, machine: Machine, share: number): number | undefined {
  const eight = /8-GPU|per 8/.test(row.unit) ? 8 : 1;
  if (rule === 'bandwidth' && row.metric !== 'gpu_energy_per_output_token') return undefined;
  if (/node|system/.test(row.metric)) return share * machine.tdpW * eight;
  if (row.metric === 'gpu_power_mean') return share * machine.tdpW;
  const work: Row = { ...row, kind: 'llm_inference', metric: 'output_tokens_per_s_system', unit: 'tok/s' };
  const rate = ofKind(rule, work, facts, machine, rule === 'utilisation' ? 0.4 : 1);
  return rate === undefined ? undefined : (share * machine.tdpW * (row.count ?? 1)) / rate;
}
