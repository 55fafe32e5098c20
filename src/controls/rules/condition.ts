import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import type { WrittenCondition } from '../../facts/index.js';
import { inputOf } from './inputs.js';

/** One test of a condition. `text` is how it stands in the data. */
export type Test =
  | {
      readonly kind: 'number';
      readonly input: string;
      readonly op: Op;
      readonly value: number;
      readonly text: string;
    }
  | {
      readonly kind: 'one_of';
      readonly input: string;
      readonly values: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'group'; readonly input: string; readonly group: string; readonly text: string }
  | { readonly kind: 'flag'; readonly input: string; readonly text: string }
  | { readonly kind: 'named'; readonly names: readonly string[]; readonly text: string }
  | { readonly kind: 'entry'; readonly entry: string; readonly text: string }
  | { readonly kind: 'caught'; readonly reason: string; readonly text: string };
export type Op = '>=' | '>' | '<=' | '<';

/** A condition that was read: tests joined, with the terms that they came from. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'term'; readonly name: string }
  | { readonly kind: 'test'; readonly test: Test };

/** What names a condition may use besides the inputs. */
export interface Names {
  readonly terms: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

/**
 * Reads a condition of the data.
 *
 * @param placeOf where it stands, for errors
 * @throws SteelyardError CO001 for a test that cannot be read, CO002 for a name that does not exist
 *
 * @example
 * const names = { terms: new Set(), groups: new Set(['D:5']), places: new Set(['CN']) }
 * readCondition('tpp >= 4800', names).test.value // => 4800
 * readCondition({ all: ['destination in D:5', 'not datacenter'] }, names).parts.length // => 2
 */
export function readCondition(
  written: WrittenCondition,
  names: Names,
  placeOf?: () => Place | undefined,
): Condition {
  if (typeof written === 'string') return readTest(written.trim(), names, placeOf);
  if ('not' in written) return { kind: 'not', part: readCondition(written.not, names, placeOf) };
  const [kind, list] = 'all' in written ? (['all', written.all] as const) : (['any', written.any] as const);
  return { kind, parts: list.map((part) => readCondition(part, names, placeOf)) };
}

function readTest(text: string, names: Names, placeOf: (() => Place | undefined) | undefined): Condition {
  const fail = (found: string, expected: string, nearest?: string): never => {
    const place = placeOf?.();
    throw new SteelyardError({
      code: nearest === undefined && expected.startsWith('a test') ? 'CO001' : 'CO002',
      found,
      ...(place && { place }),
      expected,
      ...(nearest !== undefined && { nearest }),
    });
  };
  const negated = /^not (.+)$/.exec(text);
  if (negated) return { kind: 'not', part: readTest(negated[1]!, names, placeOf) };
  const known = (input: string, kinds: readonly string[]) => {
    const found = inputOf.get(input);
    if (found && kinds.includes(found.kind)) return found;
    const usable = [...inputOf.values()].filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
    return fail(
      `"${text}" asks about "${input}"`,
      `an input such as ${usable.slice(0, 4).join(', ')}`,
      nearestName(input, usable),
    );
  };
  const test = (made: Test): Condition => ({ kind: 'test', test: made });
  const compared = /^(\w+)\s*(>=|>|<=|<)\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (compared) {
    const [, input, op, value] = compared;
    known(input!, ['number']);
    return test({ kind: 'number', input: input!, op: op as Op, value: Number(value), text });
  }
  const caught = /^caught by ([\w:]+)$/.exec(text);
  if (caught) return test({ kind: 'caught', reason: caught[1]!, text });
  const named = /^chip named \[(.+)\]$/.exec(text);
  if (named) return test({ kind: 'named', names: listOf(named[1]!), text });
  const among = /^(\w+) in \[(.+)\]$/.exec(text);
  if (among) {
    const { name, kind } = known(among[1]!, ['choice', 'place']);
    const values = listOf(among[2]!);
    if (kind === 'place') for (const value of values) checkPlace(value);
    return test({ kind: 'one_of', input: name, values, text });
  }
  const inGroup = /^(\w+) in ([\w:]+)$/.exec(text);
  if (inGroup) {
    const { name } = known(inGroup[1]!, ['place']);
    const group = inGroup[2]!;
    if (!names.groups.has(group))
      fail(
        `"${text}" names the group "${group}"`,
        `one of ${[...names.groups].join(', ')}`,
        nearestName(group, names.groups),
      );
    return test({ kind: 'group', input: name, group, text });
  }
  const is = /^(\w+) is ([\w:]+)$/.exec(text);
  if (is) {
    const [, name, value] = is;
    if (name === 'entry') return test({ kind: 'entry', entry: value!, text });
    const input = known(name!, ['choice', 'place']);
    if (input.kind === 'place') checkPlace(value!);
    else if (input.choices && !input.choices.includes(value!))
      fail(
        `"${text}" asks for "${value}"`,
        `one of ${input.choices.join(', ')}`,
        nearestName(value!, input.choices),
      );
    return test({ kind: 'one_of', input: name!, values: [value!], text });
  }
  if (/^\w+$/.test(text)) {
    if (names.terms.has(text)) return { kind: 'term', name: text };
    if (inputOf.get(text)?.kind === 'flag') return test({ kind: 'flag', input: text, text });
    const usable = [
      ...names.terms,
      ...[...inputOf.values()].filter(({ kind }) => kind === 'flag').map(({ name }) => name),
    ];
    return fail(
      `"${text}" is neither a term nor a yes-or-no input`,
      'the name of one',
      nearestName(text, usable),
    );
  }
  return fail(
    `"${text}" cannot be read`,
    'a test such as "tpp >= 4800", "destination in D:5" or "item is ic"',
  );

  function checkPlace(value: string): void {
    if (!names.places.has(value))
      fail(`"${text}" names the place "${value}"`, 'the code of a place of places.yaml');
  }
}

const listOf = (text: string) => text.split(',').map((part) => part.trim());
