import type { Condition, Test } from './condition.js';
import type { Rulebook } from './rulebook.js';

/** A condition with its terms written out: what a term means on one day. */
export type Plain =
  | { readonly kind: 'all'; readonly parts: readonly Plain[] }
  | { readonly kind: 'any'; readonly parts: readonly Plain[] }
  | { readonly kind: 'not'; readonly part: Plain }
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'always' }
  | { readonly kind: 'never' };

/** A clause in force with its condition written out. */
export interface Active<T> {
  readonly clause: T;
  readonly condition: Plain;
}

type Rules = Rulebook['rules'];

/** What is in force on one day. */
export interface Regime {
  readonly date: string;
  readonly special: readonly Active<Rules['special'][number]>[];
  readonly classification: readonly Active<Rules['classification'][number]>[];
  readonly residual: readonly Active<Rules['residual'][number]>[];
  readonly requirement: readonly Active<Rules['requirement'][number]>[];
  /** What is said instead of "not caught" where no requirement holds. */
  readonly fallback: readonly Active<Rules['fallback'][number]>[];
  readonly notRequired: readonly Active<Rules['not_required'][number]>[];
  readonly review: readonly Active<Rules['review'][number]>[];
  readonly notes: readonly Active<Rules['notes'][number]>[];
  readonly statements: readonly Active<Rules['statements'][number]>[];
  readonly exceptions: readonly {
    readonly exception: Rules['exceptions'][number];
    readonly scope: Active<Rules['exceptions'][number]['scopes'][number]>;
    readonly conditions: readonly {
      readonly what: string;
      readonly cite: string;
      readonly met: Plain | undefined;
    }[];
  }[];
  readonly notChecked: readonly string[];
  /** Members of a country group on the day, by place id. */
  membersOf(group: string): ReadonlySet<string>;
}

const kept = new WeakMap<Rulebook, Map<string, Regime>>();

/**
 * Gives the rules in force on a day, with every term written out.
 *
 * Days between two changes of law share one regime, made once.
 *
 * @param date an ISO day
 *
 * @example
 * regimeOn(readRulebook(facts), '2023-01-01').classification[0].clause.id // => 'cls-2022'
 */
export function regimeOn(book: Rulebook, date: string): Regime {
  const regimes = kept.get(book) ?? new Map<string, Regime>();
  kept.set(book, regimes);
  const start = regimeStart(book, date);
  const known = regimes.get(start);
  if (known) return known;
  const made = makeRegime(book, start === '' ? dayBeforeAll : start);
  regimes.set(start, made);
  return made;
}

const dayBeforeAll = '0000-01-01';

/** The last change of law on or before a day; empty before the first. */
function regimeStart(book: Rulebook, date: string): string {
  const days = book.changeDays;
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! <= date) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? '' : days[low - 1]!;
}

function makeRegime(book: Rulebook, date: string): Regime {
  const inForce = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
    (from === undefined || from <= date) && (to === undefined || date <= to);
  const writeOut = (condition: Condition): Plain => {
    if (condition.kind === 'term') {
      const term = book.terms.get(condition.name)!;
      return inForce(term) ? writeOut(term.condition) : { kind: 'never' };
    }
    if (condition.kind === 'not') return { kind: 'not', part: writeOut(condition.part) };
    if (condition.kind === 'test') return condition;
    return { kind: condition.kind, parts: condition.parts.map(writeOut) };
  };
  type Dated = {
    from?: string | undefined;
    to?: string | undefined;
    when?: Parameters<Rulebook['conditionOf']>[0] | undefined;
  };
  const active = <T extends Dated>(list: readonly T[]): Active<T>[] =>
    list.filter(inForce).map((clause) => ({
      clause,
      condition: clause.when === undefined ? { kind: 'always' } : writeOut(book.conditionOf(clause.when)),
    }));
  const { rules } = book;
  return {
    date,
    special: active(rules.special),
    classification: active(rules.classification),
    residual: active(rules.residual),
    requirement: active(rules.requirement),
    fallback: active(rules.fallback),
    notRequired: active(rules.not_required),
    review: active(rules.review),
    notes: active(rules.notes),
    statements: active(rules.statements),
    exceptions: rules.exceptions.flatMap((exception) =>
      active(exception.scopes).map((scope) => ({
        exception,
        scope,
        conditions: exception.conditions.filter(inForce).map(({ what, cite, met }) => ({
          what,
          cite,
          met: met === undefined ? undefined : writeOut(book.conditionOf(met)),
        })),
      })),
    ),
    notChecked: rules.not_checked.filter(inForce).map(({ what, cite }) => `${what} (${cite})`),
    membersOf: onceEach((group) => book.places.membersOn(group, date)),
  };
}

/** Keeps what was found for a name, since groups are asked for over and over. */
function onceEach<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(name);
    made.set(name, value);
    return value;
  };
}
