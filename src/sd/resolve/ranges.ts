import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import type { Dimension, Mapping } from '../ir.js';
import { foldName } from '../names.js';
import { outsideCall } from '../outside/call.js';
import { readElements } from '../outside/elements.js';
import type { Outside } from '../outside/open.js';
import type { RangePart, Statement, SyntaxExpr, SyntaxMapping } from '../syntax/ast.js';
import type { Problems } from './problems.js';

type RangeStatement = Extract<Statement, { kind: 'range' }>;
type SameStatement = Extract<Statement, { kind: 'same' }>;

/** A range with more elements than this is a slip of the pen, and writing it out would fill the memory. */
const mostElements = 10_000;
/** Ranges inside each other, each a part of the next. */
const deepest = 200;

/** What a subscript name can mean. */
export interface Ranges {
  readonly list: readonly Dimension[];
  /** The range of that name, other names included. */
  range(name: string): Dimension | undefined;
  /** The element as first spelled. */
  element(name: string): string | undefined;
  names(): string[];
}

/** Writes out all ranges: numbered names, subranges, other names and mappings. */
export function resolveRanges(
  statements: readonly Statement[],
  problems: Problems,
  outside: Outside = { aliases: new Map() },
): Ranges {
  const defined = new Map<string, RangeStatement>();
  for (const s of statements) {
    if (s.kind !== 'range') continue;
    const earlier = defined.get(foldName(s.name));
    if (earlier) problems.add(twice(s.name, s.place, earlier.place));
    else defined.set(foldName(s.name), s);
  }
  const same = statements.filter((s): s is SameStatement => s.kind === 'same');
  const elements = new Map<string, string>();
  const written = new Map<string, readonly string[]>();

  const writeOut = (statement: RangeStatement, path: readonly string[]): readonly string[] => {
    const key = foldName(statement.name);
    const done = written.get(key);
    if (done) return done;
    if (path.includes(key)) {
      throw new SteelyardError({
        code: 'SD019',
        found: `the range "${statement.name}" contains itself`,
        remedy: 'list its elements',
        place: statement.place,
      });
    }
    if (path.length >= deepest)
      throw tooLarge(`"${statement.name}" is a range inside ${deepest} others`, statement.place, deepest);
    const remember = (name: string) => {
      if (!elements.has(foldName(name))) elements.set(foldName(name), name);
      return elements.get(foldName(name))!;
    };
    const read = statement.outside && elementsOutside(statement.outside, outside).map(remember);
    const result = statement.parts.flatMap((part) => {
      const inner =
        part.to === undefined ? (defined.get(foldName(part.from)) ?? other(part.from)) : undefined;
      if (inner) return writeOut(inner, [...path, key]);
      return numbered(part).map(remember);
    });
    const unique = [...new Set(read ?? result)];
    if (unique.length > mostElements)
      throw tooLarge(`"${statement.name}" has ${unique.length} elements`, statement.place, mostElements);
    written.set(key, unique);
    return unique;
  };
  const links = new Map(same.map((s) => [foldName(s.name), s]).reverse() as [string, SameStatement][]);
  const other = (name: string): RangeStatement | undefined => {
    const link = links.get(foldName(name));
    return link && defined.get(foldName(link.other));
  };

  for (const s of defined.values()) {
    if (problems.attempt(() => writeOut(s, [])) === undefined) written.set(foldName(s.name), []);
  }
  const list: Dimension[] = [];
  for (const s of defined.values()) {
    const own = written.get(foldName(s.name))!;
    const mappings = s.mappings.flatMap(
      (m) => problems.attempt(() => [resolveMapping(s.name, own, m, written)]) ?? [],
    );
    const { comment, group } = s.notes;
    list.push({ name: s.name, elements: own, mappings, comment, group, place: s.place });
  }
  for (const s of same) {
    const target = list.find((d) => foldName(d.name) === foldName(s.other));
    if (target) list.push({ ...target, name: s.name, sameAs: target.name, place: s.place });
    else
      problems.add(
        noRange(
          s.other,
          s.place,
          [...defined.values()].map((d) => d.name),
        ),
      );
  }
  const byKey = new Map(list.map((d) => [foldName(d.name), d]));
  return {
    list,
    range: (name) => byKey.get(foldName(name)),
    element: (name) => elements.get(foldName(name)),
    names: () => [...list.map((d) => d.name), ...elements.values()],
  };
}

function elementsOutside(expr: SyntaxExpr, outside: Outside): string[] {
  const call = outsideCall(expr);
  if (call?.what === 'subscript') return readElements(call, outside);
  throw new SteelyardError({
    code: 'SD052',
    found: 'a range is defined by a function that gives no elements',
    place: expr.place,
    expected: "GET DIRECT SUBSCRIPT('file', 'tab', 'first cell', 'last cell', 'prefix')",
  });
}

function numbered(part: RangePart): string[] {
  if (part.to === undefined) return [part.from];
  const first = /^(.*?)(\d+)$/.exec(part.from);
  const last = /^(.*?)(\d+)$/.exec(part.to);
  if (!first || !last || foldName(first[1]!) !== foldName(last[1]!) || Number(first[2]) > Number(last[2])) {
    throw new SteelyardError({
      code: 'SD019',
      found: `"${part.from}-${part.to}" is no run of numbered elements`,
      place: part.place,
      expected: 'one stem and rising numbers, such as (a1-a5)',
    });
  }
  const count = Number(last[2]) - Number(first[2]) + 1;
  if (count > mostElements) {
    throw tooLarge(`"${part.from}-${part.to}" has ${count} elements`, part.place, mostElements);
  }
  return Array.from({ length: count }, (_, i) => `${first[1]}${Number(first[2]) + i}`);
}

const tooLarge = (found: string, place: Place, most: number) =>
  new SteelyardError({
    code: 'SD026',
    found,
    place,
    expected: `at most ${most}`,
    remedy: 'correct the numbers, or group the elements',
  });

function resolveMapping(
  owner: string,
  own: readonly string[],
  mapping: SyntaxMapping,
  written: ReadonlyMap<string, readonly string[]>,
): Mapping {
  const target = written.get(foldName(mapping.to));
  if (!target) throw new SteelyardError(noRange(mapping.to, mapping.place, written.keys()));
  const listed = mapping.elements;
  if ((listed ?? target).length !== own.length) {
    throw new SteelyardError({
      code: 'SD011',
      found: `"${owner}" has ${own.length} elements and its mapping to "${mapping.to}" ${(listed ?? target).length}`,
      place: mapping.place,
      expected: 'as many on both sides',
    });
  }
  const pairs = own.flatMap((element, i) =>
    listed
      ? (written.get(foldName(listed[i]!)) ?? [listed[i]!]).map((to) => [to, element] as const)
      : [[target[i]!, element] as const],
  );
  return { to: mapping.to, pairs, ...(listed && { listed }) };
}

const noRange = (name: string, place: Place, known: Iterable<string>) => {
  const nearest = nearestName(name, known);
  return {
    code: 'SD008',
    found: `there is no range "${name}"`,
    place,
    ...(nearest && { nearest }),
    remedy: `define it: ${name} : a, b ~~|`,
  };
};

/** Says that a name is defined a second time, and where the first was. */
export function twice(name: string, place: Place, earlier: Place) {
  return {
    code: 'SD006',
    found: `"${name}" is defined a second time`,
    place,
    remedy: `keep one of the two; the first is at line ${earlier.line}`,
  };
}
