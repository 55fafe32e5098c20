import { SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { Problems } from '../resolve/problems.js';
import type { Statement } from '../syntax/ast.js';
import { Book, type Dim } from './book.js';
import { childOf, childrenOf, placeOf, readXml, textOf, type XmlElement } from './document.js';
import { refuseStages } from './drivers.js';
import { noteFlows } from './flows.js';
import { checkChildren } from './known.js';
import { gatherParts } from './models.js';
import { readName } from './names.js';
import { rangeStatement } from './ranges.js';
import { clockStatement, readSpecs, type Specs } from './specs.js';
import { statementsOf } from './variables.js';

/** What a file in the XMILE format says, in the statements of the common form. */
export interface XmileModel {
  readonly statements: readonly Statement[];
  readonly method: Specs['method'];
  readonly unitAliases: readonly (readonly string[])[];
  /** The clock that the file sets; a variable of the model may bear the name of a setting, and must agree. */
  readonly clock: Specs['clock'];
  /** A variable could not be read at all, so that its uses look undefined. */
  readonly incomplete: boolean;
}

/** A dimension larger than this is a slip of the pen, and writing it out would fill the memory. */
const mostElements = 10_000;

/**
 * Tells whether a text is XML, which a model in the `.mdl` format never is.
 *
 * @example
 * isXml('<xmile version="1.0">') // => true
 */
export const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text);

/**
 * Reads a model in the XMILE format of OASIS (version 1.0) and of the tools that write it; what is wrong is added to
 * `problems`.
 */
export function readXmile(text: string, file: string, problems: Problems): XmileModel | undefined {
  const xml = problems.attempt(() => readXml(text, file));
  if (!xml) return undefined;
  const { root, source } = xml;
  const book = new Book(source);
  const specs = problems.attempt(() => {
    if (root.name.toLowerCase() !== 'xmile') throw notXmile(root, file);
    checkChildren(root, 'the file', source);
    for (const name of ['header', 'data']) {
      const part = childOf(root, name);
      if (part) checkChildren(part, `<${name}>`, source);
    }
    return readSpecs(specsOf(root, source), source);
  });
  problems.attempt(() => readDims(root, book));
  problems.attempt(() => readMacros(root, book));
  problems.attempt(() => gatherParts(root, book, problems));
  const incomplete = problems.list.length > 0;
  for (const part of book.parts) if (part.kind === 'stock') noteFlows(part, book);
  problems.attempt(() => refuseStages(specs?.method ?? 'euler', book));
  const equations: Statement[] = [];
  // Uses of macros add variables as they are found.
  for (let i = 0; i < book.parts.length; i++) {
    const part = book.parts[i]!;
    const before = book.parts.length;
    equations.push(...(problems.attempt(() => statementsOf(part, book)) ?? []));
    for (const made of book.parts.slice(before)) {
      if (made.kind === 'stock') noteFlows(made, book);
    }
  }
  const clock = specs?.clock ?? [];
  const settings = clock.filter(({ name }) => !book.find(name, '')).map(clockStatement);
  return {
    statements: [...dimStatements(book, root), ...book.extra, ...equations, ...settings],
    method: specs?.method ?? 'euler',
    unitAliases: aliasesOf(root),
    clock,
    incomplete,
  };
}

function specsOf(root: XmlElement, source: Book['source']): XmlElement {
  const models = childrenOf(root, 'model');
  const outermost = models.find((model) => !model.attributes.name) ?? models[0];
  const found = childOf(outermost, 'sim_specs') ?? childOf(root, 'sim_specs');
  if (found) return found;
  throw new SteelyardError({
    code: 'SD013',
    found: 'the file has no <sim_specs>',
    place: placeOf(root, source),
    expected: '<sim_specs><start>0</start><stop>10</stop><dt>1</dt></sim_specs>',
  });
}

function readDims(root: XmlElement, book: Book): void {
  for (const element of childrenOf(childOf(root, 'dimensions'), 'dim')) {
    const name = readName(element.attributes.name ?? '');
    const listed = childrenOf(element, 'elem').map((one) => readName(one.attributes.name ?? ''));
    const size = listed.length > 0 ? listed.length : Number(element.attributes.size ?? Number.NaN);
    if (name === '' || !Number.isInteger(size) || size < 1 || size > mostElements || listed.includes('')) {
      throw new SteelyardError({
        code: size > mostElements ? 'SD026' : 'SD041',
        found: `the dimension "${name}" has ${Number.isNaN(size) ? 'no elements and no size' : `the size ${size}`}`,
        place: placeOf(element, book.source),
        expected: `a name, and <elem name="..."/> for each element or a size from 1 to ${mostElements}`,
      });
    }
    const elements = listed.length > 0 ? listed : Array.from({ length: size }, (_, i) => String(i + 1));
    if (!book.dim(name)) book.dims.set(foldName(name), { name, elements } satisfies Dim);
  }
}

const dimStatements = (book: Book, root: XmlElement): Statement[] =>
  childrenOf(childOf(root, 'dimensions'), 'dim').flatMap((element) => {
    const dim = book.dim(readName(element.attributes.name ?? ''));
    return dim ? [rangeStatement(dim.name, dim.elements, placeOf(element, book.source))] : [];
  });

function readMacros(root: XmlElement, book: Book): void {
  for (const element of childrenOf(root, 'macro')) {
    const name = readName(element.attributes.name ?? '');
    const place = placeOf(element, book.source);
    checkChildren(element, `the macro "${name}"`, book.source);
    const equation = childOf(element, 'eqn');
    const special = element.attributes.filter ?? (childOf(element, 'sim_specs') && 'a clock of its own');
    if (!equation || textOf(equation) === '' || special) {
      throw new SteelyardError({
        code: special ? 'SD017' : 'SD041',
        found: special
          ? `the macro "${name}" (${special}) is not supported`
          : `the macro "${name}" has no equation`,
        place,
        expected: '<macro name="..."><parm>...</parm><eqn>...</eqn></macro>',
      });
    }
    const params = childrenOf(element, 'parm').map((one) => readName(textOf(one)));
    book.macros.push({ name, element, equation, params, place });
  }
}

function aliasesOf(root: XmlElement): string[][] {
  return childrenOf(childOf(root, 'model_units'), 'unit').flatMap((unit) => {
    const off = unit.attributes.disabled?.toLowerCase() === 'true';
    const names = [unit.attributes.name ?? '', ...childrenOf(unit, 'alias').map(textOf)].filter(Boolean);
    return off || names.length < 2 ? [] : [names];
  });
}

function notXmile(root: XmlElement, file: string): SteelyardError {
  return new SteelyardError({
    code: 'SD041',
    found: `the file is XML of another kind: its outermost element is <${root.name}>`,
    place: { file, line: 1, column: 1 },
    expected: '<xmile>',
  });
}
