import { z } from 'zod';

const place = z.strictObject({
  file: z.string(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
});

/** One thing that is wrong, as every error tells it. */
export const complaint = z.strictObject({
  code: z.string().describe('listed in docs/errors.md'),
  found: z.string(),
  place: place.optional(),
  expected: z.string().optional(),
  nearest: z.string().optional().describe('the closest valid name'),
  remedy: z.string().optional().describe('what to do next'),
});

/** The shape of what `steelyard check MODEL --json` prints. */
export const checkSchema = z
  .strictObject({
    schema: z.literal('steelyard.check/1'),
    file: z.string(),
    variables: z.number().int(),
    dimensions: z.number().int(),
    findings: z.array(complaint),
    notices: z
      .array(z.strictObject({ found: z.string(), place }))
      .describe('what the text holds and a run leaves out; no fault'),
  })
  .describe('Everything that is wrong with a model; empty findings mean that it is clean.');
