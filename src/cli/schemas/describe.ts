import { z } from 'zod';

const count = z.number().int().nonnegative();

/** The shape of what `steelyard describe MODEL --json` prints. */
export const describeSchema = z
  .strictObject({
    schema: z.literal('steelyard.describe/1'),
    model: z.strictObject({ path: z.string(), hash: z.string().describe('SHA-256 of the model text') }),
    counts: z.strictObject({
      variables: count.describe("without the clock's"),
      elements: count,
      ranges: count,
      stocks: count,
      flows: count.describe('rates that are no sum of variables count as one flow each'),
      auxiliaries: count,
      constants: count,
      lookups: count,
      data: count.describe('variables whose values over time come from a file or another run'),
    }),
    stocks: z.array(
      z.strictObject({
        name: z.string(),
        units: z.string(),
        elements: count,
        inflows: z.array(z.string()),
        outflows: z.array(z.string()),
        rate: z.string().nullable().describe('the rate as an equation where it is no sum of flows'),
        loop: z.array(z.string()).nullable().describe('the shortest feedback loop, from the stock on'),
      }),
    ),
    constants: z.array(z.strictObject({ name: z.string(), units: z.string(), values: z.array(z.number()) })),
    lookups: z.array(z.strictObject({ name: z.string(), units: z.string(), points: count })),
    loops: z.strictObject({
      count: count.describe('feedback loops from variable to variable'),
      complete: z.boolean().describe('false: there are more, counting has stopped'),
    }),
    longest_chain: z
      .array(z.string())
      .describe('stocks and stages of delays on the shortest way between the two that lie farthest apart'),
    diagram: z.string().nullable().describe('the file that was drawn, if any'),
  })
  .describe('What a model is made of.');
