// Calibrates the estimator on the published measurements and writes data/compute/calibration.yaml.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { readFacts } = await from('facts/read.node.js');
const { calibrate, printCalibration } = await from('compute/fit/index.js');

const facts = await readFacts(join(root, 'data'), {
  parts: ['accelerators', 'compute', 'measurements'],
  root: 'data',
});
const { file, fitted, measured } = calibrate(facts);
writeFileSync(join(root, 'data/compute/calibration.yaml'), printCalibration(file));
console.log(
  `calibrated ${file.coordinates.length} coordinates on ${measured.length} rows in ${fitted.rounds} rounds`,
);
