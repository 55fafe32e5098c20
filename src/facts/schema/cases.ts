import { z } from 'zod';
import { date, sourceKeys, text } from './common.js';

const params = z.strictObject({
  tpp: z.number().optional(),
  tpp_below: z.number().optional(),
  pd: z.number().optional(),
  die_mm2: z.number().optional(),
  dram_gbs: z.number().optional(),
  interconnect_gbs: z.number().optional(),
  mem_bw_density: z.number().optional(),
  datacenter: z.boolean().optional(),
  hbm: z.boolean().optional(),
  node_nm: z.number().optional(),
  transistors_bn: z.number().optional(),
  item: text.optional(),
  designer_hq: text.optional(),
  packaged_by: text.optional(),
  note_ports: text.optional(),
  certifications: z
    .strictObject({ us_lab: z.boolean().optional(), volume_ratio: z.number().optional() })
    .optional(),
});

const workedCase = z.strictObject({
  id: text,
  chip: text,
  params,
  destination: text,
  end_user: text,
  transaction: text,
  date,
  expect: z.strictObject({
    eccn: text,
    license_required: z.union([z.boolean(), text]),
    reason: text,
    review_policy: text.nullable(),
    exception: text.nullable(),
  }),
  published_answer: text,
  source_date: text,
  basis: text,
  derived: z.array(text).optional(),
  confidence: z.enum(['high', 'medium', 'low']),
  note: text.optional(),
  source: sourceKeys,
});
/** One published answer on one chip, destination and day. */
export type WorkedCase = z.infer<typeof workedCase>;

/** The form of data/controls/cases.yaml. */
export const casesFile = z.strictObject({
  license_required_values: z.array(text),
  eccn_values: text,
  revised: z.array(text),
  cases: z.array(workedCase),
});
