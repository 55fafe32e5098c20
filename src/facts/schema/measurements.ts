import { z } from 'zod';
import { date, sourceKeys, text } from './common.js';

const leaf = z.union([z.number(), text, z.boolean()]);

const measurement = z.strictObject({
  id: text,
  kind: z.enum([
    'llm_training',
    'llm_finetuning_lora',
    'llm_inference',
    'recsys_training',
    'recsys_inference',
    'hpc',
    'energy',
    'microbenchmark',
  ]),
  model: text,
  chip: text,
  count: z.number().int().positive().optional(),
  precision: text,
  config: z.record(text, leaf).optional(),
  metric: text,
  value: z.number(),
  unit: text,
  also: z.record(text, z.union([leaf, z.array(z.number())])).optional(),
  date,
  quality: z.enum(['official-benchmark', 'paper', 'vendor-claim', 'third-party']),
  uncertain: z.literal(true).optional(),
  note: text.optional(),
  source: sourceKeys,
  where: text.optional(),
});
/** One published measurement of a workload on an accelerator. */
export type Measurement = z.infer<typeof measurement>;

const count = z.number().int().positive().optional();
const shape = z.strictObject({
  same_as: text.optional(),
  params_b: z.number().positive().optional(),
  active_params_b: z.number().positive().optional(),
  layers: count,
  hidden: count,
  heads: count,
  kv_heads: count,
  head_dim: count,
  ffn: count,
  vocab: count,
  attention: text.optional(),
  experts: count,
  shared_experts: count,
  topk: count,
  moe_ffn: count,
  dense_layers: count,
  dense_ffn: count,
  tables: count,
  emb_dim: count,
  dense_features: count,
  multi_hot_lookups_per_sample: count,
  interaction: text.optional(),
  bottom_mlp: z.array(z.number()).optional(),
  top_mlp: z.array(z.number()).optional(),
  samples_per_epoch: count,
  unverified: z.literal(true).optional(),
  note: text.optional(),
  source: sourceKeys,
});
/** The published shape of a model. */
export type ModelShape = z.infer<typeof shape>;

/** The form of data/evidence/measurements.yaml. */
export const measurementsFile = z.strictObject({
  peer_accuracy: z.array(
    z.strictObject({
      tool: text,
      kind: text,
      data: text,
      error: text,
      how: text.optional(),
      source: sourceKeys,
      where: text.optional(),
    }),
  ),
  models: z.record(text, shape),
  measurements: z.array(measurement),
});
