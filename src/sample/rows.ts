import { SteelyardError } from '../base/error.js';
import { checkNames } from './check-names.js';
import { checkMethod, type DesignMethod, partOf } from './design.js';
import type { Prior } from './distribution.js';
import { distributionOf } from './from-prior.js';
import { stream } from './stream.js';

/** How to make futures, in place of the futures: plain data, a few hundred bytes for any number of rows. */
export interface SampleRecipe {
  readonly method: DesignMethod;
  readonly seed: number;
  /** Rows of the whole, 1 to 2^31 - 1. */
  readonly size: number;
  /** Names and distributions of the columns, in order. */
  readonly columns: readonly { readonly name: string; readonly prior: Prior }[];
}

/** Most rows of a recipe. */
export const mostRows = 2 ** 31 - 1;

/**
 * Makes the reader of a recipe: it gives the rows `from` to `to` (`to` not included), row by row in the units of the
 * columns, and keeps no row. A row is the same whichever rows are asked for, and rows of a design of at most 2^21 are
 * those of `makeSample` with the same columns as parameters.
 *
 * A Latin hypercube of up to 2^21 rows keeps its orders, 4 bytes a row and column. Throws SA001 to SA008.
 *
 * @example
 * const columns = [{ name: 'a', prior: { dist: 'uniform', bounds: { low: 0, high: 8 } } }]
 * const rows = sampleRows({ method: 'sobol', seed: 1, size: 8, columns })
 * rows(0, 8).map(Math.floor).sort() // => Float64Array [0, 1, 2, 3, 4, 5, 6, 7]
 */
export function sampleRows({
  method,
  seed,
  size,
  columns,
}: SampleRecipe): (from: number, to: number) => Float64Array {
  checkMethod(method);
  if (!Number.isInteger(size) || size < 1 || size > mostRows || columns.length === 0)
    throw new SteelyardError({
      code: 'SA007',
      found: `a recipe of ${size} rows and ${columns.length} columns`,
      expected: `a whole number of rows, 1 to ${mostRows}, and at least one column`,
    });
  checkNames(columns.map(({ name }) => name));
  const root = stream(seed, 'design');
  const readers = columns.map(({ name, prior }, j) => ({
    // The even dimensions, as those of the parameters of a sample.
    part: partOf(method, 2 * j, size, root.substream(name)),
    quantile: distributionOf(prior).quantile,
  }));
  return (from, to) => {
    if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= size))
      throw new SteelyardError({ code: 'SA007', found: `rows ${from} to ${to} of a recipe of ${size}` });
    const rows = new Float64Array((to - from) * columns.length);
    readers.forEach(({ part, quantile }, j) => {
      const uniforms = part(from, to - from);
      for (let n = 0, at = j; n < uniforms.length; n++, at += columns.length)
        rows[at] = quantile(uniforms[n]!);
    });
    return rows;
  };
}
