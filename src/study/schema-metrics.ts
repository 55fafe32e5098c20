import { z } from 'zod';
import { statistics } from '../engine/index.js';
import { slug, words } from './schema-parts.js';

const measured = {
  variable: words.describe('Variable of the model with its elements: `name` or `name[a,b]`'),
  statistic: z
    .enum(statistics)
    .describe(
      'final: value at `to`; at: value at `at`; mean, max, min: over `from`..`to`; sum: integral over `from`..`to`; change: value at `to` less value at `from`; first_at_or_above: first time from `from` on at which the variable reaches `level`, undefined if it never does',
    ),
  from: z.number().optional().describe("Start of the window; without it the model's start"),
  to: z.number().optional().describe("End of the window; without it the model's end"),
  at: z.number().optional().describe('Time of the value, for `at` only'),
  level: z.number().optional().describe('Level to reach, for `first_at_or_above` only'),
  scale: z.number().optional().describe('Factor from the unit of the model to `unit`; 1 without it'),
  unit: words.describe('Unit as shown to readers'),
};

const threshold = z.strictObject({
  at_least: z.number().optional().describe('Lowest value that is good enough'),
  at_most: z.number().optional().describe('Highest value that is good enough'),
  why: words.describe('Why the line is drawn there'),
  source: words.describe('Fact key, link, or words that name who drew it'),
});

const relative = z.strictObject({
  policy: slug.optional().describe('Policy to compare with, in the same future and case'),
  case: slug.optional().describe('Case to compare with, in the same future'),
  as: z
    .enum(['difference', 'ratio'])
    .default('difference')
    .describe('difference: ours less theirs; ratio: ours by theirs'),
});

export const metricSchema = z.strictObject({
  id: slug.describe('Name of the metric, a column of the result files'),
  lens: slug.describe('Lens that the metric belongs to'),
  group: slug.describe(
    'Metrics of one group measure much the same; the second grouping of ranks counts a group once',
  ),
  title: words.describe('Name for readers'),
  direction: z.enum(['higher', 'lower']).describe('Which way is better through this lens'),
  case: slug.describe('Case in which it is measured'),
  ...measured,
  relative_to: relative
    .optional()
    .describe(
      'Makes the metric a comparison within each future; result files hold the value before it is compared',
    ),
  threshold: threshold.optional().describe('A line to meet'),
  explained: words.describe('What the number means and what it leaves out'),
});

export const seriesSchema = z.strictObject({
  id: slug.describe('Name of the series, a column of the result files'),
  variable: words.describe('Variable of the model with its elements'),
  title: words.describe('Name for readers'),
  unit: words.describe('Unit as shown to readers'),
  case: slug.optional().describe('Case to show; without it every case'),
  scale: z.number().optional().describe('Factor from the unit of the model to `unit`; 1 without it'),
});

export const historySchema = z.strictObject({
  id: slug.describe('Name of the check'),
  title: words.describe('What is compared'),
  ...measured,
  observed: words.describe('Fact key of what happened, `history:SERIES@PERIOD`'),
  naive: z
    .strictObject({
      title: words.describe('The naive rule, such as persistence or trend'),
      value: z
        .union([z.number(), words])
        .describe('Its forecast: a number, or a fact key with an optional factor (` * 2`)'),
      source: words.optional().describe('Where a number comes from'),
    })
    .optional()
    .describe('A rival forecast to beat'),
  observed_scale: z.number().optional().describe('Factor from the unit of the fact to `unit`; 1 without it'),
  note: words.describe('What to bear in mind when reading the check'),
});

export type StudyMetric = z.output<typeof metricSchema>;
export type StudySeries = z.output<typeof seriesSchema>;
export type StudyHistory = z.output<typeof historySchema>;
/** What metrics and history checks share: one number from the path of one variable. */
export type Measured = Pick<
  StudyMetric,
  'variable' | 'statistic' | 'from' | 'to' | 'at' | 'level' | 'scale' | 'unit'
>;
