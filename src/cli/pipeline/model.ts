import { type Model, parseModel } from '../../sd/index.js';
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

/** Finds and reads the model that a word of the command line names. Errors: CL010, CL013, and those of its text. */
export function loadModel(word: string, context: Context): LoadedModel {
  const path = findFile(word, modelExtensions, context);
  const file = shownPath(path, context.io.cwd);
  const text = readModelText(path, file);
  return { model: parseModel(text, file), path, file, text };
}
