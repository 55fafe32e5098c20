import { z } from 'zod';
import { admitSchema } from './admit.js';
import { checkSchema } from './check.js';
import { classifySchema } from './classify.js';
import { compareSchema } from './compare.js';
import { describeSchema } from './describe.js';
import { diffSchema } from './diff.js';
import { estimateSchema } from './estimate.js';
import { evidenceSchema } from './evidence.js';
import { figureSchema } from './figure.js';
import { modelSchema } from './model.js';
import type { DocumentVerb } from './names.js';
import { runsSchema } from './runs.js';
import { serveSchema } from './serve.js';
import { simulateSchema } from './simulate.js';
import { timelineSchema } from './timeline.js';
import { weighSchema } from './weigh.js';

export type { DocumentVerb } from './names.js';

/** The published shape of each verb's `--json` document, by verb. */
export const documentSchemas = {
  weigh: { id: 'steelyard.weigh/1', schema: weighSchema },
  classify: { id: 'steelyard.classify/1', schema: classifySchema },
  admit: { id: 'steelyard.admit/1', schema: admitSchema },
  timeline: { id: 'steelyard.timeline/1', schema: timelineSchema },
  diff: { id: 'steelyard.diff/1', schema: diffSchema },
  estimate: { id: 'steelyard.estimate/1', schema: estimateSchema },
  figure: { id: 'steelyard.figure/1', schema: figureSchema },
  evidence: { id: 'steelyard.evidence/1', schema: evidenceSchema },
  simulate: { id: 'steelyard.simulate/1', schema: simulateSchema },
  runs: { id: 'steelyard.runs/1', schema: runsSchema },
  check: { id: 'steelyard.check/1', schema: checkSchema },
  describe: { id: 'steelyard.describe/1', schema: describeSchema },
  compare: { id: 'steelyard.compare/1', schema: compareSchema },
  convert: { id: 'steelyard.model/1', schema: modelSchema },
  serve: { id: 'steelyard.serve/1', schema: serveSchema },
} as const satisfies Readonly<Record<DocumentVerb, { readonly id: string; readonly schema: z.ZodType }>>;

/**
 * Gives a verb's document shape as JSON Schema (draft 2020-12), named after the document's version.
 *
 * @example
 * jsonSchemaOf('weigh').$id // => 'steelyard.weigh/1'
 */
export function jsonSchemaOf(verb: DocumentVerb): Record<string, unknown> {
  const { id, schema } = documentSchemas[verb];
  const { $schema, ...body } = z.toJSONSchema(schema) as Record<string, unknown>;
  return {
    $schema,
    $id: id,
    title: `steelyard ${verb === 'runs' ? 'simulate --vary' : verb} --json`,
    ...body,
  };
}
