import { z } from 'zod';
import { complaint } from './check.js';

const source = z.strictObject({
  key: z.string(),
  title: z.string(),
  url: z.string(),
  kind: z.string(),
  access: z.string().describe('how the document was read'),
  date: z.string().nullable(),
  licence: z.string().nullable(),
});

const priorInSet = z.strictObject({
  set: z.string(),
  p5: z.number(),
  p50: z.number(),
  p95: z.number(),
  dist: z.string(),
  same: z.boolean().describe('numbers taken over from the current set'),
  why: z.string(),
  sources: z.array(z.string()),
});

const dependant = z.strictObject({
  kind: z.enum(['constant', 'metric', 'figure', 'threshold']),
  name: z.string(),
  place: z.string().optional(),
});

/** The shape of what `steelyard evidence KEY --json` prints. */
const one = z.strictObject({
  schema: z.literal('steelyard.evidence/1'),
  key: z.string(),
  title: z.string(),
  value: z.union([z.number(), z.string()]),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string(),
  date: z.string().nullable(),
  distribution: z.string().nullable(),
  flags: z.array(z.string()),
  why: z.string().nullable(),
  note: z.string().nullable(),
  derived_from: z.array(z.string()),
  place: z.string(),
  sources: z.array(source),
  sets: z.array(priorInSet).describe('for a prior: both dated sets'),
  dependants: z.array(dependant).describe('what rests on it, as the study knows it'),
});

const keys = z.strictObject({ schema: z.literal('steelyard.evidence-keys/1'), keys: z.array(z.string()) });

const findingKind = z.enum(['unsourced', 'later', 'judgement', 'unverified', 'stale', 'unused']);

const check = z.strictObject({
  schema: z.literal('steelyard.evidence-check/1'),
  passed: z.boolean(),
  data: z.strictObject({
    asOf: z.string(),
    priors: z.string(),
    rows: z.number().int(),
    sources: z.number().int(),
    counts: z.record(findingKind, z.number().int()),
    findings: z.array(
      z.strictObject({
        kind: findingKind,
        key: z.string(),
        detail: z.string(),
        used: z.boolean(),
        place: complaint.shape.place.unwrap(),
      }),
    ),
    passed: z.boolean(),
  }),
  model: z.array(complaint).describe('constants of the model that the data do not bear out'),
});

/** What `steelyard evidence --json` prints: one value, the keys there are, or a check. */
export const evidenceSchema = z
  .union([one, keys, check])
  .describe(
    'A number with its range, sources and what rests on it; or the keys there are; or what a check found.',
  );
