import { z } from 'zod';
import { licenseRequired } from './classify.js';

const day = z.string().describe('YYYY-MM-DD; a month where no day is known');

const act = z.strictObject({
  id: z.string(),
  government: z.enum(['us', 'cn']),
  day: day.describe('first day in force, or of publication for what never took force'),
  in_force: z.boolean(),
  kind: z
    .string()
    .nullable()
    .describe('of a US act that is no rule: is-informed, guidance, tariff and so on'),
  phases: z
    .record(z.string(), z.string())
    .describe('further days of the same act, such as that of compliance'),
  title: z.string(),
  basis: z.string().describe('citation of a US act; who issued a Chinese one'),
  grade: z
    .string()
    .describe(
      'US: how the text was read (T, S, P, R); China: how sure the report is (official, reported, analyst)',
    ),
  effects: z
    .array(
      z.strictObject({
        day,
        tighter: z.number().int(),
        looser: z.number().int(),
        other: z.number().int().describe('neither can be said'),
        classed: z.number().int().describe('another entry, with the same licence and review'),
      }),
    )
    .describe(
      'chips whose answer changed on each day of a US act; where several acts share a day, those that the deciding clauses cite',
    ),
  binds: z.record(z.string(), z.string()).describe('a Chinese act: what it is to which kind of buyer'),
  url: z.string(),
});

const months = z
  .strictObject({ low: z.number(), high: z.number() })
  .nullable()
  .describe(
    'from launch to the last day outside the rules checked; two ends where the launch is not known to the day',
  );

const survival = z.strictObject({
  chip: z.string(),
  name: z.string(),
  state: z.enum(['ended', 'open', 'cannot_tell']),
  launched: z.string(),
  outside_to: z.string().nullable().describe('last day outside the rules checked; null while it still is'),
  months,
  ended_by: z.strictObject({ id: z.string(), clause: z.string(), cite: z.string() }).nullable(),
  china_gate: z
    .strictObject({ from: z.string(), state: z.string() })
    .nullable()
    .describe("first day from launch on which China's gate was firm for commercial clouds"),
});

export const clauseRef = z.strictObject({ id: z.string(), clause: z.string(), cite: z.string() });

const span = z.strictObject({
  from: day,
  to: z.string().nullable().describe('last day; null while nothing later is known'),
  eccn: z.string(),
  license_required: licenseRequired,
  reason: z.string(),
  review_policy: z.string().nullable(),
  clauses: z.array(clauseRef).describe('clauses that decide it'),
  acts: z
    .array(z.strictObject({ id: z.string(), title: z.string(), citation: z.string() }))
    .describe('US acts that took effect on its first day'),
});

/** The shape of what `steelyard timeline --json` prints. */
export const timelineSchema = z
  .strictObject({
    schema: z.literal('steelyard.timeline/1'),
    asked: z.strictObject({ to: z.string(), from_day: z.string().nullable(), until: z.string() }),
    looked_through: z.string().describe('day to which the law in the data was looked through'),
    disclaimer: z.string(),
    chip: z
      .strictObject({
        id: z.string(),
        name: z.string(),
        launched: z.string().nullable(),
        chinese: z.boolean().describe('designed in China: whether it is subject to the EAR is asked first'),
      })
      .nullable(),
    chips_looked: z.number().int(),
    acts: z.array(act).describe('without a chip: acts of both governments, in order'),
    survival: z.array(survival).describe('without a chip: variants made for export'),
    spans: z.array(span).describe('with a chip: stretches of days with the same answer'),
    china: z
      .record(
        z.string(),
        z.array(z.strictObject({ from: z.string(), to: z.string().nullable(), state: z.string() })),
      )
      .nullable()
      .describe("with a chip that goes to China: China's gate by kind of buyer"),
    deliveries: z.array(z.strictObject({ day, title: z.string(), source: z.string() })),
  })
  .describe('Acts of both governments and how long export variants lasted, or one chip under them.');
