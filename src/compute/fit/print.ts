import type { CalibrationFile } from '../../facts/index.js';

/** Writes a calibration as the YAML that data/compute holds. */
export function printCalibration(file: CalibrationFile): string {
  const { fitted_on, rows, measured, coordinates, covariance, residual } = file;
  return [
    '# Calibrated parameters of the estimator, written by `npm run calibrate`; not edited by hand. What they mean: parameters.yaml.',
    '# fitted_on: hash of the rows, shapes, servers, layouts and priors. coordinates: fitted values, each on its unbounded scale (the',
    '# logarithm, or the logit of a share); NAME@MEMBER is the offset of a family, stack or maker. covariance: lower triangle, row by',
    '# row. measured: rows by kind and family. residual: scatter by kind of row, standard deviation of the logarithm, with sources',
    '# left out one by one.',
    '',
    `fitted_on: ${fitted_on}`,
    `rows: ${rows}`,
    ...block(
      'measured',
      '{}',
      Object.entries(measured).map(([kind, of]) => `${kind}: ${flow(of)}`),
    ),
    ...block(
      'residual',
      '{}',
      Object.entries(residual).map(([kind, value]) => `${kind}: ${value}`),
    ),
    ...block(
      'coordinates',
      '[]',
      coordinates.map(({ name, value }) => `- {name: '${name}', value: ${value}}`),
    ),
    ...block(
      'covariance',
      '[]',
      covariance.map((row) => `- [${row.join(', ')}]`),
    ),
    '',
  ].join('\n');
}

function block(name: string, empty: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`${name}: ${empty}`] : [`${name}:`, ...lines.map((line) => `  ${line}`)];
}

const flow = (of: Readonly<Record<string, number>>): string =>
  `{${Object.entries(of)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')}}`;
