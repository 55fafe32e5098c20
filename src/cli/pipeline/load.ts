import { dirname } from 'node:path';
import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { sha256 } from '../../base/sha256.js';
import type { Facts, Part } from '../../facts/index.js';
import { readFacts } from '../../facts/read.node.js';
import { type Model, parseModel } from '../../sd/index.js';
import {
  type BoundStudy,
  bindStudy,
  type Overrides,
  overrideStudy,
  readStudy,
  type StudyFile,
  studyInBasis,
  viewOfFacts,
  viewOfModel,
} from '../../study/index.js';
import { externalReader } from '../external/reader.js';
import type { Context } from '../verb.js';
import { readText } from './files.js';
import { findBeside, listNear, shownPath } from './locate.js';

/** A study with all that it rests on, as it was read. */
export interface LoadedParts {
  readonly file: StudyFile;
  readonly model: Model;
  readonly modelFile: string;
  readonly facts: Facts;
  /** SHA-256 of the texts, as they were read. */
  readonly hashes: { readonly study: string; readonly model: string };
}

/** The same, bound. */
export interface LoadedStudy extends Omit<LoadedParts, 'file'> {
  readonly bound: BoundStudy;
}

/**
 * Reads a study, its model and its data, and binds them.
 *
 * @param studyFile full path of the study
 * @throws SteelyardError of facts, sd and study, with the place of what has to change
 */
export async function loadStudy(
  studyFile: string,
  overrides: Overrides,
  context: Context,
): Promise<LoadedStudy> {
  const { file, ...parts } = await loadParts(studyFile, context);
  const asked = studyInBasis(overrideStudy(file, overrides), parts.facts);
  const bound = bindStudy(asked, viewOfModel(parts.model), viewOfFacts(parts.facts));
  return { bound, ...parts };
}

/** Reads a study, its model and its data, without holding them against each other. */
export async function loadParts(
  studyFile: string,
  context: Context,
  parts?: readonly Part[],
): Promise<LoadedParts> {
  const { cwd } = context.io;
  const text = readText(studyFile, shownPath(studyFile, cwd));
  const file = readStudy(text, shownPath(studyFile, cwd));
  const modelFile = findPart(file, studyFile, 'model', context);
  const dataFolder = findPart(file, studyFile, 'data', context);
  const modelText = readText(modelFile, shownPath(modelFile, cwd));
  const external = await externalReader(modelText, modelFile);
  const model = parseModel(modelText, shownPath(modelFile, cwd), { external });
  const shown = { root: shownPath(dataFolder, cwd) };
  const facts = await readFacts(dataFolder, parts ? { ...shown, parts } : shown);
  return { file, model, modelFile, facts, hashes: { study: sha256(text), model: sha256(modelText) } };
}

/** Finds the model or the data folder that a study names. */
function findPart(file: StudyFile, studyFile: string, part: 'model' | 'data', context: Context): string {
  const path = file.study[part];
  const found = findBeside(studyFile, path, context);
  if (found !== undefined) return found;
  const nearest = nearestName(path, listNear(studyFile, dirname(path), context));
  throw new SteelyardError({
    code: 'CL010',
    found: `there is no ${part === 'model' ? 'model file' : 'data folder'} ${path}`,
    place: file.placeOf([part]),
    expected: 'a path from the folder of the study, from a folder above it, from here, or inside the package',
    ...(nearest === undefined ? {} : { nearest }),
    remedy: 'correct the path in the study',
  });
}
