import { z } from 'zod';

/** The shape of what `steelyard figure NAME --json` prints. */
export const figureSchema = z
  .strictObject({
    schema: z.literal('steelyard.figure/1'),
    figure: z.enum(['plane', 'lane', 'survival', 'time']),
    day: z.string().nullable().describe('of the rules; null where the figure does not depend on it'),
    title: z.string().describe('the finding'),
    caption: z.string(),
    source: z.string(),
    file: z.string().nullable().describe('the file that was written, if any'),
    columns: z.array(z.string()),
    rows: z
      .array(z.array(z.union([z.string(), z.number(), z.null()])))
      .describe('what was drawn; null: not known'),
  })
  .describe('The numbers behind a drawing.');
