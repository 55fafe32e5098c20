import type { Facts } from '../facts/index.js';
import { energyJob } from './energy.js';
import { hpcJob, microJob } from './hpc.js';
import { machineOf, type Taken } from './machine.js';
import type { Membership } from './parameters.js';
import { recommenderJob, recommenderShape } from './recommender.js';
import { configOf, type Row, recipeFor } from './row.js';
import { servingJob } from './serving/job.js';
import { llmShape } from './shape.js';
import { type Ready, trainingJob } from './training/job.js';

/** Makes a row ready, or tells why it cannot be. */
export function prepare(row: Row, facts: Facts): Ready | { readonly why: string } {
  const taken: Taken[] = [];
  const machine = machineOf(row.chip, facts);
  if (machine === undefined) return { why: `no chip "${row.chip}"` };
  taken.push(...machine.taken);
  const chip = facts.chips.get(machine.id.replace(/\*.*/, ''));
  const recipe =
    row.kind === 'llm_inference' || row.kind === 'recsys_inference' || row.kind === 'energy'
      ? undefined
      : recipeFor(row, facts, chip?.id ?? machine.id, chip?.architecture);
  const config = configOf(
    row,
    scaled(recipe, row),
    taken,
    `layout of ${recipe?.software ?? ''}, ${recipe?.date ?? ''}`,
  );
  const who: Membership = {
    family: machine.family,
    training_stack: trainingStack(row, config.number('tp')),
    serving_stack: servingStack(row),
    maker: ['ascend', 'domestic'].includes(machine.family) ? 'chinese' : 'foreign',
  };
  if (row.kind === 'llm_training' || row.kind === 'llm_finetuning_lora') {
    const published = facts.models.get(row.model);
    const entry = published?.same_as === undefined ? published : facts.models.get(published.same_as);
    const shape = llmShape(row.model, entry, row.config ?? {}, taken);
    if (shape === undefined) return { why: `no shape of "${row.model}"` };
    return trainingJob(row, shape, machine, config, who, taken, convergence(row, facts));
  }
  if (row.kind === 'llm_inference') {
    const published = facts.models.get(row.model);
    const entry = published?.same_as === undefined ? published : facts.models.get(published.same_as);
    const shape = llmShape(row.model, entry, row.config ?? {}, taken);
    if (shape === undefined) return { why: `no shape of "${row.model}"` };
    const benchmark = facts.benchmarks?.serving.find((s) => s.models.includes(row.model));
    return servingJob(row, shape, machine, config, who, taken, benchmark);
  }
  if (row.kind === 'recsys_training' || row.kind === 'recsys_inference') {
    const oneHot = /Criteo TB/.test(row.model);
    const entry = facts.models.get('dlrm-dcnv2');
    const bench = facts.benchmarks?.serving.find((s) => s.models.includes(row.model));
    const pairs = row.kind === 'recsys_inference' ? (bench?.mean_input_tokens.value ?? 1) : 1;
    return recommenderJob(
      row,
      recommenderShape(oneHot ? undefined : entry, oneHot),
      machine,
      config,
      who,
      taken,
      pairs,
    );
  }
  if (row.kind === 'hpc') {
    const code = facts.benchmarks?.codes.find((c) => c.names.includes(row.model));
    return hpcJob(row, code, machine, who, taken);
  }
  if (row.kind === 'microbenchmark') return microJob(row, machine, who, taken);
  if (row.kind === 'energy') {
    const work = workOf(row, facts);
    const ready = work === undefined ? undefined : prepare(work, facts);
    return energyJob(row, ready !== undefined && 'why' in ready ? undefined : ready, machine, who, taken);
  }
  return { why: `no estimate of the kind "${row.kind}"` };
}

/** The work behind a row of energy, as a row of throughput. */
function workOf(row: Row, facts: Facts): Row | undefined {
  if (/dlrm/i.test(row.model))
    return { ...row, kind: 'recsys_inference', metric: 'samples_per_s', unit: 'samples/s' };
  if (!facts.models.has(row.model)) return undefined;
  const serving =
    row.config?.scenario !== undefined ||
    row.config?.avg_batch !== undefined ||
    row.config?.engine !== undefined;
  if (serving) return { ...row, kind: 'llm_inference', metric: 'output_tokens_per_s_system', unit: 'tok/s' };
  const lora = /lora/i.test(row.id) || row.model === 'llama2-70b';
  return {
    ...row,
    kind: lora ? 'llm_finetuning_lora' : 'llm_training',
    metric: 'tokens_per_s_per_chip',
    unit: 'tok/s',
    config: {
      ...row.config,
      seq_len: row.config?.seq_len ?? (lora ? 8192 : 2048),
      ...(lora && { global_batch: 8 }),
    },
  };
}

function servingStack(row: Row): Membership['serving_stack'] {
  const words = `${row.config?.engine ?? ''}`;
  if (row.config?.scenario !== undefined) return 'benchmark';
  if (row.config?.disaggregated === true || row.config?.phase !== undefined) return 'disaggregated';
  if (/TensorRT-LLM v0/.test(words)) return 'trt2023';
  if (/TensorRT/.test(words)) return 'trt';
  if (/vllm/i.test(words)) return 'vllm';
  if (/sglang/i.test(words)) return 'sglang';
  if (/mindie/i.test(words)) return 'mindie';
  return 'generic';
}

/** A recipe's batch is for its own number of chips: with others each works off as much. */
function scaled(
  recipe: Facts['recipes'][number] | undefined,
  row: Row,
): Readonly<Record<string, unknown>> | undefined {
  if (recipe === undefined) return undefined;
  const { dp: _dp, global_batch, ...rest } = recipe.config;
  const ratio = recipe.chips === undefined || !row.count ? 1 : row.count / recipe.chips;
  return {
    ...rest,
    ...(typeof global_batch === 'number' && { global_batch: Math.max(1, Math.round(global_batch * ratio)) }),
  };
}

function trainingStack(row: Row, tensor: number | undefined): Membership['training_stack'] {
  const words = `${row.config?.sharding ?? ''} ${row.config?.parallelism ?? ''}`;
  if (row.metric === 'time_to_train') return 'benchmark';
  if (/gpu_hours/.test(row.metric)) return 'operator';
  if (/fsdp|shard/i.test(words)) return 'sharded';
  if (tensor === undefined) return 'generic';
  return Number((row.date ?? '2026').slice(0, 4)) < 2023 ? 'megatron21' : 'megatron';
}

function convergence(row: Row, facts: Facts): ((batch: number) => number | undefined) | undefined {
  const entry = facts.benchmarks?.convergence.find(
    (c) => c.models.includes(row.model) && c.kind === row.kind,
  );
  if (entry === undefined) return undefined;
  const points = [...entry.points].sort((a, b) => a.global_batch - b.global_batch);
  return (batch) => {
    const above = points.findIndex((p) => p.global_batch >= batch);
    if (above === 0) return points[0]!.samples;
    if (above < 0) return (points.at(-1)!.samples * batch) / points.at(-1)!.global_batch;
    const [a, b] = [points[above - 1]!, points[above]!];
    const part = (batch - a.global_batch) / (b.global_batch - a.global_batch);
    return a.samples + part * (b.samples - a.samples);
  };
}
