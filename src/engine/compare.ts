import { SteelyardError } from '../base/error.js';
import { makeDesign } from '../sample/index.js';
import { constantsOf } from '../sd/constants.js';
import { elementNames } from '../sd/elements.js';
import type { Model } from '../sd/ir.js';
import { isControl } from '../sd/lower.js';
import { foldName } from '../sd/names.js';
import { instantiate } from './instantiate.js';
import { compileToJavaScript } from './javascript.js';
import { namesBehindClock } from './javascript-clock.js';

/** How two models are laid beside each other. */
export interface CompareSpec {
  /** Number of settings besides the one in which both stand as they are written. */
  readonly size: number;
  /** Seed of the design. */
  readonly seed: number;
  /** How far a constant without a slider's range is moved, as a share of its value: 0.2 is 20 % either way. */
  readonly share: number;
}

/** A constant that both models have, and the range over which it was set. */
export interface SharedConstant {
  readonly name: string;
  /** Its value in the first model and in the second. */
  readonly values: readonly [number, number];
  readonly low: number;
  readonly high: number;
}

/** Where one element of a variable differs most. */
export interface Difference {
  readonly name: string;
  readonly units: string;
  /** |a - b| over the greatest value that the element takes in that setting in either model; infinite where one is no number. */
  readonly relative: number;
  readonly time: number;
  /** 0: both as they are written; from 1 on, the settings of the design. */
  readonly setting: number;
  /** Values of the constants that were moved in that setting, in their order in `constants`; empty in setting 0. */
  readonly moved: readonly (readonly [name: string, value: number])[];
  readonly a: number;
  readonly b: number;
}

/** What the comparison of two models found. */
export interface Comparison {
  readonly constants: readonly SharedConstant[];
  /** Element names that only one of the two has. */
  readonly only: readonly [readonly string[], readonly string[]];
  /** Times that both save. */
  readonly times: number;
  readonly settings: number;
  /** One for each element that both have, the largest first. */
  readonly differences: readonly Difference[];
}

/**
 * Runs two models side by side: as they are written, and over settings of the constants that they share. Settings are Sobol'
 * points within each slider's range, or within a share of the value that the first model has.
 *
 * The clock with what it rests on, and constants of value 0 without a range, are not set. Errors: EN040 without an element in common, EN041 without
 * a saved time in common, and those of `compileToJavaScript`.
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|'
 * const [a, b] = ['x= k*2', 'x= k*2+Time'].map((text) => parseModel(`${text} ~~| k= 3 ~~| ${clock}`, 'm.mdl'))
 * compareModels(a, b, { size: 4, seed: 1, share: 0.2 }).differences[0].time // => 2
 */
export function compareModels(a: Model, b: Model, spec: CompareSpec): Comparison {
  const [left, right] = [elementsOf(a), elementsOf(b)];
  const shared = [...left.keys()].filter((key) => right.has(key));
  const constants = sharedConstants(a, b, spec.share);
  const movable = constants.filter(({ low, high }) => low < high);
  const one = runner(a, left, shared, movable);
  const two = runner(b, right, shared, movable);
  const times = commonTimes(a, b, one.times, two.times, shared.length);
  const settings = settingsOf(movable, spec);
  const moved = settings.map((values) =>
    values ? movable.map(({ name }, i) => [name, values[i]!] as const) : [],
  );
  const worst: (Omit<Difference, 'moved'> | undefined)[] = shared.map(() => undefined);
  settings.forEach((values, setting) => {
    const [found, other] = [one.run(values), two.run(values)];
    shared.forEach((key, s) => {
      const { name, units } = left.get(key)!;
      const pairs = times.map(
        ([i, j]) => [found[i * shared.length + s]!, other[j * shared.length + s]!] as const,
      );
      const scale = Math.max(...pairs.map(([x, y]) => Math.max(finite(x), finite(y))));
      pairs.forEach(([x, y], t) => {
        const relative = differenceOf(x, y, scale);
        if (relative <= (worst[s]?.relative ?? -1)) return;
        worst[s] = { name, units, relative, time: one.times[times[t]![0]]!, setting, a: x, b: y };
      });
    });
  });
  return {
    constants,
    only: [missing(left, right), missing(right, left)],
    times: times.length,
    settings: settings.length,
    differences: worst
      .flatMap((one) => (one ? [{ ...one, moved: moved[one.setting]! }] : []))
      .sort((x, y) => y.relative - x.relative),
  };
}

