import { type Document, isAlias, isNode, isScalar, visit } from 'yaml';
import type { Complaint, Place } from './error.js';

/** What is wrong with a text, in the words of a complaint. */
type Fault = Pick<Complaint, 'found' | 'expected' | 'remedy'>;

/** Levels inside each other that are more than any file needs. */
const deepest = 100;

/** Values that all aliases of a file may stand for together; a few lines can otherwise stand for billions. */
export const mostAliases = 10_000;

/**
 * Tells whether a text was a file of another encoding or no text at all, read as UTF-8.
 *
 * @example
 * foreignText('a: 1') // => undefined
 */
export function foreignText(text: string): Fault | undefined {
  // Bytes that are not UTF-8 were read as the replacement character, which nobody types.
  if (!text.slice(0, 1000).includes('\u0000') && !text.includes('\ufffd')) return undefined;
  return { found: 'the file is not UTF-8 text', remedy: 'save it as UTF-8' };
}

/** Describes a file that exhausted its reader; points to the bracket or dash at which it got too deep, or the start. */
export function tooDeep(text: string, file: string): Fault & { readonly place: Place } {
  const place = deepPlace(text, file);
  return { found: 'the values are nested too deep', expected: `at most ${deepest} levels`, place };
}

function deepPlace(text: string, file: string): Place {
  let [line, column, depth] = [1, 0, 0];
  // Each dash at the start of a line opens a list.
  let leading = 0;
  let atStart = true;
  for (const letter of text) {
    column++;
    if (letter === '\n') {
      [line, column, leading, atStart] = [line + 1, 0, 0, true];
      continue;
    }
    if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth = Math.max(0, depth - 1);
    if (atStart && (letter === '-' || letter === '?')) leading++;
    else if (letter !== ' ') atStart = false;
    if (depth > deepest || leading > deepest) return { file, line, column };
  }
  return { file, line: 1, column: 1 };
}

/** Lists the aliases of a document that stand for nothing, for themselves, or for too much. */
export function aliasFaults(document: Document): readonly (Fault & { readonly offset: number })[] {
  const faults: (Fault & { readonly offset: number })[] = [];
  const sizes = new Map<unknown, number>();
  const anchors = new Map<string, unknown>();
  let total = 0;
  visit(document, {
    Node(_, node, path) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const offset = node.range?.[0] ?? 0;
      const target = anchors.get(node.source);
      if (target === undefined || path.some((parent) => parent === target)) {
        const what = target === undefined ? 'has no anchor before it' : 'stands inside its own anchor';
        faults.push({ found: `the alias "*${node.source}" ${what}`, remedy: 'write the value out', offset });
        return visit.BREAK;
      }
      total += sizeOf(target, anchors, sizes);
      if (total > mostAliases) {
        faults.push({
          found: `the aliases stand for more than ${mostAliases} values`,
          remedy: 'write the values out',
          offset,
        });
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return faults;
}

/** Counts the values that a node stands for once its own aliases are followed. */
function sizeOf(node: unknown, anchors: ReadonlyMap<string, unknown>, sizes: Map<unknown, number>): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  let size = 0;
  if (isNode(node)) {
    visit(node, {
      Node(_, part) {
        size += isAlias(part) ? sizeOf(anchors.get(part.source), anchors, sizes) : 1;
      },
    });
  }
  sizes.set(node, size);
  return size;
}

/** Lists the keys that stand a second time in the same mapping. */
export function keysTwice(document: Document): readonly { readonly key: string; readonly offset: number }[] {
  const found: { key: string; offset: number }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push({ key: String(key.value), offset: key.range?.[0] ?? 0 });
        seen.add(key.value);
      }
    },
  });
  return found;
}

/** Lists the places of keys `__proto__`: the language gives that name a meaning of its own, and checks skip it. */
export function protoKeys(document: Document): readonly number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value === '__proto__') offsets.push(key.range?.[0] ?? 0);
    },
  });
  return offsets;
}
