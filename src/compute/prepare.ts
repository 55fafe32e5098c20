import type { Facts } from '../facts/index.js';
import { complaintOf } from './complaint.js';
import { energyJob } from './energy.js';
import { hpcJob } from './hpc.js';
import { type Machine, machineOf, type Taken } from './machine.js';
import { membershipOf } from './membership.js';
import { microJob } from './micro.js';
import { recommenderJob, recommenderShape } from './recommender.js';
import { type Config, configOf, type Row, recipeFor } from './row.js';
import { samplesToTarget } from './samples.js';
import { servingJob } from './serving/job.js';
import { entryOf, llmShape } from './shape.js';
import { type Ready, trainingJob } from './training/job.js';

/** A row that cannot be made ready, and why. */
export interface Refused {
  readonly why: string;
}

/**
 * Makes a row ready: finds the chip, the shape and the published layout, and settles everything but the parameters.
 *
 * @param row what is asked; nothing that was measured is read
 */
export function prepare(row: Row, facts: Facts): Ready | Refused {
  const complaint = complaintOf(row);
  if (complaint !== undefined) return { why: complaint };
  const machine = machineOf(row.chip, facts);
  if (machine === undefined) return { why: `no chip "${row.chip}" in the catalogue` };
  const taken: Taken[] = [...machine.taken];
  const chip = facts.chips.get(machine.id.replace(/\*.*/, ''));
  const recipe = learns(row) ? recipeFor(row, facts, chip?.id ?? machine.id, chip?.architecture) : undefined;
  const layoutOf = `layout of ${recipe?.software ?? ''}, ${recipe?.date ?? ''}`;
  const config = configOf(row, scaled(recipe, row), taken, layoutOf);
  if (!Object.hasOwn(jobs, row.kind)) return { why: `no estimate of the kind "${row.kind}"` };
  if (/^(llm|recsys)/.test(row.kind) && !machine.peakFlopPerS.bf16)
    return { why: `no rate of the dense arithmetic of ${machine.name} is published` };
  const ready = jobs[row.kind]!({ row, facts, machine, taken, config });
  return 'why' in ready ? ready : { ...ready, doubt: machine.doubt };
}

interface Asked {
  readonly row: Row;
  readonly facts: Facts;
  readonly machine: Machine;
  readonly taken: Taken[];
  readonly config: Config;
}

const jobs: Readonly<Record<string, (asked: Asked) => Ready | Refused>> = {
  llm_training: train,
  llm_finetuning_lora: train,
  llm_inference: infer,
  recsys_training: recommend,
  recsys_inference: recommend,
  hpc: ({ row, facts, machine, taken }) =>
    hpcJob(
      row,
      facts.benchmarks?.codes.find((code) => code.names.includes(row.model)),
      machine,
      membershipOf(row, machine),
      taken,
    ),
  microbenchmark: ({ row, machine, taken }) => microJob(row, machine, membershipOf(row, machine), taken),
  energy: meter,
};

/** Work whose layout a maker may have published. */
const learns = (row: Row): boolean => /training|finetuning/.test(row.kind);

function train({ row, facts, machine, taken, config }: Asked): Ready | Refused {
  const shape = llmShape(row.model, entryOf(row.model, facts), row.config ?? {}, taken);
  if (shape === undefined) return { why: `no shape of the model "${row.model}"` };
  return trainingJob(
    row,
    shape,
    machine,
    config,
    membershipOf(row, machine),
    taken,
    samplesToTarget(row, facts),
  );
}

function infer({ row, facts, machine, taken, config }: Asked): Ready | Refused {
  const shape = llmShape(row.model, entryOf(row.model, facts), row.config ?? {}, taken);
  if (shape === undefined) return { why: `no shape of the model "${row.model}"` };
  return servingJob(row, shape, machine, config, membershipOf(row, machine), taken, facts.benchmarks);
}

function recommend({ row, facts, machine, taken, config }: Asked): Ready | Refused {
  const shape = recommenderShape(entryOf(row.model, facts));
  if (shape === undefined) return { why: `no shape of the recommender "${row.model}"` };
  // A sample of the serving benchmark is a user with many items to rank.
  const bench = facts.benchmarks?.serving.find(({ models }) => models.includes(row.model));
  const pairs = row.kind === 'recsys_inference' ? (bench?.mean_input_tokens.value ?? 1) : 1;
  return recommenderJob(row, shape, machine, config, membershipOf(row, machine), taken, pairs);
}

/** Power and energy follow from the work that is done meanwhile. */
function meter({ row, facts, machine, taken }: Asked): Ready | Refused {
  const work = workOf(row, facts);
  const ready = work === undefined ? undefined : prepare(work, facts);
  const known = ready === undefined || 'why' in ready ? undefined : ready;
  return energyJob(row, known, machine, membershipOf(row, machine), taken);
}

/** The work behind a row of energy, as a row of throughput. */
function workOf(row: Row, facts: Facts): Row | undefined {
  const entry = entryOf(row.model, facts);
  if (entry === undefined) return undefined;
  if (entry.tables !== undefined)
    return { ...row, kind: 'recsys_inference', metric: 'samples_per_s', unit: 'samples/s' };
  const { scenario, avg_batch, engine } = row.config ?? {};
  if (scenario !== undefined || avg_batch !== undefined || engine !== undefined)
    return { ...row, kind: 'llm_inference', metric: 'output_tokens_per_s_system', unit: 'tok/s' };
  // A training run whose settings are not told is that of the benchmark on the model.
  const bench = facts.benchmarks?.convergence.find(({ models }) => models.includes(row.model));
  const kind = bench?.kind === 'llm_finetuning_lora' ? 'llm_finetuning_lora' : 'llm_training';
  const usual = {
    ...(bench?.seq_len !== undefined && { seq_len: bench.seq_len }),
    ...(bench !== undefined && { global_batch: bench.points[0]!.global_batch }),
  };
  return {
    ...row,
    kind,
    metric: 'tokens_per_s_per_chip',
    unit: 'tok/s',
    config: { ...usual, ...row.config },
  };
}

/** Up to how many times the chips of a recipe its layout is taken. */
const near = 1.6;
const habits = new Set(['sequence_parallel', 'zero1', 'flash', 'sharding']);

/** A recipe's batch is for its own number of chips: with others each works off as much. */
function scaled(
  recipe: Facts['recipes'][number] | undefined,
  row: Row,
): Readonly<Record<string, unknown>> | undefined {
  if (recipe === undefined) return undefined;
  const { dp: _dp, global_batch, ...rest } = recipe.config;
  const ratio = recipe.chips === undefined || !row.count ? 1 : row.count / recipe.chips;
  // A layout for a few hundred chips is not what anybody would run on many thousands: only the habits of the code hold.
  if (ratio > near || ratio < 1 / near)
    return Object.fromEntries(Object.entries(rest).filter(([key]) => habits.has(key)));
  return {
    ...rest,
    ...(typeof global_batch === 'number' && { global_batch: Math.max(1, Math.round(global_batch * ratio)) }),
  };
}
