import { z } from 'zod';
import { words } from './schema-parts.js';

const text = words.describe(
  'Text with tokens: {metric ID POLICY}, {share METRIC POLICY} (share of futures that meet the threshold), {all LENS POLICY} (share that meets every threshold of a lens, or of `all`), {series ID TIME POLICY}, {median ...} for a metric or series without its band, {best METRIC}, {history} (how the checks came out), {prior KEY}, {fact KEY}; @ stands for the policy of a table row',
);

/** A question of the readers that the dossier answers under its own heading, with tokens for its numbers. */
export const questionSchema = z.strictObject({
  number: z.int().min(1).describe('Number of the question in the list that a release must answer'),
  question: words.describe('The question as a reader asks it'),
  paragraphs: z.array(text).min(1).describe('The answer, one paragraph an entry'),
  figure: z
    .strictObject({
      kind: z
        .enum(['bands', 'metric', 'see'])
        .describe('bands of a series, values of a metric, or a link to a section of the dossier'),
      of: words.describe('Series, metric or section of the dossier that the figure shows'),
    })
    .optional()
    .describe('A figure under the answer'),
  table: z
    .strictObject({
      title: words.describe('Title of the table'),
      columns: z
        .array(z.strictObject({ title: words.describe('Head of the column'), cell: text }))
        .min(1)
        .describe('One column an entry; its cell is filled for every policy'),
    })
    .optional()
    .describe('A table with a row for every policy'),
  sources: z.array(words).default([]).describe('Fact and prior keys that the answer rests on'),
  missing: z.array(words).default([]).describe('What the answer still lacks'),
});

export type StudyQuestion = z.output<typeof questionSchema>;
