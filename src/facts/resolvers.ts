import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { decimalDate } from './dates.js';
import type { Evidence } from './evidence.js';
import type { Facts, PriorSetName } from './facts.js';
import type { KeyPath, Kind } from './key-path.js';
import { flagsOf } from './rows.js';
import type { SourceRecord } from './schema/sources.js';
import { unitOf } from './units.js';

type Found = Omit<Evidence, 'place'>;
type Resolver = (facts: Facts, path: KeyPath, set: PriorSetName) => Found | undefined;

/** How each kind of key path finds its value; undefined when there is no such row. */
export const resolvers: Readonly<Record<Kind, Resolver>> = {
  prior: (facts, path, set) => {
    const prior = facts.priors[set].get(path.id);
    if (prior === undefined) return undefined;
    const field = path.field ?? 'p50';
    if (field !== 'p5' && field !== 'p50' && field !== 'p95') throw noSuchField(path, ['p5', 'p50', 'p95']);
    return {
      ...base(facts, path, prior, prior.description),
      value: prior[field],
      low: prior.p5,
      high: prior.p95,
      unit: prior.unit,
      distribution: prior.dist,
      why: prior.reason ?? prior.rationale,
      ...(prior.derived_from && { derivedFrom: prior.derived_from.map((id) => `prior:${id}`) }),
    };
  },
  chip: (facts, path) => field(facts, path, facts.chips.get(path.id)),
  system: (facts, path) => field(facts, path, facts.systems.get(path.id)),
  platform: (facts, path) => field(facts, path, facts.platforms.get(path.id)),
  variant: (facts, path) => field(facts, path, facts.variants.get(path.id)),
  event: (facts, path) => {
    const event = facts.events.get(path.id);
    if (event === undefined) return undefined;
    if (path.field !== undefined && path.field !== 'date') throw noSuchField(path, ['date']);
    return { ...base(facts, path, event, event.title), ...onDate(event.date) };
  },
  measure: (facts, path) => {
    const us = facts.measures.us.get(path.id);
    if (us !== undefined) {
      const dates: Record<string, string | undefined> = {
        date: us.effective ?? us.published,
        announced: us.announced,
        published: us.published,
        effective: us.effective,
        ...Object.fromEntries(
          Object.entries(us.phases ?? {}).map(([name, date]) => [`phases.${name}`, date]),
        ),
      };
      const date = dates[path.field ?? 'date'];
      if (date === undefined)
        throw noSuchField(
          path,
          Object.keys(dates).filter((name) => dates[name] !== undefined),
        );
      return { ...base(facts, path, us, `${us.title} (${us.citation})`), ...onDate(date), why: us.changes };
    }
    const cn = facts.measures.cn.get(path.id);
    if (cn === undefined) return undefined;
    if (path.field !== undefined && path.field !== 'date') throw noSuchField(path, ['date']);
    return { ...base(facts, path, cn, `${cn.what} (${cn.issuer})`), ...onDate(cn.date) };
  },
  history: (facts, path) => {
    const series = facts.history.get(path.id);
    const row = series?.observations.find(({ period }) => period === path.field);
    if (series === undefined || row === undefined) return undefined;
    return {
      ...base(facts, path, row, `${series.name}, ${row.period}`),
      value: row.value,
      ...range(row),
      unit: row.unit ?? series.unit,
      ...(row.period_end !== undefined && { date: row.period_end }),
    };
  },
  price: (facts, path) => {
    const row = facts.prices.get(path.id);
    if (row === undefined) return undefined;
    const title = [row.what ?? row.item ?? row.chip, row.region, row.date].filter(Boolean).join(', ');
    const centre = row.value ?? (row.low! + row.high!) / 2;
    return {
      ...base(facts, path, row, title),
      value: endOf(path, { value: centre, low: row.low, high: row.high }),
      ...range(row),
      unit: row.currency && !row.unit.includes(row.currency) ? `${row.currency} per ${row.unit}` : row.unit,
      date: row.date,
      ...(row.basis !== undefined && { why: row.basis }),
    };
  },
  forecast: (facts, path) => {
    const row = facts.forecasts.get(path.id);
    if (row === undefined) return undefined;
    const title = `${row.publisher}: ${row.quantity}, ${row.target_period}`;
    return {
      ...base(facts, path, row, title),
      value: endOf(path, row),
      ...range(row),
      unit: row.unit,
      date: row.date,
      ...(row.condition !== undefined && { why: row.condition }),
    };
  },
  assumption: (facts, path) => {
    const row = facts.assumptions.get(path.id);
    if (row === undefined) return undefined;
    const made = base(facts, path, row, row.title);
    return { ...made, value: endOf(path, row), ...range(row), unit: row.unit, date: row.date, why: row.why };
  },
};

