import type { CalibrationFile } from '../facts/index.js';
import type { Space } from './parameters.js';

/** The calibrated point, how sure it is, and what scatter is left. */
export interface Calibration {
  readonly values: Float64Array;
  /** Covariance of two coordinates. */
  covariance(i: number, j: number): number;
  /** Standard deviation of the logarithm that a row of a kind has beside what the parameters explain. */
  residual(kind: string): number;
  /** Measured rows of a kind that the fit saw on a family of chips. */
  rowsOf(kind: string, family: string): number;
  /**
   * Variance of the logarithm for what nobody has told of the software of a family: it falls as rows of the kind come in.
   *
   * @param doubt standard deviation of a family without any
   */
  strangeness(kind: string, family: string, doubt: number | undefined): number;
  /** Hash of the rows and parameters that it was fitted on; undefined before any calibration. */
  readonly fittedOn: string | undefined;
}

/**
 * Reads a calibration into the coordinates of a space. What the calibration does not name keeps its prior: a family
 * without measured rows is as uncertain as families differ.
 */
export function calibrationOf(file: CalibrationFile | undefined, space: Space): Calibration {
  const values = Float64Array.from(space.prior);
  const places = new Int32Array(space.names.length).fill(-1);
  file?.coordinates.forEach(({ name, value }, k) => {
    const i = space.at.get(name);
    if (i === undefined) return;
    values[i] = value;
    places[i] = k;
  });
  const rowsOf = (kind: string, family: string) => file?.measured[kind]?.[family] ?? 0;
  return {
    values,
    covariance(i, j) {
      const a = places[i]!;
      const b = places[j]!;
      if (a < 0 || b < 0) return i === j ? space.spread[i]! ** 2 : 0;
      return a >= b ? file!.covariance[a]![b]! : file!.covariance[b]![a]!;
    },
    residual: (kind) => file?.residual[kind] ?? 0.3,
    rowsOf,
    strangeness: (kind, family, doubt = 0) => doubt ** 2 / (1 + rowsOf(kind, family)),
    fittedOn: file?.fitted_on,
  };
}
