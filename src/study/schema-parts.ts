import { z } from 'zod';

/** A name that is safe in file names and column names. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'small letters, digits, - and _, starting with a letter or digit')
  .max(60, 'at most 60 letters');

/** Text that says something. */
export const words = z.string().trim().min(1);

/** A day as YYYY-MM-DD that the calendar has. */
export const isoDate = z.iso.date();
