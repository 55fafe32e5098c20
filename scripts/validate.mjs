// Judges the estimator on the published measurements: npm run validate [-- --write | --check].
// --write puts the tables into docs/validation.md; --check fails where the page or the calibration is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { readFacts } = await from('facts/read.node.js');
const { calibrate, hashOf, missed, printReport, reportParts, validate } = await from('compute/fit/index.js');

const facts = await readFacts(join(root, 'data'), {
  parts: ['accelerators', 'compute', 'measurements'],
  root: 'data',
});
const validation = validate(facts, calibrate(facts));
const parts = reportParts(validation);
console.log(printReport(parts, 'plain'));

const page = join(root, 'docs/validation.md');
const [open, close] = ['<!-- tables: npm run validate -- --write -->', '<!-- end of tables -->'];
const text = readFileSync(page, 'utf8');
const [before, rest] = text.split(open);
const made = `${before}${open}\n\n${printReport(parts, 'markdown')}\n\n${close}${rest.split(close)[1]}`;
const wrong = missed(validation);
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
