import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../base/yaml.js';
import type { BoundaryRow, SimplificationRow, WeakPoint } from '../../report/index.js';
import { readText } from './files.js';
import { shownPath } from './locate.js';

const words = z.string().min(1);

const notesSchema = z.strictObject({
  schema: z.literal('steelyard.model-notes/1'),
  behaviours: z.array(z.strictObject({ what: words, when: words, how: words })).default([]),
  boundary: z
    .array(
      z.strictObject({ what: words, place: z.enum(['endogenous', 'exogenous', 'left out']), why: words }),
    )
    .default([]),
  simplifications: z.array(z.strictObject({ what: words, instead_of: words, effect: words })).default([]),
  weak_points: z.array(z.strictObject({ title: words, text: words, effect: words.nullable() })).default([]),
});

/** What the modeller says of a model in words: boundary, simplifications, and why it may be wrong. */
export interface ModelNotes {
  readonly boundary: readonly BoundaryRow[];
  readonly simplifications: readonly SimplificationRow[];
  readonly weakPoints: readonly WeakPoint[];
}

/**
 * Reads `notes.yaml` beside a model file; a model without notes has empty ones.
 *
 * @throws SteelyardError CL014 at the line that does not fit
 */
export function readModelNotes(modelFile: string, cwd: string): ModelNotes {
  const file = join(dirname(modelFile), 'notes.yaml');
  if (!existsSync(file)) return { boundary: [], simplifications: [], weakPoints: [] };
  const code = 'CL014';
  const codes = {
    syntax: code,
    duplicate: code,
    empty: code,
    unknown: code,
    missing: code,
    type: code,
    value: code,
  };
  const notes = readYaml(
    readText(file, shownPath(file, cwd)),
    shownPath(file, cwd),
    notesSchema,
    codes,
  ).value;
  return {
    boundary: notes.boundary,
    simplifications: notes.simplifications.map(({ what, instead_of, effect }) => ({
      what,
      insteadOf: instead_of,
      effect,
    })),
    weakPoints: notes.weak_points,
  };
}
