import { z } from 'zod';
import { date, level, sourceKeys, text } from './common.js';

const parts = z.record(text, text);
const validity = { from: date, to: date.nullable() };

/** One licence requirement: which items to which destinations, from when to when. */
export const requirement = z.strictObject({
  id: text,
  ...validity,
  scope: text.optional(),
  kind: text.optional(),
  eccn: z.union([text, z.array(text)]).optional(),
  destinations: z.union([text, z.array(text)]),
  end_user: text.optional(),
  any: z.array(text).optional(),
  chips: z.array(text).optional(),
  license_free_for: z.array(text).optional(),
  limit: text.optional(),
  compliance_from: date.optional(),
  status: text.optional(),
  exceptions_note: text.optional(),
  nlr: text.optional(),
  quote_check: text.optional(),
  cite: text.optional(),
  level,
  level_parts: parts.optional(),
  note: text.optional(),
  source: sourceKeys,
  see: sourceKeys.optional(),
});

/** One state of the policy by which licence applications are reviewed. */
export const review = z.strictObject({
  ...validity,
  rows: z.array(
    z.strictObject({
      to: text.optional(),
      items: text.optional(),
      policy: text,
      except: text.optional(),
      all: z.array(text).optional(),
      strict: text.optional(),
      status: text.optional(),
      level: level.optional(),
      cite: text.optional(),
      note: text.optional(),
    }),
  ),
  no_limb: text.optional(),
  falls_back_to: text.optional(),
  cite: text.optional(),
  level,
  level_parts: parts.optional(),
  note: text.optional(),
  source: sourceKeys,
});

const certification = z.strictObject({
  id: text,
  cite: text,
  requires: text,
  date: date.optional(),
  effect: text.optional(),
  quantity: text.optional(),
  unit: text.optional(),
  op: z.enum(['<=', '<', '>=', '>']).optional(),
  value: z.number().optional(),
  per: text.optional(),
  period: text.nullable().optional(),
  places: z.array(text).optional(),
  lab: z.array(text).optional(),
  measures: z.array(text).optional(),
  output: text.optional(),
  unit_of_test: text.optional(),
  revocation: text.optional(),
  note: text.optional(),
});

/** What the rule of January 2026 asks of an application in its case-by-case lane. */
export const conditions = z.strictObject({
  cite: text,
  level,
  source: sourceKeys,
  see: sourceKeys,
  see_also: sourceKeys,
  read_how: text,
  lane: z.strictObject({
    transaction: text,
    end_user_location: text,
    tpp_less_than: z.number(),
    total_dram_bandwidth_gbs_less_than: z.number(),
    named_examples: z.array(text),
    not_named: text,
    commercially_available_in_us_on: date,
    still_a_licence: z.literal(true),
  }),
  certifications: z.array(certification),
  items: z.array(text),
  default_if_unknown: text,
  reexports: text,
  not_found: z.array(text),
});

/** One licence exception and its terms. */
export const exception = z.strictObject({
  id: text,
  cite: text,
  from: date.optional(),
  eligible: text.optional(),
  destinations: text.optional(),
  destinations_2023: text.optional(),
  end_user: text.optional(),
  exporter: text.optional(),
  applies_to: text.optional(),
  survive: z.array(text).optional(),
  notification: text.nullable().optional(),
  reporting: text.optional(),
  conditions: z.array(text).optional(),
  not_for: z.array(text).optional(),
  outcome: text.optional(),
  cap_tpp_per_ultimate_consignee_per_year: z.number().optional(),
  status: text.optional(),
  text_of: text.optional(),
  level,
  level_parts: parts.optional(),
  note: text.optional(),
  source: sourceKeys,
});
