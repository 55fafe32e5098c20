import { z } from 'zod';
import { weighSchema } from './weigh.js';

/** The published shape of each verb's `--json` document, by verb. */
export const documentSchemas = { weigh: weighSchema } as const;

/** A verb whose `--json` document has a published shape. */
export type DocumentVerb = keyof typeof documentSchemas;

/**
 * Gives a verb's document shape as JSON Schema (draft 2020-12), named after the document's version.
 *
 * @example
 * jsonSchemaOf('weigh').$id // => 'steelyard.weigh/1'
 */
export function jsonSchemaOf(verb: DocumentVerb): Record<string, unknown> {
  const schema = documentSchemas[verb];
  const { $schema, ...body } = z.toJSONSchema(schema) as Record<string, unknown>;
  return { $schema, $id: schema.shape.schema.value, title: `steelyard ${verb} --json`, ...body };
}
