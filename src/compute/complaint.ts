import { settings } from './settings.js';

const names = ['kind', 'model', 'chip', 'metric'] as const;
const words = ['id', 'unit', 'precision'] as const;
/** Into how many parts work is divided, and of how many a model is made. */
const whole = ['tp', 'pp', 'cp', 'ep', 'vp', 'layers', 'heads'];
/** Limits of a service are also written in words: `<50`. */
const spoken = ['tpot_ms', 'user_speed_tok_s'];
/** Beyond it sums of numbers lose their units. */
const most = 1e15;

/**
 * Tells in words why a row cannot be read, before anything is made of it: a name is missing, or a number is none, below
 * zero, or broken where parts are counted.
 *
 * @returns undefined where everything has its form
 *
 * @example
 * complaintOf({ kind: 'hpc', model: 'HPL', chip: 'h100', metric: 'rmax', count: 0 }) // => 'the count cannot be 0: it is a whole number above 0'
 */
export function complaintOf(row: unknown): string | undefined {
  if (!isMapping(row)) return 'the row is no mapping';
  for (const key of names) {
    const name = row[key];
    if (typeof name !== 'string' || name === '') return `the row has no ${key}`;
    if (name.length > 200) return `the name of the ${key} is too long`;
  }
  for (const key of words) if (!isText(row[key])) return unusable(`the ${key}`, row[key], 'it is a text');
  const { count, date, config } = row;
  if (count !== undefined && count !== null && !isWhole(count))
    return unusable('the count', count, 'it is a whole number above 0');
  if (!isText(date) || (typeof date === 'string' && !/^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(date)))
    return unusable('the date', date, 'it is a year, or a year and a month such as 2024-06');
  if (config === undefined || config === null) return undefined;
  return isMapping(config) ? aboutConfig(config) : unusable('the config', config, 'it is a mapping');
}

function aboutConfig(config: Readonly<Record<string, unknown>>): string | undefined {
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined || value === null) continue;
    const named = `the setting ${key.slice(0, 40)}`;
    const kind = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (kind === 'text' && typeof value !== 'string') return unusable(named, value, 'it is a text');
    if (kind === 'flag' && typeof value !== 'boolean') return unusable(named, value, 'it is true or false');
    if (
      kind === 'number' &&
      typeof value !== 'number' &&
      !(spoken.includes(key) && typeof value === 'string')
    )
      return unusable(named, value, 'it is a number');
    if (typeof value !== 'number') continue;
    if (!(value > 0 || (key === 'mtp' && value === 0)) || value > most)
      return unusable(named, value, 'it is a number above 0');
    if (whole.includes(key) && !isWhole(value)) return unusable(named, value, 'it is a whole number above 0');
  }
  return undefined;
}

const unusable = (what: string, value: unknown, form: string): string =>
  `${what} cannot be ${String(typeof value === 'object' ? 'an object' : value).slice(0, 40)}: ${form}`;

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
