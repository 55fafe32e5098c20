import { type Model, parseModel } from '../../sd/index.js';
import { externalReader } from '../external/reader.js';
import { withRuns } from '../external/runs.js';
import type { Context } from '../verb.js';
import { readModelText } from './files.js';
import { findFile, modelExtensions, shownPath } from './locate.js';

/** A model with the file that it was read from. */
export interface LoadedModel {
  readonly model: Model;
  /** The file in full. */
  readonly path: string;
  /** The file as one would type it here. */
  readonly file: string;
  readonly text: string;
}

/**
 * Finds and reads the model that a word of the command line names, with the files beside it that it takes values from.
 *
 * @param data files of other runs that feed its data variables
 * Errors: CL010, CL013, and those of its text.
 */
export async function loadModel(
  word: string,
  context: Context,
  data: readonly string[] = [],
): Promise<LoadedModel> {
  const path = findFile(word, modelExtensions, context);
  const file = shownPath(path, context.io.cwd);
  const text = readModelText(path, file);
  const read = parseModel(text, file, { external: await externalReader(text, path) });
  return { model: withRuns(read, text, path, data, context), path, file, text };
}
