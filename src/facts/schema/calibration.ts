import { z } from 'zod';
import { text } from './common.js';

/** The form of data/compute/calibration.yaml, which `npm run calibrate` writes. */
export const calibrationFile = z.strictObject({
  /** SHA-256 of the rows, shapes, servers and priors that it was fitted on. */
  fitted_on: text,
  rows: z.number().int().nonnegative(),
  /** Measured rows by kind and architecture family. */
  measured: z.record(text, z.record(text, z.number().int().positive())),
  /** Fitted coordinates, each on its unbounded scale. */
  coordinates: z.array(z.strictObject({ name: text, value: z.number() })),
  /** Lower triangle of their covariance, row by row. */
  covariance: z.array(z.array(z.number())),
  /** Scatter by kind of row, as standard deviation of the logarithm, from sources left out one by one. */
  residual: z.record(text, z.number().nonnegative()),
});

/** A calibration. */
export type CalibrationFile = z.infer<typeof calibrationFile>;
