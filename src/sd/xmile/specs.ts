import { type Place, SteelyardError } from '../../base/error.js';
import type { Statement } from '../syntax/ast.js';
import type { Source } from '../syntax/entries.js';
import { childOf, placeOf, textOf, type XmlElement } from './document.js';
import { Make } from './make.js';

/** When a run steps, and how: what `<sim_specs>` says. */
export interface Specs {
  readonly method: 'euler' | 'rk4';
  /** The clock under the names of the common form. */
  readonly clock: readonly ClockSetting[];
}

/** One setting of the clock. */
export interface ClockSetting {
  readonly name: 'INITIAL TIME' | 'FINAL TIME' | 'TIME STEP' | 'SAVEPER';
  readonly value: number;
  readonly units: string;
  readonly place: Place;
}

// The standard has rk2 fall back to rk4.
const methods: Readonly<Record<string, Specs['method']>> = { euler: 'euler', rk4: 'rk4', rk2: 'rk4' };

/**
 * Reads `<sim_specs>`: start, stop, dt (1 when left out; `reciprocal` makes it 1/dt), the save step of the vendors, and
 * the method. XMILE 1.0, sections 2.3 and 3.4.
 *
 * Errors: SD013 for a part that is missing or no number, SD017 for a method that is not supported.
 */
export function readSpecs(specs: XmlElement, source: Source): Specs {
  const place = placeOf(specs, source);
  const units = specs.attributes.time_units ?? '';
  const setting = (name: ClockSetting['name'], value: number, at: Place): ClockSetting => ({
    name,
    value,
    units,
    place: at,
  });
  const start = numberOf(specs, 'start', source);
  const stop = numberOf(specs, 'stop', source);
  const dt = childOf(specs, 'dt') ? numberOf(specs, 'dt', source) : { value: 1, place };
  const inverse = childOf(specs, 'dt')?.attributes.reciprocal?.trim().toLowerCase() === 'true';
  const step = inverse ? 1 / dt.value : dt.value;
  const saved = Number(
    specs.attributes['isee:save_interval'] ?? specs.attributes.save_interval ?? Number.NaN,
  );
  return {
    method: readMethod(specs.attributes.method ?? 'euler', place),
    clock: [
      setting('INITIAL TIME', start.value, start.place),
      setting('FINAL TIME', stop.value, stop.place),
      setting('TIME STEP', step, dt.place),
      ...(saved > 0 ? [setting('SAVEPER', saved, place)] : []),
    ],
  };
}

/** Writes a setting of the clock as an equation. */
export function clockStatement({ name, value, units, place }: ClockSetting): Statement {
  const notes = { units, unitsPlace: place, comment: '', group: '', supplementary: false };
  const right = { kind: 'expr', expr: new Make(place).number(value) } as const;
  return { kind: 'equation', name, subscripts: [], except: [], right, notes, place };
}

// A list of methods is an order of preference.
function readMethod(text: string, place: Place): Specs['method'] {
  const wanted = text.split(',').map((name) => name.trim().toLowerCase());
  const found = wanted.map((name) => (name === '' ? 'euler' : methods[name])).find((method) => method);
  if (found) return found;
  throw new SteelyardError({
    code: 'SD017',
    found: `the integration method "${text}" is not supported`,
    place,
    expected: 'euler or rk4',
  });
}

function numberOf(specs: XmlElement, name: string, source: Source): { value: number; place: Place } {
  const element = childOf(specs, name);
  const text = textOf(element);
  const place = placeOf(element ?? specs, source);
  if (element && text !== '' && Number.isFinite(Number(text))) return { value: Number(text), place };
  throw new SteelyardError({
    code: 'SD013',
    found: element ? `<${name}> of <sim_specs> is "${text}"` : `<sim_specs> has no <${name}>`,
    place,
    expected: `<${name}>number</${name}>`,
  });
}
