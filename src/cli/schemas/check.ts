import { z } from 'zod';

/** One thing that is wrong, as every error tells it. */
export const complaint = z.strictObject({
  code: z.string().describe('listed in docs/errors.md'),
  found: z.string(),
  place: z
    .strictObject({
      file: z.string(),
      line: z.number().int().optional(),
      column: z.number().int().optional(),
    })
    .optional(),
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
  })
  .describe('Everything that is wrong with a model; empty findings mean that it is clean.');
