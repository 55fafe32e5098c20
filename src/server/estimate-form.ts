import { z } from 'zod';

/** One question about a workload of the library, as a body may hold it. */
export const workForm = z
  .strictObject({
    workload: z.string().min(1).describe('id or other name of a named workload'),
    on: z.string().min(1).describe('the chip, by any of its names'),
    count: z.number().int().min(1).max(1_048_576).optional().describe('how many of them; default: 8'),
    against: z.array(z.string().min(1)).max(16).optional().describe('other chips beside it'),
    deadline_hours: z
      .number()
      .positive()
      .max(876_600)
      .optional()
      .describe('looks for the smallest fleet that finishes in time'),
    budget_usd: z
      .number()
      .positive()
      .max(1e15)
      .optional()
      .describe('looks for the fleet that the sum buys, or rents'),
    tokens: z.number().min(1).max(1e18).optional().describe('how much the whole job is'),
    pay: z.enum(['buy', 'rent']).optional().describe('default: both'),
    country: z.string().min(1).optional().describe('where it stands, by name or ISO code'),
    pue: z.number().min(1).max(4).optional().describe('energy of the site over that of its servers'),
    date: z
      .string()
      .regex(/^20(1[89]|2\d|30)(-(0[1-9]|1[0-2]))?$/, 'a month or a year from 2018 to 2030, such as 2024-06')
      .optional()
      .describe('age of the software'),
    precision: z.enum(['bf16', 'fp8', 'int8', 'fp4']).optional(),
    config: z
      .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
      .optional()
      .describe('settings of the workload, such as {"seq_len": 8192}'),
  })
  .refine(({ count, deadline_hours, budget_usd }) => !(count && deadline_hours && !budget_usd), {
    path: ['count'],
    error: 'count or deadline_hours: the one tells the number of chips, the other looks for it',
  })
  .refine(({ count, budget_usd, pay }) => !(count && budget_usd && pay !== 'rent'), {
    path: ['count'],
    error: 'count or budget_usd: the one tells the number of chips, the other looks for it',
  })
  .describe('One workload on one fleet.');

/** What a body may be: one question, or rows. */
export const workBodyForm = z.union([
  z
    .looseObject({
      measurements: z
        .array(
          z.looseObject({
            id: z.string().optional(),
            kind: z.string().optional(),
            model: z.string().optional(),
            chip: z.string().optional(),
            count: z.number().nullish(),
            precision: z.string().optional(),
            config: z.record(z.string(), z.unknown()).nullish(),
            metric: z.string().optional(),
            unit: z.string().optional(),
          }),
        )
        .min(1),
    })
    .describe(
      'Rows, in the form that `steelyard estimate --batch` reads; `value` and `also` are never read.',
    ),
  workForm,
]);
