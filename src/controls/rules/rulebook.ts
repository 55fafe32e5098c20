import { type Place, SteelyardError } from '../../base/error.js';
import type { Facts, UsRules, WrittenCondition } from '../../facts/index.js';
import { type Places, readPlaces } from '../places.js';
import { type Condition, type Names, readCondition } from './condition.js';

/** The rules as read: conditions parsed, terms resolved, and the places that they speak of. */
export interface Rulebook {
  readonly rules: UsRules;
  readonly places: Places;
  /** Terms by name, each with its dates and what it means. */
  readonly terms: ReadonlyMap<string, Term>;
  /** The condition of anything in the data that was written with one. */
  conditionOf(written: WrittenCondition): Condition;
  /** Days on which anything changes, in order. */
  readonly changeDays: readonly string[];
  /** Days on which the US rules change, in order. */
  readonly lawDays: readonly string[];
  /** Title and address of a source. */
  source(key: string): { readonly key: string; readonly title: string; readonly url: string };
}

export interface Term {
  readonly id: string;
  readonly means: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly condition: Condition;
}

/** What the rulebook needs of the data. */
export type RuleFacts = Pick<Facts, 'usRules' | 'places' | 'sources' | 'placeOf' | 'cn'>;

const file = 'controls/us-rules.yaml';

/**
 * Reads the rules of the data: every condition, term and date.
 *
 * @throws SteelyardError CO001 to CO003 at the line of the data, FA025 when the rules were not loaded
 *
 * @example
 * readRulebook(facts).terms.has('scope_2023') // => true
 */
export function readRulebook(facts: RuleFacts): Rulebook {
  const rules = facts.usRules;
  if (rules === undefined) {
    throw new SteelyardError({ code: 'FA025', found: 'the rules of controls/us-rules.yaml were not loaded' });
  }
  const places = readPlaces(facts);
  const names: Names = {
    terms: new Set(rules.terms.map(({ id }) => id)),
    groups: new Set(places.groups),
    places: new Set(places.ids),
  };
  const read = new Map<WrittenCondition, Condition>();
  const note = (written: WrittenCondition | undefined, placeOf: () => Place | undefined) => {
    if (written !== undefined) read.set(written, readCondition(written, names, placeOf));
  };
  visitConditions(rules, (written, path) => note(written, () => facts.placeOf(file, path)));
  (facts.cn?.gate ?? []).forEach((clause, i) => {
    note(clause.when, () => facts.placeOf('controls/cn.yaml', ['gate', i, 'when']));
  });
  const terms = new Map(
    rules.terms.map(({ id, means, from, to, when }) => [
      id,
      { id, means, from, to, condition: read.get(when)! },
    ]),
  );
  checkCircles(terms, (i) => facts.placeOf(file, ['terms', i, 'when']));
  return {
    rules,
    places,
    terms,
    conditionOf: (written) => read.get(written) ?? readCondition(written, names),
    changeDays: daysOf([facts.usRules, facts.cn?.gate], places),
    lawDays: daysOf(lawOf(rules), places),
    source: (key) => {
      const record = facts.sources.get(key);
      return { key, title: record?.title ?? key, url: record?.url ?? '' };
    },
  };
}

type Visit = (written: WrittenCondition, path: (string | number)[]) => void;

/** Calls for every condition in the rules, with its path in the file; conditions stand under `when` and `met`. */
function visitConditions(value: unknown, see: Visit, path: (string | number)[] = []): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      visitConditions(item, see, [...path, i]);
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'when' || key === 'met') see(item as WrittenCondition, [...path, key]);
    else visitConditions(item, see, [...path, key]);
  }
}

function checkCircles(terms: ReadonlyMap<string, Term>, placeOf: (i: number) => Place | undefined): void {
  const order = [...terms.keys()];
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) {
      const place = placeOf(order.indexOf(above[0]!));
      throw new SteelyardError({
        code: 'CO003',
        found: `the term "${above[0]}" rests on itself: ${[...above, name].join(' -> ')}`,
        ...(place && { place }),
        remedy: 'take one of them out of the other',
      });
    }
    for (const inner of termsIn(terms.get(name)!.condition)) visit(inner, [...above, name]);
  };
  for (const name of order) visit(name, []);
}

/**
 * Lists the terms that a condition names, in order.
 *
 * @example
 * termsIn({ kind: 'not', part: { kind: 'term', name: 'note_2' } }) // => ['note_2']
 */
export function termsIn(condition: Condition): string[] {
  if (condition.kind === 'term') return [condition.name];
  if (condition.kind === 'test') return [];
  if (condition.kind === 'not') return termsIn(condition.part);
  return condition.parts.flatMap(termsIn);
}

/** What is law and practice, without what was said of a part, notes and lists of what was not looked at. */
function lawOf({ terms, special, classification, requirement, review, exceptions }: UsRules): unknown[] {
  return [terms, special, classification, requirement, review, exceptions];
}

/** The first day of everything dated, and the day after its last. */
function daysOf(dated: readonly unknown[], places: Places): string[] {
  const days = new Set<string>(places.changeDates);
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const { from, to } = value as { from?: unknown; to?: unknown };
      if (typeof from === 'string') days.add(from);
      if (typeof to === 'string') days.add(dayAfter(to));
      Object.values(value).forEach(visit);
    }
  };
  visit(dated);
  return [...days].sort();
}

/**
 * Gives the day after a day.
 *
 * @example
 * dayAfter('2024-12-31') // => '2025-01-01'
 */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * Gives the day before a day.
 *
 * @example
 * dayBefore('2024-03-01') // => '2024-02-29'
 */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
