// Calibrates the estimator on the published measurements and writes data/compute/calibration.yaml.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { readFacts } = await from('facts/read.node.js');
const { calibrate, printCalibration } = await from('compute/fit/index.js');

const target = join(root, 'data/compute/calibration.yaml');
const parts = ['accelerators', 'compute', 'measurements'];
const read = () => readFacts(join(root, 'data'), { parts, root: 'data' });
const blank = { fitted_on: 'none', rows: 0, measured: {}, residual: {}, coordinates: [], covariance: [] };
// A calibration of another form must not stand in the way of a new one.
const facts = await read().catch(() => {
  writeFileSync(target, printCalibration(blank));
  return read();
});
const { file, fitted, measured } = calibrate(facts);
writeFileSync(target, printCalibration(file));
console.log(
  `calibrated ${file.coordinates.length} coordinates on ${measured.length} rows in ${fitted.rounds} rounds`,
);
