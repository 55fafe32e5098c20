import { z } from 'zod';
import { access, date, text } from './common.js';

const sourceRecord = z.strictObject({
  title: text,
  url: z.url({ protocol: /^https?$/ }),
  date: date.optional(),
  kind: z.enum([
    'official_filing',
    'government',
    'law_firm',
    'think_tank',
    'academic',
    'analyst',
    'press_report',
    'vendor',
    'benchmark',
    'dataset',
    'cloud_docs',
    'wiki',
    'blog',
  ]),
  access,
  licence: text.optional(),
  note: text.optional(),
});

/** The form of data/sources.yaml. */
export const sourcesFile = z.strictObject({ sources: z.record(text, sourceRecord) });

/** One document that the data cite: where it is, of what day and kind, and how it was read. */
export type SourceRecord = z.infer<typeof sourceRecord> & { readonly key: string };
