import { z } from 'zod';
import { text } from './common.js';

const placeId = z.string().regex(/^[A-Z]{2}$/, 'a code of two letters such as CN');
const spellings = z.record(placeId, z.array(text));

/** Names in braces that are places; the others are terms of the file. */
const placeWords = ['place', 'abroad', 'anywhere'];

const pattern = z.strictObject({
  in: z.enum(['end_user', 'chip', 'destination', 'transaction', 'packaged_by']),
  pattern: text,
  sets: z.record(text, text),
});

/** The form of data/controls/words.yaml: terms are known, and no pattern can take more than linear time. */
export const wordsFile = z
  .strictObject({
    short: spellings,
    adjectives: spellings,
    cities: spellings,
    no_place: z.array(text),
    negation: z.strictObject({ words: z.array(text), passing: z.array(text) }),
    terms: z.record(z.string().regex(/^[a-z]+$/, 'a name in small letters'), text),
    patterns: z.array(pattern),
  })
  .superRefine(({ terms, patterns }, context) => {
    const rows = [
      ...Object.entries(terms).map(([name, row]) => ({ path: ['terms', name], row })),
      ...patterns.map((one, i) => ({ path: ['patterns', i, 'pattern'], row: one.pattern })),
    ];
    for (const { path, row } of rows) {
      const say = (message: string) => context.addIssue({ code: 'custom', path, message });
      // Each repetition has an upper end, so that no text makes a pattern slow.
      if (/(?<!\\)[*+]|\{\d+,\}/.test(row)) say('a pattern without * and +, such as {0,3} in their place');
      for (const [, name] of row.matchAll(/\{([a-z]+)\}/g)) {
        if (!placeWords.includes(name!) && !Object.hasOwn(terms, name!))
          say(`{place}, {abroad}, {anywhere}, a code such as {CN}, or a term; there is no {${name}}`);
      }
      if ([...row.matchAll(/\{(?:place|abroad)\}/g)].length > 1) say('one {place} at most');
      if (!compiles(row)) say('a regular expression');
    }
    for (const [i, { pattern: row, sets }] of patterns.entries()) {
      for (const [input, value] of Object.entries(sets)) {
        const ofPlace = value === '{place}' || value === '{abroad}';
        if (value.startsWith('{') && !(ofPlace && row.includes(value)))
          context.addIssue({
            code: 'custom',
            path: ['patterns', i, 'sets', input],
            message: 'a word, or the {place} or {abroad} of the pattern',
          });
      }
    }
  });
/** All of data/controls/words.yaml: what the words of a request tell. */
export type WordsFile = z.infer<typeof wordsFile>;

function compiles(row: string): boolean {
  try {
    return new RegExp(row.replace(/\{[a-zA-Z]+\}/g, '(?:x)')) !== undefined;
  } catch {
    return false;
  }
}
