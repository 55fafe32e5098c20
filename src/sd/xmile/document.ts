import { type Place, SteelyardError } from '../../base/error.js';
import { makeSource, placeAt, type Source } from '../syntax/entries.js';
import { parseXml, XmlCdata, XmlElement, XmlError, XmlText } from './xml-library.js';

export type { XmlElement } from './xml-library.js';

/** Text between two tags with references such as `&lt;` written out, and for each letter its offset in the file. */
export interface Content {
  readonly text: string;
  readonly offsets: readonly number[];
  /** The offset behind the last letter. */
  readonly end: number;
}

/** An XML file as elements, each with its place. */
export interface XmlFile {
  readonly source: Source;
  readonly root: XmlElement;
}

/**
 * Reads the elements of an XML text; prefixes need no declaration, since some writers leave it out.
 *
 * Errors: SD040 where the text is not well formed, SD026 when elements are nested too deep.
 */
export function readXml(text: string, file: string): XmlFile {
  // The library takes line ends together; the same is done here so that its offsets are ours.
  const source = makeSource(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), file);
  try {
    const document = parseXml(source.text, {
      includeOffsets: true,
      preserveCdata: true,
      resolveUndefinedEntity: (name) => entities[name.slice(1, -1)],
    });
    return { source, root: document.root! };
  } catch (error) {
    if (error instanceof XmlError) throw notWellFormed(error, source);
    if (error instanceof RangeError) throw tooDeep(file);
    throw error;
  }
}

/** Tells where an element begins. */
export const placeOf = (element: XmlElement, source: Source): Place => placeAt(source, element.start);

/** Lists the elements directly inside another, of one name or all. */
export function childrenOf(element: XmlElement | undefined, name?: string): readonly XmlElement[] {
  if (!element) return [];
  const found = childrenByName(element);
  return name === undefined ? found.all : (found.byName.get(name) ?? []);
}

interface Children {
  readonly all: readonly XmlElement[];
  readonly byName: ReadonlyMap<string, readonly XmlElement[]>;
}

// An array of thousands of elements is asked for its parts once for each of them.
const known = new WeakMap<XmlElement, Children>();

function childrenByName(element: XmlElement): Children {
  let children = known.get(element);
  if (!children) {
    const all = element.children.filter((node): node is XmlElement => node instanceof XmlElement);
    const byName = new Map<string, XmlElement[]>();
    for (const child of all) {
      const name = child.name.toLowerCase();
      const list = byName.get(name);
      if (list) list.push(child);
      else byName.set(name, [child]);
    }
    children = { all, byName };
    known.set(element, children);
  }
  return children;
}

/** Gives the first element of a name directly inside another. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  childrenOf(element, name)[0];

/** Gives the text directly inside an element without blanks at its ends; empty when there is none. */
export const textOf = (element: XmlElement | undefined): string =>
  (element?.children ?? [])
    .map((node) => (node instanceof XmlText || node instanceof XmlCdata ? node.text : ''))
    .join('')
    .trim();

/** Gives the text of an element letter by letter with places. Errors: SD041 when elements stand in it. */
export function contentOf(element: XmlElement, source: Source): Content {
  let text = '';
  const offsets: number[] = [];
  const add = (letters: string, offset: number, length: number) => {
    for (let i = 0; i < letters.length; i++) offsets.push(offset + Math.min(i, length - 1));
    text += letters;
  };
  let end = element.start;
  for (const node of element.children) {
    if (node instanceof XmlElement) {
      throw new SteelyardError({
        code: 'SD041',
        found: `<${node.name}> stands inside the text of <${element.name}>`,
        place: placeOf(node, source),
        expected: 'text alone',
      });
    }
    if (node instanceof XmlCdata) {
      const from = node.start + '<![CDATA['.length;
      for (let i = 0; i < node.text.length; i++) add(node.text[i]!, from + i, 1);
    } else if (node instanceof XmlText) {
      const raw = source.text.slice(node.start, node.end);
      for (const part of raw.matchAll(/&([^;]*);|[^&]+|&/g)) {
        const letters = part[1] === undefined ? part[0] : referenceOf(part[1]);
        add(letters, node.start + part.index, part[0].length);
      }
    }
    end = node.end;
  }
  return { text, offsets, end };
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
  quot: '"',
  nbsp: '\u00A0',
};

function referenceOf(name: string): string {
  const number = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
  if (!number) return entities[name] ?? `&${name};`;
  return String.fromCodePoint(number[1] ? Number.parseInt(number[1], 16) : Number(number[2]));
}

function notWellFormed(error: XmlError, source: Source): SteelyardError {
  const what = error.message.split('\n')[0]!.replace(/\s*\(line \d+, column \d+\)\s*$/, '');
  return new SteelyardError({
    code: 'SD040',
    found: `the XML is not well formed: ${what}`,
    place: placeAt(source, Math.min(error.pos, source.text.length)),
    remedy: 'close every tag, and write < and & in equations as &lt; and &amp;',
  });
}

function tooDeep(file: string): SteelyardError {
  return new SteelyardError({
    code: 'SD026',
    found: 'the elements of the file are nested too deep',
    place: { file, line: 1, column: 1 },
    expected: 'a model in the XMILE format, about eight levels deep',
  });
}
