import { printPlace } from '../base/error.js';
import type { Evidence } from './evidence.js';
import type { Facts, PriorSetName } from './facts.js';
import { priorSets } from './facts.js';
import { resolveFact } from './resolve.js';

/** Something that rests on a value: a constant of the model, a metric, a figure of the dossier. */
export interface Dependant {
  readonly kind: 'constant' | 'metric' | 'figure' | 'threshold';
  readonly name: string;
  /** `file:line`, where it has one. */
  readonly place?: string;
}

/** A prior as one of the two sets holds it. */
export interface PriorInSet {
  readonly set: PriorSetName;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly dist: string;
  /** Numbers taken over from the current set. */
  readonly same: boolean;
  readonly why: string;
  readonly sources: readonly string[];
}

/** What `steelyard evidence KEY --json` prints. */
export interface EvidenceDescription {
  readonly schema: 'steelyard.evidence/1';
  readonly key: string;
  readonly title: string;
  readonly value: number | string;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly date: string | null;
  readonly distribution: string | null;
  readonly flags: readonly string[];
  readonly why: string | null;
  readonly note: string | null;
  readonly derived_from: readonly string[];
  readonly place: string;
  readonly sources: readonly {
    readonly key: string;
    readonly title: string;
    readonly url: string;
    readonly kind: string;
    readonly access: string;
    readonly date: string | null;
    readonly licence: string | null;
  }[];
  /** For a prior: both dated sets, side by side; otherwise empty. */
  readonly sets: readonly PriorInSet[];
  readonly dependants: readonly Dependant[];
}

/**
 * Describes a value for a reader: range, sources, flags, both dated sets of a prior, and what rests on it.
 *
 * @param dependants what rests on each key path, as the study knows it; default: nothing is known
 * @param resolve finds the value; a floor that knows more kinds of key hands in its own
 * @throws SteelyardError FA020 to FA022, FA025
 *
 * @example
 * describeEvidence(facts, 'prior:discount_rate').sets.map(({ set }) => set) // => ['current', 'known-2024-12-31']
 */
export function describeEvidence(
  facts: Facts,
  key: string,
  dependants: ReadonlyMap<string, readonly Dependant[]> = new Map(),
  resolve: (facts: Facts, key: string) => Evidence = resolveFact,
): EvidenceDescription {
  const found = resolve(facts, fullKey(facts, key));
  return {
    schema: 'steelyard.evidence/1',
    key: found.key,
    title: found.title,
    value: found.value,
    low: found.low ?? null,
    high: found.high ?? null,
    unit: found.unit,
    date: found.date ?? null,
    distribution: found.distribution ?? null,
    flags: found.flags,
    why: found.why ?? null,
    note: found.note ?? null,
    derived_from: found.derivedFrom ?? [],
    place: printPlace(found.place),
    sources: found.sources.map(({ key, title, url, kind, access, date, licence }) => {
      return { key, title, url, kind, access, date: date ?? null, licence: licence ?? null };
    }),
    sets: setsOf(facts, found.key),
    dependants: dependants.get(found.key) ?? [],
  };
}

/** A name without a kind means the prior of that name, if there is one: `demand_growth` for `prior:demand_growth`. */
function fullKey(facts: Facts, key: string): string {
  return priorSets.some((set) => facts.priors[set].has(key)) ? `prior:${key}` : key;
}

function setsOf(facts: Facts, key: string): PriorInSet[] {
  if (!key.startsWith('prior:')) return [];
  const id = key.slice('prior:'.length).replace(/\.p\d+$/, '');
  return priorSets.flatMap((set) => {
    const prior = facts.priors[set].get(id);
    if (prior === undefined) return [];
    const { p5, p50, p95, dist, same, source } = prior;
    return [{ set, p5, p50, p95, dist, same, why: prior.reason ?? prior.rationale, sources: source }];
  });
}
