import { z } from 'zod';
import { access, date, grade, sourceKeys, text } from './common.js';

const event = z.strictObject({
  id: text,
  date,
  precision: z.enum(['day', 'month', 'quarter']),
  measure: text.optional(),
  actor: text,
  axis: z.enum([
    'us_control',
    'us_congress',
    'cn_import_gate',
    'cn_countermeasure',
    'cn_industrial_policy',
    'firm',
  ]),
  direction: z.enum(['tighten', 'loosen', 'neutral']),
  magnitude: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  title: text,
  size: text.optional(),
  counted_in_hazard: z.boolean(),
  grade,
  evidence: access,
  note: text.optional(),
  source: sourceKeys,
});
/** One dated act or happening on control of AI compute. */
export type Event = z.infer<typeof event>;

const rates = { years: z.number(), rate_p5: z.number(), rate_p50: z.number(), rate_p95: z.number() };
const eraRate = z.strictObject({ events: z.number(), ...rates, p_at_least_one_per_year: z.number() });
const episodeRate = z.strictObject({ episodes: z.number(), ...rates });
const reversal = z.strictObject({ n: z.number(), followed_by_opposite_within_1y: z.number() });

/** The form of data/evidence/events.yaml. */
export const eventsFile = z.strictObject({
  events: z.array(event),
  hazard_estimates: z.strictObject({
    method: text,
    by_era: z.record(text, z.record(text, eraRate)),
    episode_adjusted: z.record(text, z.union([text, episodeRate])),
    months_between_major_us_actions_p5_p50_p95: z.record(text, z.array(z.number()).length(3)),
    reversals: z.record(text, reversal),
    caution: text,
    windows_note: text,
  }),
});
/** Rates of moves, counted from the events. */
export type HazardEstimates = z.infer<typeof eventsFile>['hazard_estimates'];
