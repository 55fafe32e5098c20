import { z } from 'zod';

/** The shape of what `steelyard simulate MODEL --json` prints. */
export const simulateSchema = z
  .strictObject({
    schema: z.literal('steelyard.simulate/1'),
    model: z.strictObject({ path: z.string(), hash: z.string().describe('SHA-256 of the model text') }),
    sets: z.record(z.string(), z.number()).describe('constants that were set, by element name'),
    times: z.array(z.number()).describe("saved times, in the model's time unit"),
    variables: z.array(
      z.strictObject({
        name: z.string().describe('as the model spells it, with subscripts: Name[a,b]'),
        unit: z.string(),
        values: z
          .array(z.number().nullable())
          .describe('one value a saved time; null where it is not a number or missing'),
      }),
    ),
  })
  .describe('One run of a model: every variable at every saved time.');
