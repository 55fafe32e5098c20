import { z } from 'zod';
import { text } from './common.js';

/** The form of data/controls/words.yaml. */
export const wordsFile = z.strictObject({
  adjectives: z.record(text, z.array(text)),
  patterns: z.array(
    z.strictObject({
      in: z.enum(['end_user', 'chip', 'destination', 'transaction', 'packaged_by']),
      pattern: text,
      sets: z.record(text, text),
    }),
  ),
});
/** All of data/controls/words.yaml: what the words of a request tell. */
export type WordsFile = z.infer<typeof wordsFile>;
