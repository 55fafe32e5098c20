import { z } from 'zod';
import { text } from './common.js';

/** The form of data/compute/parameters.yaml: what is believed of the calibrated parameters before any row is looked at. */
export const parametersFile = z.strictObject({
  /** What is taken where a maker publishes nothing, and how sure a published figure is, as standard deviation of the logarithm. */
  machines: z.strictObject({
    memory_gb: z.number().positive(),
    bytes_per_kflop: z.number().positive(),
    link_gb_s: z.number().positive(),
    scale_up_chips: z.number().positive(),
    scale_out_gb_s: z.number().positive(),
    host_w: z.number().positive(),
    tdp_w_per_tflops: z.number().positive(),
    idle_share: z.number().min(0).max(0.9),
    watts_per_tflops: z.record(z.string(), z.number().positive()),
    tdp_w: z.number().positive(),
    doubt_estimate: z.number().nonnegative(),
    doubt_unverified: z.number().nonnegative(),
    doubt_taken: z.number().nonnegative(),
    doubt_family: z.number().nonnegative(),
    why: text,
  }),
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

/** What stands in for figures that are not published. */
export type MachineRules = z.infer<typeof parametersFile>['machines'];
/** A calibrated parameter, before calibration. */
export type Parameter = z.infer<typeof parametersFile>['parameters'][number];
