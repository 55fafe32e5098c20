import { z } from 'zod';
import { date, sourceKeys, text } from './common.js';

const families = z.enum(['lognormal', 'logitnormal', 'normal', 'uniform', 'beta']);
const fit = z.strictObject({
  mu: z.number().optional(),
  sigma: z.number().optional(),
  mean: z.number().optional(),
  sd: z.number().optional(),
  skew_check: z.number().optional(),
});

const said = {
  id: text,
  group: text,
  judgement: z.literal(true).optional(),
  note: text.optional(),
  source: sourceKeys,
};

const prior = z.strictObject({
  ...said,
  description: text,
  unit: text,
  p5: z.number(),
  p50: z.number(),
  p95: z.number(),
  dist: families,
  alt_dist: families.optional(),
  fit: fit.optional(),
  bounds: z.strictObject({ low: z.number().optional(), high: z.number().optional() }).optional(),
  strength: z.enum(['strong', 'medium', 'weak']),
  derived_from: z.array(text).optional(),
  rationale: text,
});

/** An entry of the dated set that takes its numbers from the current one. */
const same = z.strictObject({ ...said, same: z.literal(true), reason: text });

const head = {
  set: text,
  as_of: date,
  dependence: z.array(text),
  prior_predictive: z.record(text, z.union([text, z.array(z.number()).length(3)])),
};

/** The form of data/evidence/priors.yaml. */
export const priorsFile = z.strictObject({ ...head, priors: z.array(prior) });

const knownRate = z.strictObject({
  what: text,
  events: z.number(),
  years: z.number(),
  rate_p5: z.number().optional(),
  rate_p50: z.number().optional(),
  rate_p95: z.number().optional(),
  fraction_p5: z.number().optional(),
  fraction_p50: z.number().optional(),
  fraction_p95: z.number().optional(),
});

/** The form of data/evidence/priors-known-2024-12-31.yaml. */
export const knownPriorsFile = z.strictObject({
  ...head,
  limits: z.array(text),
  priors: z.array(z.union([prior, same])),
  hazards_known: z.strictObject({
    method: text,
    window: text,
    us_tighten_events: z.array(text),
    us_loosen_events: z.array(text),
    cn_import_tighten_events: z.array(text),
    cn_broad_additions: z.array(text),
    rows: z.array(knownRate),
    reversals: z.strictObject({
      moves_with_a_full_year: z.number(),
      followed_by_opposite_within_1y: z.number(),
      fraction_p5: z.number(),
      fraction_p50: z.number(),
      fraction_p95: z.number(),
      note: text,
    }),
    gaps_months: z.array(z.number()),
    caution: text,
  }),
});

/** A prior as it stands in its file, before "same" is followed. */
export type WrittenPrior = z.infer<typeof prior>;
/** An entry of the dated set that only points at the current one. */
export type SamePrior = z.infer<typeof same>;
