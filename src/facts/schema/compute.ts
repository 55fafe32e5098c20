import { z } from 'zod';
import { precisions } from './accelerators.js';
import { cell, date, sourceKeys, text } from './common.js';

/**
 * The form of data/compute/platforms.yaml: the servers in which chips stand. Bandwidths are those of one chip in one
 * direction; `host_w_per_chip` is what the rest of the server draws under load, by chip.
 */
export const platformsFile = z.strictObject({
  platforms: z.array(
    z.strictObject({
      id: text,
      name: text,
      chips: z.array(text).min(1),
      scale_up_chips: cell,
      scale_out_gb_s: cell,
      host_w_per_chip: cell,
      note: text.optional(),
      source: sourceKeys,
    }),
  ),
});

/** The form of data/compute/variants.yaml: what the measurements name and the catalogue does not sell. */
export const variantsFile = z.strictObject({
  variants: z.array(
    z.strictObject({
      id: text,
      name: text,
      /** The chip of the catalogue whose other figures hold. */
      based_on: text.optional(),
      architecture: text,
      dense_tops: z.partialRecord(z.enum(precisions), cell).optional(),
      capacity_gb: cell.optional(),
      bandwidth_gb_s: cell.optional(),
      interconnect_gb_s: cell.optional(),
      tdp_w: cell.optional(),
      /** The power is that of a package with its CPU and memory: it is no limit on the chip. */
      power_with_host: z.literal(true).optional(),
      software_stack: text.optional(),
      platform: text.optional(),
      note: text.optional(),
      source: sourceKeys,
    }),
  ),
});

const leaf = z.union([z.number(), text, z.boolean()]);

/** The form of data/compute/recipes.yaml: layouts that makers publish for a model on a family of chips. */
export const recipesFile = z.strictObject({
  recipes: z.array(
    z.strictObject({
      id: text,
      /** What the layout is for; default training from scratch. */
      kind: z.enum(['llm_finetuning_lora']).optional(),
      model: text,
      /** Architecture of the chips, as the catalogue writes it, or an id of a chip. */
      on: text,
      seq_len: z.number().int().positive().optional(),
      chips: z.number().int().positive().optional(),
      software: text,
      date,
      config: z.record(text, leaf),
      note: text.optional(),
      unverified: z.literal(true).optional(),
      source: sourceKeys,
      where: text.optional(),
    }),
  ),
});

/** The form of data/compute/benchmarks.yaml: what a benchmark's rules fix and its rows do not repeat. */
export const benchmarksFile = z.strictObject({
  /** Inference benchmarks of MLPerf: mean lengths of a request, limits of the server scenario. */
  serving: z.array(
    z.strictObject({
      id: text,
      models: z.array(text).min(1),
      dataset: text,
      mean_input_tokens: cell,
      mean_output_tokens: cell,
      server_ttft_ms: cell.optional(),
      server_tpot_ms: cell.optional(),
      note: text.optional(),
      source: sourceKeys,
    }),
  ),
  /** Training benchmarks: samples needed to reach the target, by global batch; evaluation and its cost. */
  convergence: z.array(
    z.strictObject({
      id: text,
      models: z.array(text).min(1),
      kind: z.enum(['llm_training', 'llm_finetuning_lora', 'recsys_training']),
      seq_len: z.number().int().positive().optional(),
      /** Samples (sequences) to the target at a global batch of so many sequences. */
      points: z.array(
        z.strictObject({ global_batch: z.number().positive(), samples: z.number().positive() }),
      ),
      eval_every_samples: cell.optional(),
      eval_samples: cell.optional(),
      note: text.optional(),
      unverified: z.literal(true).optional(),
      source: sourceKeys,
      where: text.optional(),
    }),
  ),
  /** Serving engines: how many sequences a replica takes, and in how many bytes it keeps keys and values. */
  engines: z.array(
    z.strictObject({
      stack: text,
      /** First year of the setting; the latest that is not after the row counts. */
      from: date,
      sequences: cell,
      cache_bytes: cell,
      note: text.optional(),
      source: sourceKeys,
    }),
  ),
  /** Codes of high-performance computing: what one unit of their figure of merit asks of a chip. */
  codes: z.array(
    z.strictObject({
      id: text,
      names: z.array(text).min(1),
      /** Millions of atoms, unknowns or the like, where the work grows with it. */
      size_m: cell.optional(),
      precision: z.enum(precisions),
      flop_per_byte: cell.optional(),
      note: text.optional(),
      source: sourceKeys,
    }),
  ),
});

/** The form of data/compute/workloads.yaml: the named workloads, in words a planner would use. */
export const workloadsFile = z.strictObject({
  workloads: z.array(
    z.strictObject({
      id: text,
      title: text,
      also: z.array(text).optional(),
      kind: z.enum([
        'llm_training',
        'llm_finetuning_lora',
        'llm_inference',
        'recsys_training',
        'recsys_inference',
        'hpc',
      ]),
      /** Which of the five phases of the access model this is an instance of. */
      phase: z.enum(['training', 'prefill', 'decode', 'recommendation', 'fp64']),
      model: text,
      precision: text,
      config: z.record(text, leaf),
      /** What the whole job is, where it has an end: tokens or samples. */
      job: z
        .strictObject({ value: z.number().positive(), unit: text, source: sourceKeys, note: text.optional() })
        .optional(),
      metric: text,
      unit: text,
      about: text,
      source: sourceKeys,
    }),
  ),
});

/** A server of accelerators. */
export type Platform = z.infer<typeof platformsFile>['platforms'][number];
/** A part or setting that was measured and is not in the catalogue. */
export type ChipVariant = z.infer<typeof variantsFile>['variants'][number];
/** A published layout. */
export type Recipe = z.infer<typeof recipesFile>['recipes'][number];
/** What benchmarks fix. */
export type Benchmarks = z.infer<typeof benchmarksFile>;
/** A named workload. */
export type NamedWorkload = z.infer<typeof workloadsFile>['workloads'][number];
