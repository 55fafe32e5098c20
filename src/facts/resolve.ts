import { type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { chipId } from './aliases.js';
import type { Evidence } from './evidence.js';
import { type Facts, type PriorSetName, priorSets } from './facts.js';
import { type KeyPath, type Kind, parseKeyPath } from './key-path.js';
import type { Part } from './parts.js';
import { noSuchField, resolvers } from './resolvers.js';

/** Which set a `prior:` key is taken from. */
export interface ResolveOptions {
  /** Default: `current`. */
  readonly priors?: PriorSetName;
}

/**
 * Finds the value under a key path, with its range, unit, sources, flags and place.
 *
 * | key path | value |
 * |---|---|
 * | `prior:ID` | median, with p5 and p95 as low and high; also `.p5`, `.p50`, `.p95` |
 * | `chip:ID.path`, `system:ID.path` | a field of an accelerator or system; ID may be an alias such as `h200` |
 * | `platform:ID.path`, `variant:ID.path` | a field of a server, or of a part that was measured and is not sold |
 * | `event:ID`, `event:ID.date` | decimal year |
 * | `measure:ID`, `measure:ID.date` | decimal year of taking force, or of publication if it never did; also `.announced`, `.published`, `.effective`, `.phases.NAME` |
 * | `history:SERIES@PERIOD` | observed value |
 * | `price:ID`, `forecast:ID`, `assumption:ID` | central value, with low and high where given; also `.low`, `.high` |
 *
 * @throws SteelyardError FA020 to FA022, FA025
 *
 * @example
 * resolveFact(facts, 'chip:h200.memory.capacity_gb').value // => 141
 * resolveFact(facts, 'measure:us-2023-10-25.date').value.toFixed(3) // => '2023.877'
 */
export function resolveFact(facts: Facts, key: string, options: ResolveOptions = {}): Evidence {
  const path = canonical(facts, parseKeyPath(key));
  const set = options.priors ?? 'current';
  const found = resolvers[path.kind](facts, path, set);
  if (found === undefined) throw notFound(facts, path, key);
  return {
    ...found,
    get place() {
      return placeOf(facts, path, path.kind === 'prior' ? set : undefined);
    },
  };
}

/** Rows know their place; a field of a chip that is no row of its own stands where the chip stands. */
function placeOf(facts: Facts, path: KeyPath, set: PriorSetName | undefined): Place {
  const joint = path.kind === 'history' ? '@' : '.';
  const bare = `${path.kind}:${path.id}`;
  const find = (wanted: string) => facts.rows.find((row) => row.key === wanted && row.set === set);
  return (find(`${bare}${joint}${path.field}`) ?? find(bare))?.place() ?? { file: 'data' };
}

/**
 * Finds the value under a key path as a number; throws FA023 if it is text.
 *
 * @example
 * numberOf(facts, 'prior:demand_growth') // => 0.9
 */
export function numberOf(facts: Facts, key: string, options: ResolveOptions = {}): number {
  const { value, place } = resolveFact(facts, key, options);
  if (typeof value === 'number') return value;
  throw new SteelyardError({
    code: 'FA023',
    found: `"${key}" is the text "${value}"`,
    place,
    expected: 'a number or a date',
  });
}

/**
 * Lists the key paths of a kind, or of every kind, that resolve without a field.
 *
 * @example
 * factKeys(facts, 'prior').includes('prior:demand_growth') // => true
 */
export function factKeys(facts: Facts, kind?: Kind): string[] {
  const {
    priors,
    chips,
    systems,
    events,
    measures,
    history,
    prices,
    forecasts,
    assumptions,
    platforms,
    variants,
  } = facts;
  const lists: Record<Kind, () => Iterable<string>> = {
    prior: () => new Set(priorSets.flatMap((set) => [...priors[set].keys()])),
    chip: () => chips.keys(),
    system: () => systems.keys(),
    event: () => events.keys(),
    measure: () => [...measures.us.keys(), ...measures.cn.keys()],
    history: () =>
      [...history.values()].flatMap(({ id, observations }) =>
        observations.map(({ period }) => `${id}@${period}`),
      ),
    price: () => prices.keys(),
    forecast: () => forecasts.keys(),
    assumption: () => assumptions.keys(),
    platform: () => platforms.keys(),
    variant: () => variants.keys(),
  };
  const wanted = kind === undefined ? (Object.keys(lists) as Kind[]) : [kind];
  return wanted.flatMap((name) => [...lists[name]()].map((id) => `${name}:${id}`));
}

function canonical(facts: Facts, path: KeyPath): KeyPath {
  if (path.kind !== 'chip') return path;
  const id = chipId(facts, path.id);
  return id === undefined ? path : { ...path, id };
}

const partsOf: Readonly<Record<Kind, readonly Part[]>> = {
  prior: ['priors'],
  chip: ['accelerators'],
  system: ['accelerators'],
  event: ['events'],
  measure: ['us', 'cn'],
  history: ['history'],
  price: ['prices'],
  forecast: ['forecasts'],
  assumption: ['assumptions'],
  platform: ['compute'],
  variant: ['compute'],
};

function notFound(facts: Facts, path: KeyPath, key: string): SteelyardError {
  const unread = partsOf[path.kind].find((part) => !facts.parts.has(part));
  if (unread !== undefined) {
    return new SteelyardError({
      code: 'FA025',
      found: `"${key}" needs the part "${unread}" of the data, which was not loaded`,
      remedy: `load the data with the part "${unread}"`,
    });
  }
  const ids = factKeys(facts, path.kind);
  const bare = `${path.kind}:${path.id}`;
  if (ids.includes(bare)) return noSuchField(path, []);
  const wanted = path.kind === 'history' ? `${bare}@${path.field ?? ''}` : bare;
  const names =
    path.kind === 'chip' ? [...ids, ...[...facts.aliases.keys()].map((alias) => `chip:${alias}`)] : ids;
  const nearest = nearestName(wanted, names);
  return new SteelyardError({
    code: 'FA021',
    found: `the data have no "${key}"`,
    ...(nearest !== undefined && { nearest }),
    remedy: 'list the names with: steelyard evidence',
  });
}
