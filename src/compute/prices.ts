import type { Facts, Price } from '../facts/index.js';
import { foldPlace } from '../facts/index.js';
import type { Band } from './band.js';
import { machineOf } from './machine.js';

/** A price, tariff or ratio that was looked up, with the rows of data/evidence/prices.yaml that carry it. */
export interface Quote extends Band {
  readonly unit: string;
  /** Ids of the rows; their sources are in `price:ID`. */
  readonly rows: readonly string[];
  /** Keys of data/sources.yaml. */
  readonly sources: readonly string[];
  /** What the figure is and of when, in words. */
  readonly says: string;
  /** A share of whole systems, so that servers and network are in it. */
  readonly wholeSystem?: boolean;
}

type Sheet = Pick<Facts, 'prices' | 'places'>;

/**
 * Finds what one chip costs to buy: the card alone, without server, network and building.
 *
 * @returns undefined where no price of it is on record
 *
 * @example
 * cardPrice('h20', facts).value // => 12500
 * cardPrice('l40s', facts) // => undefined
 */
export function cardPrice(chip: string, facts: Facts): Quote | undefined {
  const id = chipOf(chip, facts);
  const rows = [...facts.prices.values()].filter((row) => row.chip === id && row.unit === 'USD per card');
  return quoteOf(rows, 'USD a chip', (row) => `${row.basis ?? 'card'}, ${row.date}`);
}

/**
 * Finds what one chip costs to rent for an hour, with power and housing in it: where rents of the country are on record
 * those of the newest year, else those of the rest of the world.
 *
 * @param country id of a place such as `CN`
 * @returns undefined where no rent of it is on record
 *
 * @example
 * rentOf('h100', 'CN', facts).value // => 1.869
 */
export function rentOf(chip: string, country: string | undefined, facts: Facts): Quote | undefined {
  const id = chipOf(chip, facts);
  const all = [...facts.prices.values()].filter((row) => row.chip === id && row.unit === 'USD per GPU-hour');
  const chinese = all.filter(({ region }) => /^China/.test(region ?? ''));
  const others = all.filter(({ region }) => !/^China/.test(region ?? ''));
  const [first, second] = country === 'CN' ? [chinese, others] : [others, chinese];
  const newest = newestOf(first.length > 0 ? first : second);
  return quoteOf(newest, 'USD a chip-hour', (row) => `${row.region ?? 'rent'}, ${row.date}`);
}

/**
 * Finds what electricity costs in a country: general tariffs where they are on record, and claims of single sites or
 * subsidies only where nothing else is.
 *
 * @returns undefined where no tariff of the country is on record
 *
 * @example
 * electricityOf('SG', facts).value // => 0.1919
 */
export function electricityOf(country: string, facts: Sheet): Quote | undefined {
  const all = [...facts.prices.values()].filter(
    (row) => row.unit === 'USD/kWh' && placeOfRegion(row.region, facts) === country,
  );
  const general = all.filter(({ estimate }) => !estimate);
  return quoteOf(
    general.length > 0 ? general : all,
    'USD a kWh',
    (row) => `${row.what ?? 'tariff'}, ${row.date}`,
  );
}

/**
 * Finds the energy of a site over that of its servers: of the country where it is on record, else of the world.
 *
 * @example
 * overheadOf('CN', facts).high // => 1.5
 */
export function overheadOf(country: string | undefined, facts: Sheet): Quote | undefined {
  const all = [...facts.prices.values()].filter(({ id }) => /^pue-/.test(id));
  const own = all.filter(({ region }) => country !== undefined && placeOfRegion(region, facts) === country);
  const rows = own.length > 0 ? own : all.filter(({ region }) => region === 'world');
  return quoteOf(rows, 'ratio', (row) => `${row.what ?? 'overhead'}, ${row.region ?? ''} ${row.date}`);
}

/**
 * Lists the countries whose electricity is on record, by id.
 *
 * @example
 * pricedCountries(facts).includes('CN') // => true
 */
export function pricedCountries(facts: Sheet): readonly string[] {
  const regions = [...facts.prices.values()].filter(({ unit }) => unit === 'USD/kWh');
  return [...new Set(regions.flatMap(({ region }) => placeOfRegion(region, facts) ?? []))].sort();
}

/**
 * Finds the id of a place by its id or any of its names.
 *
 * @example
 * placeNamed('Emirates', facts) // => 'AE'
 */
export function placeNamed(name: string, { places }: Pick<Facts, 'places'>): string | undefined {
  const wanted = foldPlace(name);
  return places?.places.find(
    (row) =>
      row.id === name.toUpperCase() ||
      row.alpha3 === name.toUpperCase() ||
      [row.name, ...(row.aliases ?? [])].some((one) => foldPlace(one) === wanted),
  )?.id;
}

/** A region may name a part of a country or whose tariff it is: `India (Maharashtra)`. */
const placeOfRegion = (region: string | undefined, facts: Sheet): string | undefined =>
  region === undefined ? undefined : placeNamed(region.replace(/\s*\(.*$/, ''), facts);

/** The catalogue's id of a chip, also where a variant or a share of one is asked about. */
const chipOf = (chip: string, facts: Facts): string | undefined =>
  facts.variants.get(chip)?.based_on ?? machineOf(chip, facts)?.id.replace(/\*.*/, '');

const yearOf = ({ date }: Price) => Number(/\d{4}/.exec(date)?.[0] ?? 0);

function newestOf(rows: readonly Price[]): readonly Price[] {
  const year = Math.max(...rows.map(yearOf));
  return rows.filter((row) => yearOf(row) === year);
}

/** One quote for some rows: the middle one of them, from the lowest to the highest. */
function quoteOf(rows: readonly Price[], unit: string, words: (row: Price) => string): Quote | undefined {
  const bands = rows
    .map((row) => ({ row, band: bandOf(row) }))
    .filter((one): one is { row: Price; band: Band } => one.band !== undefined)
    .sort((a, b) => a.band.value - b.band.value);
  if (bands.length === 0) return undefined;
  const low = Math.min(...bands.map(({ band }) => band.low));
  const high = Math.max(...bands.map(({ band }) => band.high));
  const middle = bands[Math.floor((bands.length - 1) / 2)]!;
  const says = [...new Set(bands.map(({ row }) => words(row)))];
  return {
    value: middle.band.value,
    low,
    high,
    unit,
    rows: bands.map(({ row }) => row.id),
    sources: [...new Set(bands.flatMap(({ row }) => row.source))],
    ...(bands.every(({ row }) => row.whole_system) && { wholeSystem: true }),
    says: says.length > 3 ? `${says.slice(0, 2).join('; ')} and ${says.length - 2} more` : says.join('; '),
  };
}

function bandOf({ value, low, high }: Price): Band | undefined {
  if (value !== undefined)
    return { value, low: Math.min(low ?? value, value), high: Math.max(high ?? value, value) };
  return low === undefined || high === undefined || low <= 0
    ? undefined
    : { value: Math.sqrt(low * high), low, high };
}
