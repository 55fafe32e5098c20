import type { YamlFile, YamlPath } from '../base/yaml.js';
import { type PriorSetName, priorSets, type Row } from './facts.js';
import type { Part } from './parts.js';

/** One data file after reading. */
export interface LoadedFile {
  readonly path: string;
  readonly part: Part;
  readonly file: YamlFile<unknown>;
}

/**
 * Finds every row of a file that cites sources: each mapping with a `source` list.
 *
 * @param loaded a data file after reading
 * @returns rows in the order of the file, each with the key path under which it is resolved
 */
export function rowsOf(loaded: LoadedFile): Row[] {
  const rows: Row[] = [];
  visit(loaded.file.value, [], (row, path) => {
    rows.push({
      key: keyOf(loaded, path),
      part: loaded.part,
      ...(setOf(loaded) !== undefined && { set: setOf(loaded)! }),
      source: row.source as string[],
      flags: flagsOf(row),
      ...(dateOf(row) !== undefined && { date: dateOf(row)! }),
      place: () => loaded.file.placeOf(path),
    });
  });
  return rows;
}

/**
 * Lists the source keys that a file cites, in `source`, `see` and `see_also`, with the path of each.
 *
 * @param loaded a data file after reading
 */
export function citationsOf(loaded: LoadedFile): { key: string; path: YamlPath }[] {
  const found: { key: string; path: YamlPath }[] = [];
  visit(loaded.file.value, [], (row, path) => {
    for (const field of ['source', 'see', 'see_also']) {
      const keys = row[field];
      if (Array.isArray(keys))
        for (const [i, key] of keys.entries()) found.push({ key, path: [...path, field, i] });
    }
  });
  return found;
}

/** The dated set that a file of priors holds. */
function setOf({ file }: LoadedFile): PriorSetName | undefined {
  const { set } = file.value as { set?: string };
  return priorSets.find((name) => name === set);
}

type Visitor = (row: Readonly<Record<string, unknown>>, path: YamlPath) => void;

function visit(value: unknown, path: YamlPath, see: Visitor): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) visit(item, [...path, i], see);
    return;
  }
  const mapping = value as Record<string, unknown>;
  if (Array.isArray(mapping.source)) see(mapping, path);
  for (const [key, item] of Object.entries(mapping)) {
    if (typeof item === 'object' && key !== 'source') visit(item, [...path, key], see);
  }
}

/** Which prefix of a key path the lists of each file have; what is not listed is named by its file and place. */
const prefixes: Readonly<Record<string, string>> = {
  chips: 'chip',
  systems: 'system',
  cards: 'price',
  servers: 'price',
  rental: 'price',
  electricity: 'price',
  pue: 'price',
  other: 'price',
  measures: 'measure',
  events: 'event',
  priors: 'prior',
  forecasts: 'forecast',
  assumptions: 'assumption',
  cases: 'case',
  measurements: 'measurement',
  models: 'model',
  platforms: 'platform',
  variants: 'variant',
  recipes: 'recipe',
  serving: 'benchmark',
  convergence: 'benchmark',
  codes: 'benchmark',
  workloads: 'workload',
};

function keyOf({ path: file, part, file: { value } }: LoadedFile, path: YamlPath): string {
  const [list, at, ...rest] = path;
  const holder = (value as Record<string, unknown>)[String(list)];
  const entity = at === undefined ? undefined : (holder as Record<string, unknown> | undefined)?.[at];
  const id = idOf(entity) ?? (at === undefined ? '' : String(at));
  if (part === 'history' && rest.length === 2) {
    const row = (entity as { observations: { period: string }[] }).observations[Number(rest[1])]!;
    return `history:${id}@${row.period}`;
  }
  const prefix = prefixes[String(list)];
  const tail = rest.map((step) => `.${step}`).join('');
  if (prefix === undefined)
    return `${file.replace(/\.yaml$/, '').replace(/^.*\//, '')}:${[list, id].join('.')}${tail}`;
  return `${prefix}:${id}${tail}`;
}

function idOf(entity: unknown): string | undefined {
  const id = (entity as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}

/**
 * Reads the flags of a row as words: `estimate`, `unverified`, `uncertain`, `derived`, `judgement`, `same`, and
 * `grade:`, `evidence:`, `level:`, `confidence:`, `quality:`, `strength:` with their value.
 *
 * @example
 * flagsOf({ estimate: true, grade: 'analyst' }) // => ['estimate', 'grade:analyst']
 */
export function flagsOf(row: Readonly<Record<string, unknown>>): string[] {
  const flags = ['estimate', 'unverified', 'uncertain', 'derived', 'judgement', 'same'].filter(
    (name) => row[name] === true,
  );
  for (const name of ['grade', 'evidence', 'level', 'confidence', 'quality', 'strength']) {
    if (typeof row[name] === 'string') flags.push(`${name}:${row[name]}`);
  }
  if (Array.isArray(row.derived_from)) flags.push('derived');
  return flags;
}

function dateOf(row: Readonly<Record<string, unknown>>): string | undefined {
  const date = row.date ?? row.effective ?? row.published ?? row.period_end ?? row.period;
  return typeof date === 'string' && /^\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?$/.test(date) ? date : undefined;
}
