import { z } from 'zod';

/** The form of a batch; cases are read one by one, so that a bad one does not lose the others. */
export const batchForm = z.looseObject({
  cases: z.array(z.unknown()),
  certifications: z.enum(['met', 'unknown']).optional(),
});

/** The form of the file of a chip of one's own. */
export const chipForm = z.strictObject({
  name: z.string().min(1).optional(),
  params: z.record(z.string(), z.unknown()),
});
