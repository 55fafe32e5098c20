import { z } from 'zod';
import { cell, sourceKeys, text } from './common.js';

/** The precisions in which throughput is given. */
export const precisions = [
  'fp64',
  'fp64_tensor',
  'fp32',
  'tf32',
  'bf16',
  'fp16',
  'fp8',
  'int8',
  'fp6',
  'fp4',
  'int4',
] as const;

const throughput = z.partialRecord(z.enum(precisions), cell);

const chip = z.strictObject({
  id: text,
  name: text,
  architecture: text.optional(),
  announced: text.optional(),
  general_availability: text.optional(),
  marketed_for_datacenter: z.boolean(),
  designed_for_export: z.boolean(),
  status: text,
  process_node: text.optional(),
  foundry: text.optional(),
  compute_die_area_mm2: cell.optional(),
  compute_dies: cell.optional(),
  transistors_bn: cell.optional(),
  non_planar: z.boolean().optional(),
  dense_tops: throughput.optional(),
  memory: z
    .strictObject({
      type: text.optional(),
      capacity_gb: cell.optional(),
      bandwidth_gb_s: cell.optional(),
      hbm_stacks: cell.optional(),
    })
    .optional(),
  interconnect: z
    .strictObject({ bidirectional_total_gb_s: cell.optional(), note: text.optional() })
    .optional(),
  host_interface: text.optional(),
  tdp_w: cell.optional(),
  software_stack: text,
  notes: text.optional(),
  derived: z
    .strictObject({
      tpp_check: z.number(),
      tpp_precision: text,
      pd_check: z.number().optional(),
      tpp_if_tf32_19bit: z.number().optional(),
      tpp_if_tf32_32bit: z.number().optional(),
      estimate: z.literal(true).optional(),
      unverified: z.literal(true).optional(),
    })
    .optional(),
  source: sourceKeys,
});

const system = z.strictObject({
  id: text,
  name: text,
  announced: text.optional(),
  available: text.optional(),
  chip: text.optional(),
  chips: cell,
  bf16_pflops: cell.optional(),
  fp8_pflops: cell.optional(),
  fp4_pflops: cell.optional(),
  memory_tb: cell.optional(),
  memory_bandwidth_tb_s: cell.optional(),
  power_kw: cell.optional(),
  price_usd: z
    .strictObject({
      low: z.number(),
      mid: z.number(),
      high: z.number(),
      date: text,
      basis: text,
      source: sourceKeys,
      estimate: z.literal(true).optional(),
    })
    .optional(),
  notes: text.optional(),
  source: sourceKeys,
});

/** The form of data/accelerators/VENDOR.yaml. */
export const vendorFile = z.strictObject({
  vendor: text,
  country: z.string().length(2),
  chips: z.array(chip).optional(),
  systems: z.array(system).optional(),
});

/** The form of data/accelerators/aliases.yaml. */
export const aliasesFile = z.strictObject({
  short: z.record(text, text),
  measured: z.record(
    text,
    z.strictObject({ chip: text.optional(), share: z.number().positive().optional(), note: text.optional() }),
  ),
});

const bits = z.union([
  z.number().positive(),
  z.strictObject({ low: z.number().positive(), high: z.number().positive() }),
]);
const rule = z.strictObject({ cite: text, source: sourceKeys });

/** The form of data/accelerators/formats.yaml. */
export const formatsFile = z.strictObject({
  formats: z.record(z.enum(precisions), z.strictObject({ bits, source: sourceKeys, note: text.optional() })),
  host_links: z.array(
    z.strictObject({
      generation: z.number().int().positive(),
      x16_gb_s: z.number().positive(),
      encoding: text,
      source: sourceKeys,
      note: text.optional(),
    }),
  ),
  non_planar_up_to_nm: cell,
  rules: z.strictObject({
    tpp: rule,
    perf_2022: rule,
    die_mm2: rule,
    pd: rule,
    dram_gbs: rule,
    interconnect_gbs: rule,
    mem_bw_density: rule,
  }),
});

/** Bit lengths of formats, bandwidths of host links, and the paragraph behind each control quantity. */
export type Formats = z.infer<typeof formatsFile>;
/** One accelerator as sold; throughput in TFLOPS or TOPS, dense. An absent field is not known. */
export type Chip = z.infer<typeof chip> & { readonly vendor: string; readonly country: string };
/** One system of many accelerators. */
export type System = z.infer<typeof system> & { readonly vendor: string; readonly country: string };
/** What a label of the measurements stands for in the catalogue. */
export type MeasuredChip = z.infer<typeof aliasesFile>['measured'][string];