const finite = (value: number) => (Number.isFinite(value) ? Math.abs(value) : 0);

function differenceOf(x: number, y: number, scale: number): number {
  if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return 0;
  const gap = Math.abs(x - y);
  return Number.isFinite(gap) ? gap / scale : Number.POSITIVE_INFINITY;
}

interface Element {
  readonly name: string;
  readonly units: string;
}

const keyOf = (name: string) => foldName(name.replaceAll('"', ''));

function elementsOf(model: Model): Map<string, Element> {
  const shown = model.variables.filter(({ kind, name }) => kind !== 'lookup' && !isControl(name));
  return new Map(
    shown.flatMap((variable) =>
      elementNames(variable).map((name) => [keyOf(name), { name, units: variable.units }] as const),
    ),
  );
}

const missing = (from: ReadonlyMap<string, Element>, to: ReadonlyMap<string, Element>) =>
  [...from].filter(([key]) => !to.has(key)).map(([, { name }]) => name);

function sharedConstants(a: Model, b: Model, share: number): SharedConstant[] {
  const others = new Map(constantsOf(b).map((one) => [keyOf(one.element), one.value]));
  const fixed = new Set([...namesBehindClock(a), ...namesBehindClock(b)]);
  return constantsOf(a).flatMap(({ element, value, variable }) => {
    const other = others.get(keyOf(element));
    if (other === undefined || fixed.has(foldName(variable.name))) return [];
    const [low, high] = (variable.range ?? '')
      .split(',', 2)
      .map((end) => (end.trim() ? Number(end) : Number.NaN));
    const slider = Number.isFinite(low) && Number.isFinite(high) && low! < high!;
    const ends = slider ? [low!, high!] : [value * (1 - share), value * (1 + share)].sort((x, y) => x - y);
    return [{ name: element, values: [value, other] as const, low: ends[0]!, high: ends[1]! }];
  });
}

/** Settings as values of the constants, the first undefined: both models as they are written. */
function settingsOf(
  movable: readonly SharedConstant[],
  { size, seed }: CompareSpec,
): (Float64Array | undefined)[] {
  if (movable.length === 0 || size === 0) return [undefined];
  const names = movable.map(({ name }) => name);
  const { values } = makeDesign({ method: 'sobol', size, dimensions: names.length, seed, names });
  const settings = Array.from({ length: size }, (_, i) =>
    Float64Array.from(movable, ({ low, high }, j) => low + (high - low) * values[i * names.length + j]!),
  );
  return [undefined, ...settings];
}

function runner(
  model: Model,
  elements: ReadonlyMap<string, Element>,
  shared: readonly string[],
  movable: readonly SharedConstant[],
) {
  const inputs = movable.map(({ name }) => elements.get(keyOf(name))!.name);
  const program = compileToJavaScript(model, {
    inputs,
    series: shared.map((key) => elements.get(key)!.name),
  });
  const kernel = instantiate(program);
  const out = new Float64Array(program.times.length * shared.length);
  return {
    times: program.times,
    run(values: Float64Array | undefined): Float64Array {
      kernel.run(values ?? program.defaults, out);
      return out;
    },
  };
}

/** Pairs the saved times that agree to a billionth. */
function commonTimes(
  a: Model,
  b: Model,
  left: Float64Array,
  right: Float64Array,
  shared: number,
): (readonly [number, number])[] {
  if (shared === 0) {
    throw new SteelyardError({
      code: 'EN040',
      found: `${a.file} and ${b.file} have no variable in common`,
      expected: 'two versions of one model, in which variables have the same names',
      remedy: 'name another file',
    });
  }
  const byTime = new Map([...right].map((time, j) => [time.toPrecision(9), j]));
  const pairs = [...left].flatMap((time, i) => {
    const j = byTime.get(time.toPrecision(9));
    return j === undefined ? [] : [[i, j] as const];
  });
  if (pairs.length > 0) return pairs;
  throw new SteelyardError({
    code: 'EN041',
    found: `${a.file} saves ${left.length} times from ${left[0]} on and ${b.file} ${right.length} from ${right[0]} on, none in common`,
    expected: 'clocks with at least one saved time in common',
    remedy: 'give both models the same INITIAL TIME and SAVEPER',
  });
}
