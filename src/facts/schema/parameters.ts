import { z } from 'zod';
import { text } from './common.js';

/** The form of data/compute/parameters.yaml: what is believed of the calibrated parameters before any row is looked at. */
export const parametersFile = z.strictObject({
  parameters: z.array(
    z.strictObject({
      id: text,
      /** A positive number, or one between 0 and 1. */
      form: z.enum(['log', 'share']),
      prior: z.number().positive(),
      spread: z.number().positive(),
      /** What the parameter may differ by. */
      by: z.enum(['family', 'training_stack', 'serving_stack', 'maker']).optional(),
      spread_by: z.number().positive().optional(),
      why: text,
    }),
  ),
});

/** A calibrated parameter, before calibration. */
export type Parameter = z.infer<typeof parametersFile>['parameters'][number];
