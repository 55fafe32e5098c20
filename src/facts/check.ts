import type { Place } from '../base/error.js';
import { daysBetween, lastDay } from './dates.js';
import type { Facts, PriorSetName, Row } from './facts.js';
import { allParts } from './parts.js';
import { priorSet } from './prior-sets.js';
import { shelfLife } from './shelf-life.js';

/** What can be said against a value: see `checkEvidence`. */
export type FindingKind = 'unsourced' | 'later' | 'judgement' | 'unverified' | 'stale' | 'unused';

/** One thing that a reader of the numbers should know. */
export interface Finding {
  readonly kind: FindingKind;
  /** Key path of the value; the source key for `unused`. */
  readonly key: string;
  readonly detail: string;
  /** Whether the study rests on it; true where no study was given. */
  readonly used: boolean;
  readonly place: Place;
}

/** What was looked at, and what was found. */
export interface EvidenceCheck {
  readonly asOf: string;
  readonly priors: PriorSetName;
  /** Values looked at, and documents in the register. */
  readonly rows: number;
  readonly sources: number;
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly findings: readonly Finding[];
  /** False when a value has no source, or a dated prior rests on something later: the command then exits 1. */
  readonly passed: boolean;
}

/** What to check, and against which day. */
export interface CheckOptions {
  /** The day of the study, as `2026-11-23`. */
  readonly asOf: string;
  /** Default: `current`. */
  readonly priors?: PriorSetName;
  /** Key paths that the study uses; default: all count as used. */
  readonly uses?: Iterable<string>;
}

/**
 * Looks through every value that was loaded for what a reader should know about it.
 *
 * - `unsourced`: cites no document, and is neither a judgement with its reason nor derived from what has one. Fails.
 * - `later`: a prior of the chosen set cites a document that is dated after `asOf`, or (in the dated set) not at all. Fails.
 * - `judgement`: ours; says why, and cites no document that carries the number.
 * - `unverified`: flagged so, or recalled, or none of its documents was opened.
 * - `stale`: older on `asOf` than the shelf life of its kind (assumptions `shelf_life_*`).
 * - `unused`: a document of the register that nothing cites; only when all parts were loaded.
 *
 * @throws SteelyardError FA027 for a day that is none
 *
 * @example
 * checkEvidence(facts, { asOf: '2024-12-31', priors: 'known-2024-12-31' }).counts.later // => 0
 */
export function checkEvidence(facts: Facts, options: CheckOptions): EvidenceCheck {
  const set = options.priors ?? 'current';
  const asOf = lastDay(options.asOf);
  const uses = options.uses === undefined ? undefined : new Set(options.uses);
  const rows = facts.rows.filter((row) => row.set === undefined || row.set === set);
  const findings = rows.flatMap((row) =>
    [
      ...lacking(facts, row, set, asOf),
      ...later(facts, row, asOf, set),
      ...doubtful(facts, row),
      ...stale(facts, row, asOf),
    ].map(({ kind, detail }) => ({
      kind,
      key: row.key,
      detail,
      used: isUsed(row.key, uses),
      place: row.place(),
    })),
  );
  const all = [...findings, ...unusedSources(facts)];
  const counts: Record<FindingKind, number> = {
    unsourced: 0,
    later: 0,
    judgement: 0,
    unverified: 0,
    stale: 0,
    unused: 0,
  };
  for (const { kind } of all) counts[kind]++;
  return {
    asOf,
    priors: set,
    rows: rows.length,
    sources: facts.sources.size,
    counts,
    findings: all,
    passed: counts.unsourced === 0 && counts.later === 0,
  };
}

const idOf = (row: Row) => row.key.slice(row.key.indexOf(':') + 1);

type Said = Pick<Finding, 'kind' | 'detail'>;

