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
  measurements: z.array(measurement),
});
