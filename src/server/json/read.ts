import type { Place } from '../../base/error.js';
import type { YamlPath } from '../../base/yaml.js';
import { HttpError } from '../problem.js';
import { childrenAt, type JsonBounds, JsonFault, type Offsets, walkJson } from './walk.js';

/** A JSON text that was read: its value, and where each part of it stands. */
export interface JsonText {
  readonly value: unknown;
  /** Tells where a value (or its key) stands; falls back to the nearest parent that exists. */
  placeOf(path: YamlPath, what?: 'value' | 'key'): Place;
}

/**
 * Reads a JSON text in time that grows with its length only, whatever it holds.
 *
 * @param file the name that places bear
 * @throws HttpError SV004 with the place where it stops being JSON, SV008 for what goes beyond the bounds
 *
 * @example
 * readJson('{"a": [1, 2]}', 'body', { depth: 9, letters: 99 }).placeOf(['a', 1])
 * // => { file: 'body', line: 1, column: 11 }
 */
export function readJson(text: string, file: string, bounds: JsonBounds): JsonText {
  const lines = lineStarts(text);
  const place = (offset: number): Place => ({ file, ...lineAndColumn(lines, offset) });
  try {
    walkJson(text, bounds);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { found, expected } = error;
    const about = { found, place: place(error.offset), expected };
    throw error.kind === 'bounds'
      ? new HttpError(422, { code: 'SV008', ...about, remedy: 'shorten it' })
      : new HttpError(400, { code: 'SV004', ...about, remedy: 'correct the body at this place' });
  }
  const offsetOf = locator(text, bounds);
  return { value: JSON.parse(text), placeOf: (path, what) => place(offsetOf(path, what)) };
}

/** Finds offsets; what it has walked over once it keeps, so that a thousand bad cases cost no thousand walks. */
function locator(text: string, bounds: JsonBounds): (path: YamlPath, what?: 'value' | 'key') => number {
  const kept = new Map<number, Map<string, Offsets>>();
  const childrenOf = (value: number) => {
    const children = kept.get(value) ?? childrenAt(text, value, bounds);
    kept.set(value, children);
    return children;
  };
  return (path, what = 'value') => {
    const start = /\S|$/.exec(text)!.index;
    let at: Offsets = { key: start, value: start };
    for (const step of path) {
      const next = childrenOf(at.value).get(String(step));
      if (next === undefined) break;
      at = next;
    }
    return at[what];
  };
}

const lineStarts = (text: string) => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

function lineAndColumn(starts: readonly number[], offset: number): { line: number; column: number } {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}
