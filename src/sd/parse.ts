import type { SteelyardError } from '../base/error.js';
import type { Model, Notice } from './ir.js';
import { fileSettings } from './outside/settings.js';
import type { ExternalReader } from './outside/sheet.js';
import { resolveModel } from './resolve/model.js';
import { Problems } from './resolve/problems.js';
import type { Statement } from './syntax/ast.js';
import { makeSource, splitEntries } from './syntax/entries.js';
import { parseMacro } from './syntax/macro.js';
import { readSettings } from './syntax/settings.js';
import { parseStatement } from './syntax/statement.js';
import { checkClock } from './xmile/clock.js';
import { isXml, readXmile } from './xmile/read.js';

/** What a model is read with, besides its text. */
export interface ReadOptions {
  /** Opens the files that the model names; without one, a model that names files is refused. */
  readonly external?: ExternalReader | undefined;
}

/**
 * Reads a model and throws the first thing that is wrong with it. Text that begins with `<` is XMILE, all other text is
 * in the Vensim `.mdl` format.
 *
 * `file` is used in places of errors only. Errors: SD001 to SD019, SD026, SD027, SD040, SD041, SD050 to SD054.
 *
 * @example
 * parseModel('x= 2*3 ~ kg ~ what it is |', 'm.mdl').variables[0].units // => 'kg'
 * const specs = '<sim_specs><start>0</start><stop>1</stop></sim_specs>'
 * const text = `<xmile>${specs}<model><variables><aux name="x y"><eqn>2</eqn></aux></variables></model></xmile>`
 * parseModel(text, 'm.xmile').variables[0].name // => 'x y'
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
  if (isXml(text)) return parseXmile(text, file, problems);
  const source = makeSource(text, file);
  const { entries, macros: texts } = problems.attempt(() => splitEntries(source)) ?? {
    entries: [],
    macros: [],
  };
  const macros = texts.flatMap((one) => problems.attempt(() => [parseMacro(source, one)]) ?? []);
  const statements = entries.flatMap(
    (entry) => problems.attempt(() => [parseStatement(source, entry)]) ?? [],
  );
  const syntaxFailed = problems.list.length > 0;
  const settings = readSettings(source);
  const outside = { reader: options.external, aliases: fileSettings(text).aliases };
  const model = {
    ...resolveModel(statements, file, problems, macros, outside),
    unitAliases: settings.unitAliases,
    ...(settings.method && { method: settings.method }),
    ...(settings.calendar && { calendar: settings.calendar }),
    notices: [...skippedIn(statements), ...settings.notices],
  };
  // A statement that could not be read would make every use of its name look undefined.
  const list = syntaxFailed ? problems.list.filter((p) => p.complaint.code !== 'SD005') : problems.list;
  return { model, problems: inOrder(list) };
}

function parseXmile(
  text: string,
  file: string,
  problems: Problems,
): { model: Model; problems: SteelyardError[] } {
  const read = readXmile(text, file, problems);
  // Names that the reader itself misses are missing; what comes later may follow from what it left out.
  const own = problems.list.length;
  const resolved = resolveModel(read?.statements ?? [], file, problems);
  const model: Model = {
    ...resolved,
    unitAliases: read?.unitAliases ?? [],
    ...(read?.method === 'rk4' && { method: 'rk4' }),
  };
  if (read) checkClock(model, read.clock, problems);
  const found = problems.list.filter(
    (p, i) => (i < own && !read?.incomplete) || own === 0 || p.complaint.code !== 'SD005',
  );
  return { model, problems: inOrder(found) };
}

function inOrder(list: readonly SteelyardError[]): SteelyardError[] {
  const line = (p: SteelyardError) => p.complaint.place?.line ?? 0;
  return [...list].sort((a, b) => line(a) - line(b));
}

function skippedIn(statements: readonly Statement[]): Notice[] {
  return statements.flatMap((one) =>
    one.kind === 'skipped' ? [{ text: `the ${one.what} "${one.name}" is left out`, place: one.place }] : [],
  );
}
