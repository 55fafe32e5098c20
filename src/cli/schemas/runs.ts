import { z } from 'zod';

const number = z.number().nullable();
const overTime = z.array(number).describe('one value a saved time; null where no run has one');

const oneNumber = {
  count: z.number().describe('runs that have a value'),
  missing: z.number().describe('runs that have none; the other entries leave them out'),
  mean: number,
  deviation: number.describe('standard deviation of the runs as a sample'),
  least: number,
  most: number,
  quantiles: z.array(number).describe('one a level'),
};

/** The shape of what `steelyard simulate MODEL --vary ... --json` prints. */
export const runsSchema = z
  .strictObject({
    schema: z.literal('steelyard.runs/1'),
    model: z.strictObject({ path: z.string(), hash: z.string().describe('SHA-256 of the model text') }),
    runs: z.number(),
    design: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('drawn'),
        method: z.enum(['sobol', 'lhs', 'random']),
        seed: z.number(),
        vary: z.array(z.strictObject({ constant: z.string(), distribution: z.string() })),
      }),
      z.strictObject({
        kind: z.literal('table'),
        path: z.string(),
        hash: z.string().describe('SHA-256 of the table'),
        constants: z.array(z.string()),
      }),
    ]),
    sets: z
      .record(z.string(), z.number())
      .describe('constants that are the same in all runs, by element name'),
    folder: z.string().nullable().describe('folder that holds every run, with --out'),
    levels: z.array(z.number()).describe('levels of all quantiles, 0 to 1'),
    precision: z
      .strictObject({ metrics: z.number(), series: z.number() })
      .describe('how far a quantile may be off, as a share of its value; 0: exact for these runs'),
    metrics: z.array(
      z.strictObject({
        id: z.string(),
        series: z.string(),
        statistic: z.string(),
        from: z.number().optional(),
        to: z.number().optional(),
        at: z.number().optional(),
        level: z.number().optional(),
        unit: z.string(),
        ...oneNumber,
      }),
    ),
    times: z.array(z.number()).describe("saved times, in the model's time unit"),
    series: z.array(
      z.strictObject({
        name: z.string().describe('as the model spells it, with subscripts: Name[a,b]'),
        unit: z.string(),
        count: overTime,
        missing: overTime,
        mean: overTime,
        deviation: overTime,
        least: overTime,
        most: overTime,
        quantiles: z.array(overTime).describe('one a level'),
      }),
    ),
  })
  .describe('Many runs of a model: what each metric, and each series over time, comes to.');