/** Says that a row has no such field, with the ones that it has. */
export function noSuchField(path: KeyPath, fields: readonly string[]): SteelyardError {
  const nearest = path.field === undefined ? undefined : nearestName(path.field, fields);
  return new SteelyardError({
    code: 'FA022',
    found:
      path.field === undefined
        ? `"${path.kind}:${path.id}" needs a field`
        : `"${path.kind}:${path.id}" has no "${path.field}", or it is not known`,
    ...(fields.length > 0 && { expected: `one of ${fields.join(', ')}` }),
    ...(nearest !== undefined && { nearest }),
  });
}

interface Cited {
  readonly source: readonly string[];
  readonly note?: string | undefined;
}

function base(
  facts: Facts,
  path: KeyPath,
  row: Cited,
  title: string,
): Pick<Evidence, 'key' | 'title' | 'sources' | 'flags' | 'note'> {
  const joint = path.kind === 'history' ? '@' : '.';
  const field = path.field === undefined || path.field === 'date' ? '' : `${joint}${path.field}`;
  return {
    key: `${path.kind}:${path.id}${field}`,
    title,
    sources: sourcesOf(facts, row.source),
    flags: flagsOf(row as unknown as Record<string, unknown>),
    ...(row.note !== undefined && { note: row.note }),
  };
}

function sourcesOf(facts: Facts, keys: readonly string[]): SourceRecord[] {
  return keys.map((key) => facts.sources.get(key)!);
}

function range(row: { low?: number | undefined; high?: number | undefined }): Pick<Evidence, 'low' | 'high'> {
  return {
    ...(row.low !== undefined && { low: row.low }),
    ...(row.high !== undefined && { high: row.high }),
  };
}

function endOf(
  path: KeyPath,
  row: { value: number; low?: number | undefined; high?: number | undefined },
): number {
  const end = path.field ?? 'value';
  const value = end === 'value' || end === 'low' || end === 'high' ? row[end] : undefined;
  if (value === undefined) throw noSuchField(path, ['value', ...Object.keys(range(row))]);
  return value;
}

/** A date that is known to the month or year is the middle of it, with its ends as range. */
function onDate(date: string): Pick<Evidence, 'value' | 'low' | 'high' | 'unit' | 'date'> {
  const { value, low, high } = decimalDate(date);
  return { value, ...(low < high && { low, high }), unit: 'year', date };
}

/** A field of a chip, system, server or variant: a cell with its own sources, or text under the sources of the whole entry. */
function field(
  facts: Facts,
  path: KeyPath,
  entity: (Cited & { name: string }) | undefined,
): Found | undefined {
  if (entity === undefined) return undefined;
  const found = path.field?.split('.').reduce<unknown>((value, step) => child(value, step), entity);
  const title = `${entity.name}: ${words(path.field ?? '')}`;
  if (isCell(found)) {
    return { ...base(facts, path, found, title), value: found.value, unit: unitOf(path.field!) };
  }
  if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') {
    const from = base(facts, path, { source: entity.source }, title);
    const derived = path.field!.startsWith('derived.') ? child(entity, 'derived') : undefined;
    const flags =
      derived === undefined ? from.flags : ['derived', ...flagsOf(derived as Record<string, unknown>)];
    if (
      /^(announced|general_availability)$/.test(path.field!) &&
      /^\d{4}(-\d{2}){0,2}$/.test(String(found))
    ) {
      return { ...from, ...onDate(String(found)) };
    }
    return {
      ...from,
      flags,
      value: typeof found === 'boolean' ? String(found) : found,
      unit: unitOf(path.field!),
    };
  }
  throw noSuchField(path, fieldsOf(entity));
}

const isCell = (value: unknown): value is Cited & { value: number } =>
  typeof child(value, 'value') === 'number';

function child(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string, unknown>)[step];
}

const words = (path: string) => path.replace(/_/g, ' ').replace(/\./g, ', ');

/** The fields of an entity that hold a value, as paths. */
function fieldsOf(entity: object, before = ''): string[] {
  return Object.entries(entity).flatMap(([name, value]) => {
    if (['id', 'name', 'source', 'notes', 'note'].includes(name)) return [];
    if (isCell(value) || typeof value !== 'object') return [before + name];
    return value === null || Array.isArray(value) ? [] : fieldsOf(value, `${before}${name}.`);
  });
}
