import { z } from 'zod';
import { date, level, sourceKeys, text } from './common.js';

const measure = z.strictObject({
  id: text,
  title: text,
  citation: text,
  announced: date.optional(),
  published: date,
  effective: date.optional(),
  phases: z.record(text, date).optional(),
  changes: text,
  kind: z
    .enum([
      'is-informed',
      'guidance',
      'arrangement',
      'announcement',
      'tariff',
      'pending',
      'legal-status',
      'stay',
    ])
    .optional(),
  status: text.optional(),
  early: text.optional(),
  companion: text.optional(),
  docket: text.optional(),
  text_read: text.optional(),
  not_read: text.optional(),
  note: text.optional(),
  level,
  source: sourceKeys,
  see: sourceKeys.optional(),
});
/** One dated US act; `effective` is absent where it never took force. */
export type UsMeasure = z.infer<typeof measure>;

/** A term of the regulation: free in its wording, but every value is text, a number or a plain list. */
const definition = z.strictObject({
  applies: text.optional(),
  formula: text.optional(),
  unit: text.optional(),
  quantity: text.optional(),
  threshold: z.number().optional(),
  type: text.optional(),
  inputs: z.array(text).optional(),
  mac: text.optional(),
  bit_length: text.optional(),
  multiple_formats: text.optional(),
  rate: text.optional(),
  sparsity: text.optional(),
  official_examples: z
    .array(z.strictObject({ tops: z.number(), bits: z.number(), tpp: z.number() }))
    .optional(),
  applicable_die_area: text.optional(),
  planar_only: text.optional(),
  memory_dies: text.optional(),
  fab_presumption: text.optional(),
  defined_in: text.optional(),
  ambiguous_for: z.array(text).optional(),
  level: level.optional(),
  source: sourceKeys,
  cite: text.optional(),
  note: text.optional(),
});

/** The form of data/controls/us.yaml. */
export const usFile = z.strictObject({
  material_ends: text,
  levels: z.record(text, text),
  measures: z.array(measure),
  definitions: z.record(text, definition),
  fdp_and_de_minimis: z.strictObject({
    fdp: text,
    de_minimis: text,
    entity_list: text,
    license_reference: text,
    level,
    source: sourceKeys,
  }),
  practice_2026: z.array(
    z.strictObject({ date, what: text, source: sourceKeys, level, see: sourceKeys.optional() }),
  ),
  bills: z.array(
    z.strictObject({
      name: text,
      no: text,
      status: text,
      terms: text.optional(),
      as_of: date,
      note: text.optional(),
      source: sourceKeys,
      see: sourceKeys.optional(),
    }),
  ),
  source_access: z.record(text, text),
});
/** All of data/controls/us.yaml. */
export type UsControls = z.infer<typeof usFile>;
