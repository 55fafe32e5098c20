import { z } from 'zod';

const index = z.union([
  z.strictObject({ kind: z.literal('at'), text: z.string(), position: z.number().int() }),
  z.strictObject({
    kind: z.literal('each'),
    text: z.string(),
    loop: z.string(),
    positions: z.array(z.number().int()),
  }),
]);
const loop = z.strictObject({ id: z.string(), range: z.string(), elements: z.array(z.string()) });
const part = z.looseObject({ kind: z.string() });

/** The shape of what `steelyard convert MODEL --json` prints. */
export const modelSchema = z
  .looseObject({
    schema: z.literal('steelyard.model/1'),
    dimensions: z.array(
      z.looseObject({
        name: z.string(),
        elements: z.array(z.string()),
        sameAs: z.string().optional().describe('the range that this one is another name for'),
        comment: z.string(),
        group: z.string(),
      }),
    ),
    variables: z.array(
      z.looseObject({
        name: z.string(),
        kind: z.string().describe('constant, auxiliary, stock, lookup, delay or initial'),
        axes: z.array(z.strictObject({ name: z.string(), elements: z.array(z.string()) })),
        units: z.string(),
        range: z.string().optional().describe('of a slider, as written'),
        comment: z.string(),
        group: z.string(),
        supplementary: z.boolean(),
        equations: z.array(
          z.looseObject({
            left: z.array(index).describe('the elements that it defines, one entry an axis'),
            loops: z.array(loop),
            except: z.array(z.array(index)),
            right: part.describe(
              'value, numbers, lookup, stock, delay, initial, active or sample, with its expressions',
            ),
            comment: z.string(),
          }),
        ),
      }),
    ),
    unitAliases: z.array(z.array(z.string())),
  })
  .describe('A model with its names resolved; subscripts are loops and positions.');
