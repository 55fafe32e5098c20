import type { CalibrationFile } from '../../facts/index.js';

/** Writes a calibration as the YAML that data/compute holds. */
export function printCalibration({
  fitted_on,
  rows,
  coordinates,
  covariance,
  residual,
}: CalibrationFile): string {
  return [
    '# Calibrated parameters of the estimator, written by `npm run calibrate`; not edited by hand. What they mean: parameters.yaml.',
    '# fitted_on: hash of the rows, shapes, servers, layouts and priors. coordinates: fitted values, each on its unbounded scale (the',
    '# logarithm, or the logit of a share); NAME@MEMBER is the offset of a family, stack or maker. covariance: lower triangle, row by row.',
    '# residual: scatter by kind of row, standard deviation of the logarithm, with sources left out one by one.',
    '',
    `fitted_on: ${fitted_on}`,
    `rows: ${rows}`,
    'residual:',
    ...Object.entries(residual).map(([kind, value]) => `  ${kind}: ${value}`),
    'coordinates:',
    ...coordinates.map(({ name, value }) => `  - {name: '${name}', value: ${value}}`),
    'covariance:',
    ...covariance.map((row) => `  - [${row.join(', ')}]`),
    '',
  ].join('\n');
}
