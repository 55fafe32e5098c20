// Judges the estimator on the published measurements: npm run validate [-- --write | --check].
// --write puts the tables into docs/validation.md; --check fails where the page or the calibration is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { readFacts } = await from('facts/read.node.js');
const { calibrate, hashOf, missed, printReport, reportParts, stepTimesPart, validate } =
  await from('compute/fit/index.js');

const parts = ['accelerators', 'compute', 'measurements'];
const facts = await readFacts(join(root, 'data'), { parts, root: 'data' });
const calibrated = calibrate(facts);
const validation = validate(facts, calibrated);
const eight = parse(readFileSync(join(root, 'test/compute/korthikanti.yaml'), 'utf8'));
const steps = stepTimesPart(eight, facts, calibrated);
const report = [...reportParts(validation), steps.part];
console.log(printReport(report, 'plain'));

const wrong = missed(validation);
if (steps.mean > eight.step_mean_within)
  wrong.push(`Korthikanti's step times: mean error ${(100 * steps.mean).toFixed(1)} %`);
const page = join(root, 'docs/validation.md');
const text = readFileSync(page, 'utf8');
const [open, close] = ['<!-- tables: npm run validate -- --write -->', '<!-- end of tables -->'];
const [before, rest] = text.split(open);
const made = `${before}${open}\n\n${printReport(report, 'markdown')}\n\n${close}${rest.split(close)[1]}`;
if (process.argv.includes('--write')) writeFileSync(page, made);
if (process.argv.includes('--check')) {
  if (made !== text) wrong.push('docs/validation.md is out of date: npm run validate -- --write');
  if (facts.calibration?.fitted_on !== hashOf(facts))
    wrong.push('data/compute/calibration.yaml is out of date: npm run calibrate');
}
console.log(
  wrong.length === 0 ? '\nevery bar is met' : `\nmissed:\n${wrong.map((line) => `- ${line}`).join('\n')}`,
);
process.exit(wrong.length === 0 ? 0 : 1);
