import { nearestName } from '../base/nearest.js';

/** The kinds of tag that a constant's comment may hold. */
export const tagKinds = [
  'prior',
  'fact',
  'control',
  'estimate',
  'draw',
  'lever',
  'variant',
  'case',
  'structure',
  'judgement',
] as const;
export type TagKind = (typeof tagKinds)[number];

/** Where a constant's number comes from, as its comment tells. */
export interface Provenance {
  readonly kind: TagKind;
  /** Fact or prior keys (one, or one an element), the name of a draw, lever, variant or case; empty for reasons. */
  readonly keys: readonly string[];
  /** The model's number is the data's number times this. */
  readonly factor: number;
  /** The reason of a structure or judgement tag; for other tags the comment without the tag. */
  readonly text: string;
}

/** What is wrong with a comment: no tag at all, or one that cannot be read. */
export interface TagProblem {
  readonly problem: 'missing' | 'unreadable';
  readonly found: string;
  readonly expected: string;
  readonly nearest?: string | undefined;
}

/**
 * Reads the provenance tag of a constant's comment.
 *
 * A tag is `@kind argument`. Keys of `@prior`, `@fact`, `@control` and `@estimate` hold no blank; several, parted by commas, stand one an
 * element in the order of the elements; ` * 1000` or ` / 12` after them is the factor from data to model. The name
 * after `@draw`, `@lever`, `@variant` and `@case` runs to the end of its line, or to `:`, `;`, `(` or a full stop. The
 * reason after `@structure` and `@judgement` runs to the end of the comment.
 *
 * @example
 * readTag('Price of power. @fact price:cn-power.industrial / 1000').factor // => 0.001
 */
export function readTag(comment: string): Provenance | TagProblem {
  const tags = [...comment.matchAll(/(?:^|\s)@([A-Za-z_]+)/g)];
  const [tag, second] = tags;
  if (!tag) return missing();
  if (second) return unreadable(`two tags, @${tag[1]} and @${second[1]}`, 'one tag a constant');
  const kind = tagKinds.find((known) => known === tag[1]);
  if (!kind) {
    const expected = `one of ${tagKinds.map((known) => `@${known}`).join(' ')}`;
    return { ...unreadable(`unknown tag @${tag[1]}`, expected), nearest: nearestName(tag[1]!, tagKinds) };
  }
  const before = comment.slice(0, tag.index);
  const after = comment.slice(tag.index + tag[0].length);
  if (isDataKind(kind)) return readKeys(kind, before, after);
  if (kind === 'structure' || kind === 'judgement') {
    const text = tidy(after);
    return text
      ? { kind, keys: [], factor: 1, text }
      : unreadable(`@${kind} without a reason`, 'the reason after the tag');
  }
  const name = tidy(/^[^\n:;(]*?(?=\n|[:;(]|\.(\s|$)|$)/.exec(after)?.[0] ?? '');
  if (!name) return unreadable(`@${kind} without a name`, `the name after @${kind}`);
  return { kind, keys: [name], factor: 1, text: tidy(`${before} ${after.trimStart().slice(name.length)}`) };
}

/** Tells whether a tag names its number in the data, so that the two can be held against each other. */
export function namesData({ kind }: Pick<Provenance, 'kind'>): boolean {
  return isDataKind(kind);
}

/** The kinds of tag that name keys of the data. */
const dataKinds = ['prior', 'fact', 'control', 'estimate'] as const;
type DataKind = (typeof dataKinds)[number];
const isDataKind = (kind: TagKind): kind is DataKind => dataKinds.some((one) => one === kind);

/** Tells a tag that was read from one that was not. */
export function isProblem(tag: Provenance | TagProblem): tag is TagProblem {
  return 'problem' in tag;
}

function readKeys(kind: DataKind, before: string, after: string): Provenance | TagProblem {
  const match = /^\s+([^\s,]+(?:\s*,\s*[^\s,]+)*)(?:\s+([*/])\s*(\S+))?/.exec(after);
  const list = match?.[1]?.replace(/[.;]+$/, '');
  if (!match || !list) return unreadable(`@${kind} without a key`, `a key after @${kind}`);
  const number = match[3] === undefined ? 1 : Number(match[3].replace(/[.;,]+$/, ''));
  if (!Number.isFinite(number) || number === 0)
    return unreadable(`factor "${match[3]}" after @${kind}`, 'a number other than 0 after * or /');
  const factor = match[2] === '/' ? 1 / number : number;
  return {
    kind,
    keys: list.split(/\s*,\s*/),
    factor,
    text: tidy(`${before} ${after.slice(match[0].length)}`),
  };
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').replace(/^[\s.:;]+|\s+$/g, '');
const missing = (): TagProblem => ({
  problem: 'missing',
  found: 'no provenance tag',
  expected: `one of ${tagKinds.map((kind) => `@${kind}`).join(' ')} in the comment`,
});
const unreadable = (found: string, expected: string): TagProblem => ({
  problem: 'unreadable',
  found,
  expected,
});
