import {
  agrees,
  dataValue,
  inspectConstants,
  readTags,
  rounded,
  type TaggedConstant,
} from './bind-constants.js';
import type { FactsView, ModelView } from './ports.js';
import { namesData } from './provenance.js';

/** One number of the model file that was brought in line with the data. */
export interface SyncedNumber {
  readonly element: string;
  readonly line: number;
  readonly was: number;
  readonly is: number;
}

const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/**
 * Rewrites the numbers of a model file that differ from the data that their tags name; all else stays as it is.
 *
 * @param text the model file, as `model` was read from it
 * @returns the new text, and each number that changed; numbers inside arithmetic such as `1/12`, and those whose
 *   key the data lack, are left alone: `inspectConstants` lists them
 * @throws SteelyardError ST010 to ST012 for tags that cannot be read
 *
 * @example
 * const text = 'a= 1 ~ ~ @prior per_year / 12 |'
 * syncConstants(text, viewOfModel(parseModel(text, 'm.mdl')), { prior: () => ({ value: 24 }) }).text // => 'a= 2 ~ ~ @prior per_year / 12 |'
 */
export function syncConstants(
  text: string,
  model: ModelView,
  facts: FactsView,
): { readonly text: string; readonly changes: readonly SyncedNumber[] } {
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length + 1);
  const changes: SyncedNumber[] = [];
  let result = text;
  // From the end of the file to its start, so that places before a change stay right.
  const lost = new Set(
    inspectConstants(model, facts).flatMap(({ code, place }) =>
      ['ST013', 'ST015', 'ST017'].includes(code) ? [place?.line] : [],
    ),
  );
  const tagged = readTags(model).filter(
    ({ constant, tag }) => namesData(tag) && !lost.has(constant.place.line),
  );
  for (const one of tagged.toSorted((a, b) => place(b, starts) - place(a, starts))) {
    const at = place(one, starts);
    const equals = result.indexOf('=', at);
    const end = result.indexOf('~', equals);
    if (equals < 0 || end < 0) continue;
    const [right, changed] = syncRight(result.slice(equals + 1, end), one, facts);
    if (changed.length === 0) continue;
    result = result.slice(0, equals + 1) + right + result.slice(end);
    changes.unshift(...changed);
  }
  return { text: result, changes };
}

function syncRight(right: string, one: TaggedConstant, facts: FactsView): [string, SyncedNumber[]] {
  const { constant, tag } = one;
  const written = [...right.matchAll(number)];
  const listed = written.length === constant.elements.length;
  const plain = right.replace(number, '').replace(/[\s,;\\]/g, '') === '';
  if (!plain || !(listed || (written.length === 1 && tag.keys.length === 1))) return [right, []];
  const changes: SyncedNumber[] = [];
  let i = 0;
  const text = right.replace(number, (was) => {
    const element = i++;
    const is = rounded(dataValue(one, element, facts).value * tag.factor, tag);
    if (agrees(Number(was), is, tag)) return was;
    changes.push({
      element: constant.elements[element]!,
      line: constant.place.line ?? 0,
      was: Number(was),
      is,
    });
    return String(is);
  });
  return [text, changes];
}

function place({ constant }: TaggedConstant, starts: readonly number[]): number {
  const { line = 1, column = 1 } = constant.place;
  return starts[line - 1]! + column - 1;
}
