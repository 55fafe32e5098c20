import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { latinPart } from './latin.js';
import { SOBOL_DIMENSIONS, SOBOL_POINTS, sobolPart } from './sobol.js';
import { type Stream, stream } from './stream.js';

/** The ways to place points. */
export const designMethods = ['sobol', 'lhs', 'random'] as const;
export type DesignMethod = (typeof designMethods)[number];

/** Points in the unit cube, one row a future. */
export interface Design {
  readonly method: DesignMethod;
  readonly size: number;
  readonly dimensions: number;
  readonly seed: number;
  /** One name a column; the column's random numbers hang on it. */
  readonly names: readonly string[];
  /** size x dimensions, row by row, each in the open interval (0, 1). */
  readonly values: Float64Array;
}

export interface DesignSpec {
  readonly method: DesignMethod;
  readonly size: number;
  readonly dimensions: number;
  readonly seed: number;
  /** Names of the columns; default `1`, `2`, ... */
  readonly names?: readonly string[];
  /** For `sobol`: which dimension of the sequence each column is; default 0, 1, ... */
  readonly numbers?: readonly number[];
}

/**
 * Places `size` points in a unit cube of `dimensions` dimensions.
 *
 * `sobol`: Owen-scrambled Sobol' points, best at powers of two; a longer design begins with the shorter one.
 * `lhs`: Latin hypercube, one point in each of `size` equal cells of every column. `random`: independent.
 * A column depends on seed, size (lhs), its own name and its own dimension number: on nothing else. Columns of
 * a Sobol' design whose number is beyond SOBOL_DIMENSIONS are Latin hypercube columns. Throws SA005 to SA007.
 *
 * @example
 * makeDesign({ method: 'sobol', size: 8, dimensions: 2, seed: 1 }).values.length // => 16
 */
export function makeDesign(spec: DesignSpec): Design {
  const { method, size, dimensions, seed } = spec;
  checkShape(spec);
  const names = spec.names ?? Array.from({ length: dimensions }, (_, j) => `${j + 1}`);
  const root = stream(seed, 'design');
  const values = new Float64Array(size * dimensions);
  names.forEach((name, j) => {
    const column = partOf(method, spec.numbers?.[j] ?? j, size, root.substream(name))(0, size);
    for (let i = 0, at = j; i < size; i++, at += dimensions) values[at] = column[i]!;
  });
  return { method, size, dimensions, seed, names, values };
}

/**
 * Copies one column out of rows of values.
 *
 * @example
 * columnOfRows(Float64Array.of(1, 2, 3, 4), 2, 1) // => Float64Array [2, 4]
 */
export function columnOfRows(values: Float64Array, width: number, column: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, i) => values[i * width + column]!);
}

/**
 * Makes the reader of one column of a design: `count` values from any row on, in the open interval (0, 1).
 *
 * @param number for `sobol`: which dimension of the sequence the column is
 * @param size rows of the whole design; only `lhs` hangs on it
 * @example
 * partOf('random', 0, 9, stream(1, 'a'))(4, 2) // => stream(1, 'a').block(4, 2)
 */
export function partOf(
  method: DesignMethod,
  number: number,
  size: number,
  random: Stream,
): (from: number, count: number) => Float64Array {
  if (method === 'random') return (from, count) => random.block(from, count);
  return method === 'sobol' && number < SOBOL_DIMENSIONS
    ? sobolPart(number, random)
    : latinPart(size, random);
}

/** Refuses a method that is not known. Throws SA006. */
export function checkMethod(method: DesignMethod): void {
  if (designMethods.includes(method)) return;
  const nearest = nearestName(String(method), designMethods);
  throw new SteelyardError({
    code: 'SA006',
    found: `design method "${method}"`,
    expected: `one of ${designMethods.join(', ')}`,
    ...(nearest ? { nearest } : {}),
  });
}

function checkShape({ method, size, dimensions, names }: DesignSpec): void {
  checkMethod(method);
  const whole = Number.isInteger(size) && Number.isInteger(dimensions) && size > 0 && dimensions > 0;
  if (!whole || size > SOBOL_POINTS || (names && names.length !== dimensions))
    throw new SteelyardError({
      code: 'SA007',
      found: `a design of ${size} rows and ${dimensions} columns${names ? ` with ${names.length} names` : ''}`,
      expected: `whole numbers, 1 to ${SOBOL_POINTS} rows, at least 1 column, and one name a column`,
    });
}
