import { z } from 'zod';
import { gateStates, sectors } from '../china-lists.js';
import { date, grade, sourceKeys, text } from './common.js';
import { condition } from './us-rules.js';

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

/** One instrument of the gate while it stands: whom it binds, on which items, how strictly. */
const gateClause = z.strictObject({
  id: text,
  /** The act of `measures` that it comes from. */
  measure: text,
  instrument: z.enum([
    'summons',
    'window_guidance',
    'customs_notice',
    'customs_check',
    'case_approval',
    'procurement_list',
    'state_money_ban',
    'domestic_quota',
    'site_condition',
    'power_price',
    'supply_chain_law',
  ]),
  from: date.optional(),
  to: date.optional(),
  when: condition.optional(),
  state: z.enum(gateStates),
  force: z.enum(['law', 'published_list', 'written_notice', 'unpublished_notice', 'incentive']),
  confidence: z.enum(['official', 'reported', 'analyst']),
  says: text,
  source: sourceKeys,
});

/** The form of data/controls/cn.yaml. */
export const cnFile = z.strictObject({
  material_ends: text,
  confidence_values: z.record(text, text),
  source_access: text,
  sectors: z.array(z.enum(sectors)),
  measures: z.array(measure),
  gate: z.array(gateClause).optional(),
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
