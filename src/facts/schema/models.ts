import { z } from 'zod';
import { sourceKeys, text } from './common.js';

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
  latent: z
    .strictObject({
      query_rank: z.number().int().positive(),
      key_rank: z.number().int().positive(),
      rope: z.number().int().nonnegative(),
      nope: z.number().int().positive(),
      value: z.number().int().positive(),
    })
    .optional(),
  /** Experts stand in every so many layers; default in all that are not dense. */
  moe_every: count,
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
  /** Rows of all embedding tables together, in millions. */
  table_rows_m: z.number().positive().optional(),
  interaction: text.optional(),
  bottom_mlp: z.array(z.number()).optional(),
  top_mlp: z.array(z.number()).optional(),
  samples_per_epoch: count,
  /** One matrix is both the input embedding and the output projection. */
  tied: z.literal(true).optional(),
  window_tokens: count,
  window_share: z.number().positive().max(1).optional(),
  unverified: z.literal(true).optional(),
  note: text.optional(),
  source: sourceKeys,
});
/** The published shape of a model. */
export type ModelShape = z.infer<typeof shape>;

/** The form of data/compute/models.yaml. */
export const modelsFile = z.strictObject({ models: z.record(text, shape) });
