import {
  type Document,
  isMap,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { type Complaint, type Place, SteelyardError } from './error.js';
import { nearestName } from './nearest.js';
import { once } from './once.js';
import { type Branch, issueToFault, keysAllowedAt } from './yaml-faults.js';
import { aliasFaults, foreignText, keysTwice, mostAliases, protoKeys, tooDeep } from './yaml-guard.js';
import { parsePlainYaml } from './yaml-plain.js';

/** The error codes that a folder gives to the ways in which a YAML file can be wrong. */
export interface YamlCodes {
  /** Not YAML at all. */
  readonly syntax: string;
  /** The same key twice in one mapping. */
  readonly duplicate: string;
  /** Nothing in the file. */
  readonly empty: string;
  /** A key that the schema does not know. */
  readonly unknown: string;
  /** A key that the schema needs and that is not there. */
  readonly missing: string;
  /** The wrong kind of value, such as text where a number belongs. */
  readonly type: string;
  /** The right kind, but outside what is allowed. */
  readonly value: string;
}

/** A path into a YAML document: keys of mappings and positions (from 0) in lists. */
export type YamlPath = readonly (string | number)[];

/** A YAML file that was read: its value, and where each part of it stands. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** Tells where a value (or its key) stands; falls back to the nearest parent that exists. */
  placeOf(path: YamlPath, what?: 'value' | 'key'): Place;
}

/** What looking at a YAML file gave: a file, or everything that is wrong with it in order of place. */
export type YamlReading<T> =
  | { readonly ok: true; readonly file: YamlFile<T> }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

/**
 * Reads a YAML text against a zod schema, or throws the first fault with file, line and column.
 *
 * @param text the file's content
 * @param file the name shown in errors
 * @param schema a zod 4 schema; make objects strict, so that unknown keys are refused
 * @param codes the caller's error codes
 * @throws SteelyardError with one of `codes`; when there are more faults, it says how many
 *
 * @example
 * readYaml('a: 1', 'x.yaml', z.strictObject({ a: z.number() }), codes).value.a // => 1
 */
