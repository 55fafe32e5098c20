import { z } from 'zod';
import { date, grade, sourceKeys, text } from './common.js';

/** The buyers that a Chinese measure can bind. */
export const sectors = [
  'military',
  'government_and_soe',
  'critical_infrastructure',
  'state_funded_dc',
  'commercial_cloud',
  'research',
] as const;

const bySector = z.partialRecord(z.enum(sectors), text);

const measure = z.strictObject({
  id: text,
  date,
  what: text,
  issuer: text,
  binds: bySector,
  confidence: z.enum(['official', 'reported', 'analyst']),
  legal_basis: z.array(text).optional(),
  covers: z.array(text).optional(),
  bundling: text.optional(),
  conflict: text.optional(),
  unknown: text.optional(),
  note: text.optional(),
  source: sourceKeys,
  see: sourceKeys.optional(),
});
/** One dated Chinese act on foreign AI chips, mostly as reported. */
export type CnMeasure = z.infer<typeof measure>;

/** The form of data/controls/cn.yaml. */
export const cnFile = z.strictObject({
  material_ends: text,
  confidence_values: z.record(text, text),
  source_access: text,
  sectors: z.array(z.enum(sectors)),
  measures: z.array(measure),
  state_by_sector_2026_09: z.strictObject({
    ...Object.fromEntries(sectors.map((sector) => [sector, text])),
    note: text,
  }),
  h200_status: z.strictObject({
    settled: text,
    timeline: z.array(z.strictObject({ date, fact: text, grade, source: sourceKeys })),
    apparent_conflicts: z.array(z.strictObject({ claim: text, against: text, resolution: text })),
  }),
  open: z.array(text),
});
/** All of data/controls/cn.yaml. */
export type CnControls = z.infer<typeof cnFile>;
