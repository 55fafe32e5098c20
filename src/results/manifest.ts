import { z } from 'zod';
import { SteelyardError } from '../base/error.js';

const written = z.object({ file: z.string(), sha256: z.string(), rows: z.number() });

/** The manifest of a finished run, kind `steelyard.run/1`: equal, byte by byte, wherever and however often it ran. */
export const manifestSchema = z.object({
  schema: z.literal('steelyard.run/1'),
  /** sha256 over all that decides the results; its first 12 digits stand in the folder's name. */
  key: z.string(),
  version: z.string(),
  study: z.object({ id: z.string(), hash: z.string() }),
  model: z.object({ path: z.string(), hash: z.string() }),
  data: z.object({ hash: z.string(), priors: z.string() }),
  program: z.object({ hash: z.string() }),
  seed: z.number(),
  /** How the futures were drawn, in the words of the study, with the hash of the values given to the runs. */
  design: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  futures: z.object({
    count: z.number(),
    columns: z.array(z.string()),
    ...written.shape,
    /** Further files of the same table, in order, where it has more rows than one file takes. */
    more: z.array(written).optional(),
  }),
  arms: z.array(
    z.object({ policy: z.string(), case: z.string(), sets: z.array(z.tuple([z.string(), z.number()])) }),
  ),
  metrics: z.array(
    z.object({
      id: z.string(),
      series: z.string(),
      statistic: z.string(),
      from: z.number().optional(),
      to: z.number().optional(),
      at: z.number().optional(),
      level: z.number().optional(),
      scale: z.number().optional(),
    }),
  ),
  series: z.array(z.object({ id: z.string(), series: z.string(), scale: z.number().optional() })),
  /** Save times, in the model's time unit. */
  times: z.array(z.number()),
  chunks: z.array(
    z.object({
      /** Position in `arms`. */
      arm: z.number(),
      /** Futures `from` to `to`, `to` not included. */
      from: z.number(),
      to: z.number(),
      runs: written,
      series: written.nullable(),
    }),
  ),
});

export type Manifest = z.output<typeof manifestSchema>;

/** Name of the manifest in a results folder. */
export const manifestName = 'manifest.json';

/**
 * Reads the text of a manifest.
 *
 * @throws SteelyardError RE005 if it is no manifest, or of a kind that this version does not know
 */
export function parseManifest(content: string, file: string): Manifest {
  const kind = manifestSchema.shape.schema.value;
  const fault = (found: string) =>
    new SteelyardError({
      code: 'RE005',
      found,
      place: { file },
      expected: `the manifest of a run, kind ${kind}`,
      remedy: 'run the study again: what is whole is kept and the manifest is written anew',
    });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw fault('the manifest is not readable JSON');
  }
  const read = manifestSchema.safeParse(value);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw fault(`${path.length > 0 ? path.join('.') : 'the manifest'}: ${message}`);
}

/** Prints a manifest as it is stored. */
export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
