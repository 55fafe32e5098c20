import { z } from 'zod';
import { licenseRequired } from './classify.js';
import { clauseRef } from './timeline.js';

const status = z.strictObject({
  eccn: z.string(),
  license_required: licenseRequired,
  reason: z.string(),
  review_policy: z.string().nullable(),
  clauses: z.array(clauseRef),
});

/** The shape of what `steelyard diff DAY DAY --json` prints. */
export const diffSchema = z
  .strictObject({
    schema: z.literal('steelyard.diff/1'),
    from: z.string(),
    to: z.string(),
    looked_through: z.string().describe('day to which the law in the data was looked through'),
    routes: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    chips_looked: z.number().int(),
    answers_looked: z.number().int().describe('chips times routes'),
    acts: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        citation: z.string(),
        date: z.string().describe('first day in force'),
        phases: z.record(z.string(), z.string()).describe('further days, such as that of compliance'),
      }),
    ),
    changes: z
      .array(
        z.strictObject({
          chip: z.string(),
          name: z.string(),
          route: z.string(),
          before: status,
          after: status,
          way: z.enum(['tighter', 'looser', 'other']),
          because: z
            .array(clauseRef)
            .describe('clauses that decide on the later day and did not on the earlier'),
        }),
      )
      .describe('empty: nothing changed'),
    chinese_design: z
      .array(z.string())
      .describe(
        'chips of Chinese design among those looked at: whether they are subject to the EAR is asked first',
      ),
    disclaimer: z.string(),
  })
  .describe('Which chips have another answer on the later day, on which route, and why.');