function lacking(facts: Facts, row: Row, set: PriorSetName, asOf: string): Said[] {
  const ours = row.flags.find((flag) => ['judgement', 'grade:judgement', 'grade:convention'].includes(flag));
  if (ours !== undefined) {
    const detail = ours === 'grade:convention' ? 'a definition of ours' : 'our judgement; the row says why';
    return [{ kind: 'judgement', detail }];
  }
  if (row.source.length > 0) return [];
  const prior = row.key.startsWith('prior:')
    ? priorSet(facts, set).get(row.key.slice('prior:'.length))
    : undefined;
  if (prior?.same) return sameAsJudgement(facts, row, asOf);
  const parents = prior?.derived_from;
  if (parents === undefined) return [{ kind: 'unsourced', detail: 'cites no document' }];
  const bare = parents.filter((id) => priorSet(facts, set).get(id)!.source.length === 0);
  return bare.length === 0
    ? []
    : [{ kind: 'unsourced', detail: `derived from ${bare.join(', ')}, which cites no document` }];
}

/** An entry that takes over a judgement of the current set is a judgement too; one made with hindsight is told. */
function sameAsJudgement(facts: Facts, row: Row, asOf: string): Said[] {
  const base = facts.priors.current.get(idOf(row));
  if (!base?.judgement) return [{ kind: 'unsourced', detail: 'cites no document of its own day' }];
  const years = new Set([...base.rationale.matchAll(/\b20\d\d\b/g)].map(([year]) => year));
  const named = [...years].filter((year) => year > asOf.slice(0, 4));
  const hindsight = named.length === 0 ? '' : `, and its reason there names ${named.join(', ')}`;
  return [{ kind: 'judgement', detail: `our judgement, taken over from the current set${hindsight}` }];
}

function later(facts: Facts, row: Row, asOf: string, set: PriorSetName): Said[] {
  if (row.set === undefined) return [];
  const said = datesAfter(facts, row.source, asOf, set);
  if (row.source.length > 0 || !priorSet(facts, set).get(idOf(row))?.same) return said;
  // Numbers taken over without a document of their own day: then what the current entry rests on must be old enough.
  const base = facts.priors.current.get(idOf(row))!;
  return datesAfter(facts, base.source, asOf, set).map(({ kind, detail }) => {
    return { kind, detail: `takes its numbers from the current set, where ${detail}` };
  });
}

function datesAfter(facts: Facts, keys: readonly string[], asOf: string, set: PriorSetName): Said[] {
  return keys.flatMap((key): Said[] => {
    const { date } = facts.sources.get(key)!;
    if (date === undefined) {
      if (set === 'current') return [];
      return [{ kind: 'later', detail: `the source "${key}" has no date, so nothing proves its day` }];
    }
    // What must be proven counts a month or a year as its last day; today's set only minds what is surely later.
    const after = set === 'current' ? date > asOf.slice(0, date.length) : lastDay(date) > asOf;
    return after ? [{ kind: 'later', detail: `the source "${key}" is of ${date}, after ${asOf}` }] : [];
  });
}

function doubtful(facts: Facts, row: Row): Said[] {
  const flag = row.flags.find((name) =>
    ['unverified', 'uncertain', 'evidence:recall', 'level:R'].includes(name),
  );
  if (flag !== undefined) return [{ kind: 'unverified', detail: `flagged ${flag}` }];
  const unread = row.source.filter((key) => ['recall', 'not_read'].includes(facts.sources.get(key)!.access));
  return row.source.length > 0 && unread.length === row.source.length
    ? [{ kind: 'unverified', detail: `no document opened: ${unread.join(', ')}` }]
    : [];
}

function stale(facts: Facts, row: Row, asOf: string): Said[] {
  const life = shelfLife(facts, row);
  if (life === undefined) return [];
  const age = daysBetween(life.date, asOf);
  return age > life.days
    ? [{ kind: 'stale', detail: `of ${life.date}: ${age} days old, ${life.days} allowed` }]
    : [];
}

/** A study that uses `chip:ID.field` rests on that row; one that uses `event:ID` on the event. */
function isUsed(key: string, uses: ReadonlySet<string> | undefined): boolean {
  return uses === undefined || uses.has(key);
}

function unusedSources(facts: Facts): Finding[] {
  if (!allParts.every((part) => facts.parts.has(part))) return [];
  const cited = new Set(facts.citations);
  return [...facts.sources.keys()]
    .filter((key) => !cited.has(key))
    .map((key) => ({
      kind: 'unused',
      key,
      detail: 'nothing cites it',
      used: false,
      place: facts.placeOf('sources.yaml', ['sources', key])!,
    }));
}
