import { z } from 'zod';

const pair = <T extends z.ZodType>(one: T) => z.tuple([one, one]);

/** The shape of what `steelyard compare FIRST SECOND --json` prints. */
export const compareSchema = z
  .strictObject({
    schema: z.literal('steelyard.compare/1'),
    models: pair(z.string()),
    design: z.number().int(),
    seed: z.number().int(),
    within: z.number().describe('share by which constants without a slider were moved'),
    tolerance: z.number(),
    settings: z.number().int().describe('the one as written included'),
    times: z.number().int().describe('saved times of both'),
    constants: z.array(
      z.strictObject({
        name: z.string(),
        values: pair(z.number()).describe('in the first model and in the second'),
        low: z.number(),
        high: z.number().describe('the same as low: it was not moved'),
      }),
    ),
    only: pair(z.array(z.string())).describe('elements that only one of the two has'),
    above: z.number().int().describe('differences above the tolerance'),
    worst_setting: z
      .strictObject({ setting: z.number().int(), constants: z.record(z.string(), z.number()) })
      .nullable()
      .describe('the setting of the largest difference and its constants; null: as written'),
    differences: z.array(
      z.strictObject({
        name: z.string(),
        unit: z.string(),
        relative: z.number().nullable().describe('null: one of the two is not a number'),
        time: z.number(),
        setting: z.number().int().describe('0: as written'),
        values: pair(z.number().nullable()),
      }),
    ),
  })
  .describe('Where two versions of a model differ, element by element, the largest difference first.');
