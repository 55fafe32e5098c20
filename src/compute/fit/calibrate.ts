import { sha256 } from '../../base/sha256.js';
import type { CalibrationFile, Facts } from '../../facts/index.js';
import { type Space, spaceOf } from '../parameters.js';
import { type Fitted, fitGradually } from './fit.js';
import { type HeldOut, leaveSourcesOut, scatterFor, settleAll } from './leave-one-out.js';
import { type Measured, observationsOf } from './observations.js';

/** What a calibration gives: the file, and what a report says of it. */
export interface Calibrated {
  readonly file: CalibrationFile;
  readonly space: Space;
  readonly fitted: Fitted;
  readonly measured: readonly Measured[];
  readonly heldOut: readonly HeldOut[];
}

/**
 * Calibrates the parameters on the certain rows of the measurements and tells the scatter that is left, by leaving out
 * one source after another.
 *
 * @param facts with the parts `accelerators`, `compute` and `measurements`
 */
export function calibrate(facts: Facts): Calibrated {
  const space = spaceOf([...facts.parameters.values()]);
  const { measured } = observationsOf(facts, space);
  const fitted = fitGradually(space, measured, space.prior, 60, (values) =>
    settleAll(space, measured, values),
  );
  const heldOut = leaveSourcesOut(space, measured, fitted);
  const kinds = [...new Set(measured.map(({ row }) => row.kind))];
  const residual = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      digits(scatterFor(heldOut.filter(({ measured: { row } }) => row.kind === kind)), 3),
    ]),
  );
  const informed = space.names
    .map((_, i) => i)
    .filter(
      (i) =>
        Math.abs(fitted.values[i]! - space.prior[i]!) > 1e-9 ||
        fitted.covariance.get(i, i) < 0.999 * space.spread[i]! ** 2,
    );
  return {
    space,
    fitted,
    measured,
    heldOut,
    file: {
      fitted_on: hashOf(facts),
      rows: measured.length,
      measured: countsBy(measured),
      coordinates: informed.map((i) => ({ name: space.names[i]!, value: digits(fitted.values[i]!, 6) })),
      covariance: informed.map((i, a) =>
        informed.slice(0, a + 1).map((j) => digits(fitted.covariance.get(i, j), 3)),
      ),
      residual,
    },
  };
}

/** Rows by kind and family. */
function countsBy(measured: readonly Measured[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { row, ready } of measured) {
    const own = counts[row.kind] ?? {};
    counts[row.kind] = { ...own, [ready.who.family]: (own[ready.who.family] ?? 0) + 1 };
  }
  return counts;
}

/** Hash of everything that the fit rests on; a calibration with another hash is out of date. */
export function hashOf(facts: Facts): string {
  const on = [
    facts.parameters,
    facts.measurements,
    facts.models,
    facts.platforms,
    facts.variants,
    facts.chips,
  ].map((table) => [...table.entries()]);
  return sha256(JSON.stringify([on, facts.recipes, facts.benchmarks]));
}

const digits = (value: number, count: number): number => Number(value.toPrecision(count));