export function readYaml<T>(text: string, file: string, schema: z.ZodType<T>, codes: YamlCodes): YamlFile<T> {
  const reading = inspectYaml(text, file, schema, codes);
  if (reading.ok) return reading.file;
  const [first, ...rest] = reading.complaints;
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more in this file)`;
  throw new SteelyardError({ ...first!, found: first!.found + more });
}

/**
 * Looks at a YAML text and returns either its value or every fault, ordered by place; never throws for bad text.
 *
 * @example
 * inspectYaml('a: x', 'x.yaml', z.strictObject({ a: z.number() }), codes).ok // => false
 */
export function inspectYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  codes: YamlCodes,
): YamlReading<T> {
  try {
    return inspect(text, file, schema, codes);
  } catch (error) {
    // The readers recurse, so a file that nests without end exhausts the stack.
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, complaints: [{ code: codes.syntax, ...tooDeep(text, file) }] };
  }
}

function inspect<T>(text: string, file: string, schema: z.ZodType<T>, codes: YamlCodes): YamlReading<T> {
  const start = { file, line: 1, column: 1 };
  const refused = (complaints: readonly Complaint[]) => ({ ok: false, complaints }) as const;
  const foreign = foreignText(text);
  if (foreign !== undefined) {
    const before = text.slice(0, Math.max(0, text.indexOf('\ufffd'))).split('\n');
    const place = { file, line: before.length, column: before.at(-1)!.length + 1 };
    return refused([{ code: codes.syntax, place, ...foreign }]);
  }
  // The full parser is slow and keeps every token, so it runs only when a place or a fault is asked for.
  const whole = once(() => parseWhole(text, file));
  const plain = parsePlainYaml(text);
  let raw: unknown = plain?.value;
  if (plain === undefined) {
    const { document, at } = whole();
    // What the library only warns of, such as a tag that it does not know, changes what a value means.
    const faults = [...document.errors, ...document.warnings];
    if (faults.some(({ message }) => /call stack/i.test(message))) throw new RangeError('nested too deep');
    const wrong = [
      ...faults.map((error) => syntaxComplaint(error, at, codes)),
      ...keysTwice(document).map(({ key, offset }) => ({
        code: codes.duplicate,
        found: `the key "${key}" stands twice`,
        place: at(offset),
        remedy: 'keep one of them',
      })),
    ];
    if (wrong.length > 0) return refused(wrong.sort(byPlace));
    if (document.contents === null)
      return refused([{ code: codes.empty, found: 'the file is empty', place: start }]);
    const aliases = aliasFaults(document);
    if (aliases.length > 0) {
      return refused(
        aliases.map(({ offset, ...fault }) => ({ code: codes.syntax, place: at(offset), ...fault })),
      );
    }
    const unusable = protoKeys(document);
    if (unusable.length > 0) {
      return refused(
        unusable.map((offset) => ({
          code: codes.unknown,
          found: 'unknown key "__proto__"',
          place: at(offset),
          remedy: 'use another name',
        })),
      );
    }
    raw = document.toJS({ maxAliasCount: mostAliases });
  }
  const placeOf = (path: YamlPath, what: 'value' | 'key' = 'value') => {
    const { document, at } = whole();
    return at(offsetOf(document, path, what));
  };
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, file: { file, value: result.data, placeOf } };
  const complaints = result.error.issues.flatMap((issue) =>
    complaintsOf(issue as Branch, raw, schema, placeOf, codes),
  );
  return { ok: false, complaints: withoutEchoes(complaints, codes).sort(byPlace) };
}

/** A text after the full parser, which knows the place of everything. */
interface Whole {
  readonly document: Document;
  readonly at: (offset: number) => Place;
}

function parseWhole(text: string, file: string): Whole {
  const lines = new LineCounter();
  const document = withoutStacks(() =>
    parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: false,
      // Compares each key with all others; `keysTwice` does it in one go.
      uniqueKeys: false,
    }),
  );
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  return { document, at };
}

/** A spoiled text may have a hundred thousand faults, each an error whose stack nobody reads and that takes longest to make. */
function withoutStacks<T>(read: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function syntaxComplaint(error: YAMLError, at: (offset: number) => Place, codes: YamlCodes): Complaint {
  const place = at(error.pos[0]);
  if (error.code === 'MULTIPLE_DOCS') {
    const found = 'the file holds more than one document';
    return {
      code: codes.syntax,
      found,
      place,
      remedy: 'keep one of them, without the line of "---" or "..."',
    };
  }
  const found = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return { code: codes.syntax, found: `not valid YAML: ${found}`, place };
}

function complaintsOf(
  issue: Branch,
  raw: unknown,
  schema: z.ZodType,
  placeOf: YamlFile<unknown>['placeOf'],
  codes: YamlCodes,
): Complaint[] {
  const fault = issueToFault(issue, raw);
  if (fault.kind === 'unknown') {
    const known = keysAllowedAt(schema, fault.path);
    return fault.keys.map((key) => {
      const nearest = nearestName(key, known);
      const expected =
        known.length > 0 ? `one of ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', ...' : ''}` : '';
      return {
        code: codes.unknown,
        found: `unknown key "${key}"${within(fault.path)}`,
        place: placeOf([...fault.path, key], 'key'),
        ...(expected && { expected }),
        ...(nearest !== undefined && { nearest }),
      };
    });
  }
  const { kind, path, found, expected } = fault;
  return [
    {
      code: codes[kind],
      found,
      place: placeOf(path),
      ...(expected !== undefined && { expected }),
      ...(fault.nearest !== undefined && { nearest: fault.nearest }),
    },
  ];
}

/** Drops "x is missing" where a key right there was mistyped for x: one mistake, one complaint. */
function withoutEchoes(complaints: Complaint[], codes: YamlCodes): Complaint[] {
  const meant = new Set(
    complaints.filter(({ code }) => code === codes.unknown).map(({ nearest }) => nearest),
  );
  return complaints.filter(({ code, found }) => {
    const missing = code === codes.missing ? /(\w+)" is missing$/.exec(found)?.[1] : undefined;
    return missing === undefined || !meant.has(missing);
  });
}

const within = (path: YamlPath) => (path.length === 0 ? '' : ` in "${path.join('.')}"`);

function byPlace(a: Complaint, b: Complaint): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

/** Walks down the node tree as far as the path exists and returns the offset of what it reached. */
function offsetOf(document: Document, path: YamlPath, what: 'value' | 'key'): number {
  let node: unknown = document.contents;
  let key: unknown;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item as Pair) === String(step)) as Pair | undefined;
      if (pair === undefined) break;
      [key, next] = [pair.key, pair.value ?? pair.key];
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      key = next;
    }
    if (next === undefined || next === null) break;
    node = next;
  }
  const chosen = (what === 'key' ? key : node) ?? document.contents;
  return (chosen as Node | null)?.range?.[0] ?? 0;
}

function keyText(pair: Pair): string {
  const key = pair.key;
  return typeof key === 'object' && key !== null && 'value' in key ? String(key.value) : String(key);
}
