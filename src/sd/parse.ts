import type { SteelyardError } from '../base/error.js';
import type { Model } from './ir.js';
import type { ExternalReader } from './outside/sheet.js';
import { resolveModel } from './resolve/model.js';
import { Problems } from './resolve/problems.js';
import { readSettings } from './settings.js';
import { makeSource, splitEntries } from './syntax/entries.js';
import { parseStatement } from './syntax/statement.js';

/** What a model is read with, besides its text. */
export interface ReadOptions {
  /** Opens the files that the model names; without one, a model that names files is refused. */
  readonly external?: ExternalReader | undefined;
}

/**
 * Reads a model in Vensim `.mdl` text and throws the first thing that is wrong with it.
 *
 * `file` is used in places of errors only. Errors: SD001 to SD019, SD040 to SD044.
 *
 * @example
 * parseModel('x= 2*3 ~ kg ~ what it is |', 'm.mdl').variables[0].units // => 'kg'
 */
export function parseModel(text: string, file: string, options: ReadOptions = {}): Model {
  const { model, problems } = parseAll(text, file, options);
  if (problems.length > 0) throw problems[0];
  return model;
}

/**
 * Reads a model and collects everything that is wrong with it, in the order of the text.
 *
 * @example
 * parseAll('x= waffer ~~| wafer= 1 ~~|', 'm.mdl').problems.map((p) => p.complaint.nearest) // => ['wafer']
 */
export function parseAll(
  text: string,
  file: string,
  options: ReadOptions = {},
): { model: Model; problems: SteelyardError[] } {
  const problems = new Problems();
  const source = makeSource(text, file);
  const entries = problems.attempt(() => splitEntries(source)) ?? [];
  const statements = entries.flatMap(
    (entry) => problems.attempt(() => [parseStatement(source, entry)]) ?? [],
  );
  const outside = { reader: options.external, aliases: readSettings(text).aliases };
  const syntaxFailed = problems.list.length > 0;
  const model = { ...resolveModel(statements, file, problems, outside), unitAliases: readUnitAliases(text) };
  // A statement that could not be read would make every use of its name look undefined.
  const list = syntaxFailed ? problems.list.filter((p) => p.complaint.code !== 'SD005') : problems.list;
  const line = (p: SteelyardError) => p.complaint.place?.line ?? 0;
  return { model, problems: [...list].sort((a, b) => line(a) - line(b)) };
}

// The settings behind the sketch list alike units as `22:$,Dollar,Dollars`.
function readUnitAliases(text: string): string[][] {
  return [...text.matchAll(/^22:(.+)$/gm)].map((line) => line[1]!.split(',').map((one) => one.trim()));
}
