import { z } from 'zod';

/** Text with something in it. */
export const text = z.string().min(1);

/** Keys of data/sources.yaml. An empty list is read, and then listed by `evidence --check`. */
export const sourceKeys = z.array(text);

/** A day, month, quarter or year. */
export const date = z
  .string()
  .regex(/^\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?$/, 'a date such as 2026-01-15, 2026-01, 2026-Q1 or 2026');

/** How much stands behind a number: the kind of document that carries it. */
export const grade = z.enum([
  'official_filing',
  'government',
  'think_tank',
  'analyst',
  'press_report',
  'academic',
]);

/** How the document was read; see the head of data/sources.yaml. */
export const access = z.enum([
  'read',
  'excerpt',
  'secondary',
  'cross_checked',
  'via_epoch',
  'recall',
  'not_read',
  'not_stated',
]);

/** Level of a US control entry: T text read, S located or restated, P press or law firm, R recalled. */
export const level = z.enum(['T', 'S', 'P', 'R']);

/**
 * A number with its sources. `estimate`: scaled, inferred or reported by the press; `unverified`: no document that
 * it cites was opened.
 */
export const cell = z.strictObject({
  value: z.number(),
  source: sourceKeys,
  estimate: z.literal(true).optional(),
  unverified: z.literal(true).optional(),
  note: text.optional(),
});

/** A number with its sources, as data/accelerators holds them. */
export type Cell = z.infer<typeof cell>;
