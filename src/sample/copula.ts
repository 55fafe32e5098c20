import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { columnOfRows, type Design } from './design.js';
import { normalCdf, normalQuantile } from './normal.js';

/** Columns that move together. Correlations are those of normal scores; a rank correlation is 6/pi asin(r/2). */
export interface Group {
  readonly name: string;
  readonly members: readonly string[];
  /** The same correlation between every two members; may be negative as far as the number of members allows. */
  readonly correlation?: number | undefined;
  /** Or: each member's loading on one common factor, -1 to 1; two members correlate by the product. */
  readonly loadings?: readonly number[] | undefined;
}

/**
 * Makes the members of each group correlate through a Gaussian copula, leaving every marginal uniform.
 *
 * Scores z = normalQuantile(u) are mixed by the Cholesky factor of the group's correlation matrix, in the
 * order listed: the first member keeps its values, and a member added at the end changes none before it.
 * - `sobol`, `random`: the mixed scores go back through normalCdf. A row depends on that row only, so a
 *   longer design still begins with the shorter one; single columns are uniform, no longer exactly stratified.
 * - `lhs`: each column's own values are put in the rank order of its mixed scores (Iman and Conover 1982,
 *   Comm. Stat. B11(3):311-334), so every column stays a perfect Latin hypercube column.
 * Throws SA009 and SA010.
 *
 * @returns a new design; the given one is not changed
 * @example
 * const plain = makeDesign({ method: 'sobol', size: 64, dimensions: 2, seed: 1 });
 * const pair = [{ name: 'pair', members: ['1', '2'], correlation: 0.6 }];
 * correlate(plain, pair).values[0] === plain.values[0] // => true
 */
export function correlate(design: Design, groups: readonly Group[]): Design {
  checkMembers(design, groups);
  const values = design.values.slice();
  for (const group of groups) mixGroup(design, group, values);
  return { ...design, values };
}

function mixGroup({ method, size, dimensions, names }: Design, group: Group, values: Float64Array): void {
  const factor = choleskyFactor(group);
  const places = group.members.map((member) => names.indexOf(member));
  const scores = places.map((j) => columnOfRows(values, dimensions, j).map(normalQuantile));
  places.forEach((j, member) => {
    if (member === 0) return;
    const mixed = new Float64Array(size);
    factor[member]!.forEach((weight, k) => {
      const score = scores[k]!;
      for (let i = 0; i < size; i++) mixed[i]! += weight * score[i]!;
    });
    const column =
      method === 'lhs' ? reordered(columnOfRows(values, dimensions, j), mixed) : mixed.map(openCdf);
    for (let i = 0; i < size; i++) values[i * dimensions + j] = column[i]!;
  });
}

// Puts the values of a column in the rank order of the given scores.
function reordered(column: Float64Array, scores: Float64Array): Float64Array {
  const rising = column.slice().sort();
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const result = new Float64Array(column.length);
  order.forEach((row, rank) => {
    result[row] = rising[rank]!;
  });
  return result;
}

// A score beyond 8.2 would round to 1, where quantiles are infinite.
const openCdf = (z: number) => Math.min(1 - 2 ** -53, Math.max(2 ** -53, normalCdf(z)));

// Rows of the lower triangular factor of the group's correlation matrix.
function choleskyFactor(group: Group): number[][] {
  const size = group.members.length;
  const rows: number[][] = [];
  for (let i = 0; i < size; i++) {
    const row: number[] = [];
    for (let j = 0; j < i; j++) {
      const known = row.reduce((sum, value, k) => sum + value * rows[j]![k]!, 0);
      row.push((correlationOf(group, i, j) - known) / rows[j]![j]!);
    }
    const rest = 1 - row.reduce((sum, value) => sum + value * value, 0);
    if (!(rest > 1e-9)) throw cannotHold(group);
    rows.push([...row, Math.sqrt(rest)]);
  }
  return rows;
}

function correlationOf({ correlation, loadings }: Group, i: number, j: number): number {
  return loadings ? loadings[i]! * loadings[j]! : (correlation ?? 0);
}

function checkMembers({ names }: Design, groups: readonly Group[]): void {
  const seen = new Set<string>();
  for (const { name, members, loadings, correlation } of groups) {
    if (
      (loadings === undefined) === (correlation === undefined) ||
      (loadings && loadings.length !== members.length)
    )
      throw new SteelyardError({
        code: 'SA010',
        found: `group ${name} has ${members.length} members and ${loadings ? `${loadings.length} loadings` : 'no loadings'}, correlation ${correlation}`,
        expected: 'either one correlation or one loading a member',
      });
    for (const member of members) {
      const known = names.includes(member);
      const nearest = known ? undefined : nearestName(member, names);
      if (!known || seen.has(member))
        throw new SteelyardError({
          code: 'SA009',
          found: `group ${name} names "${member}", which is ${known ? 'already in a group' : 'not in the sample'}`,
          expected: 'names of the sample, each in one group at most',
          ...(nearest ? { nearest } : {}),
        });
      seen.add(member);
    }
  }
}

function cannotHold({ name, members, correlation, loadings }: Group): SteelyardError {
  const given = loadings ? `loadings ${loadings.join(', ')}` : `correlation ${correlation}`;
  return new SteelyardError({
    code: 'SA010',
    found: `group ${name} with ${members.length} members and ${given}: no joint distribution has these correlations`,
    expected: `a correlation above ${(-1 / Math.max(1, members.length - 1)).toFixed(3)} and below 1, or loadings between -1 and 1`,
  });
}
