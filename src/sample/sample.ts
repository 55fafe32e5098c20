import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { checkNames } from './check-names.js';
import { composition } from './composition.js';
import { correlate, type Group } from './copula.js';
import { type DesignMethod, makeDesign } from './design.js';
import type { Distribution } from './distribution.js';

/** What to sample: parameters in their units, and named uniform draws for moves and shocks. */
export interface SampleSpec {
  readonly parameters: readonly { readonly name: string; readonly distribution: Distribution }[];
  readonly draws?: readonly string[];
  readonly groups?: readonly Group[];
  /** Sets of parameters that are shares of one whole. */
  readonly compositions?: readonly { readonly name: string; readonly members: readonly string[] }[];
  /** Pairs of parameters of which the second can never be below the first: it is raised to it where it is. */
  readonly orders?: readonly { readonly lower: string; readonly upper: string }[];
  readonly design: { readonly method: DesignMethod; readonly size: number; readonly seed: number };
}

/** Futures: one row each. */
export interface Sample {
  /** Parameters in the order given, then draws. */
  readonly names: readonly string[];
  readonly size: number;
  /** size x names: natural units for parameters, uniform on (0, 1) for draws. */
  readonly values: Float64Array;
  /** size x names: the uniforms behind the values, after correlation. */
  readonly uniforms: Float64Array;
}

/**
 * Draws the futures of a study.
 *
 * Each column hangs on the seed and its own name. In a Sobol' design parameters take the even dimensions and
 * draws the odd ones, each in the order given: so adding a parameter or a draw at the end of its list changes
 * no other column, while inserting, removing or moving one changes those after it in its list (with `lhs` and
 * `random` it changes none). Throws SA005 to SA011.
 *
 * @example
 * makeSample({ parameters: [], draws: ['cutoff'], design: { method: 'sobol', size: 4, seed: 1 } }).names // => ['cutoff']
 */
export function makeSample(spec: SampleSpec): Sample {
  const { parameters, draws = [], design } = spec;
  const names = [...parameters.map(({ name }) => name), ...draws];
  checkNames(names);
  const numbers = [...parameters.map((_, i) => 2 * i), ...draws.map((_, i) => 2 * i + 1)];
  const plain = makeDesign({ ...design, dimensions: names.length, names, numbers });
  const uniforms = correlate(plain, spec.groups ?? []).values;
  const values = uniforms.slice();
  parameters.forEach(({ distribution }, j) => {
    for (let at = j; at < values.length; at += names.length) values[at] = distribution.quantile(values[at]!);
  });
  compose(spec, names, uniforms, values);
  order(spec, names, values);
  return { names, size: design.size, values, uniforms };
}

function compose(
  spec: SampleSpec,
  names: readonly string[],
  uniforms: Float64Array,
  values: Float64Array,
): void {
  for (const { name, members } of spec.compositions ?? []) {
    const places = members.map((member) => placeOf(member, names, `composition ${name}`));
    const shares = composition(
      name,
      places.map((j) => parameterAt(spec, j, name).distribution),
    );
    for (let row = 0; row < values.length; row += names.length) {
      const parts = shares(places.map((j) => uniforms[row + j]!));
      places.forEach((j, k) => {
        values[row + j] = parts[k]!;
      });
    }
  }
}

function order(spec: SampleSpec, names: readonly string[], values: Float64Array): void {
  for (const { lower, upper } of spec.orders ?? []) {
    const low = placeOf(lower, names, 'an order');
    const high = placeOf(upper, names, 'an order');
    for (let row = 0; row < values.length; row += names.length)
      values[row + high] = Math.max(values[row + high]!, values[row + low]!);
  }
}

function parameterAt({ parameters }: SampleSpec, j: number, name: string) {
  const parameter = parameters[j];
  if (parameter) return parameter;
  throw new SteelyardError({
    code: 'SA009',
    found: `composition ${name} names a draw`,
    expected: 'parameters, which have medians and spreads',
  });
}

function placeOf(name: string, names: readonly string[], where: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const nearest = nearestName(name, names);
  throw new SteelyardError({
    code: 'SA009',
    found: `${where} names "${name}", which is not in the sample`,
    ...(nearest ? { nearest } : {}),
  });
}
