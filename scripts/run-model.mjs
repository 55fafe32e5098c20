// Runs one model and prints selected variables: node scripts/run-model.mjs FILE [--set name=value] [--at t] [names...]
import { readFileSync } from 'node:fs';
import { compileToJavaScript, instantiate } from '../dist/engine/index.js';
import * as sd from '../dist/sd/index.js';

const [file, ...rest] = process.argv.slice(2);
const sets = new Map();
const names = [];
let at;
for (let i = 0; i < rest.length; i++) {
  if (rest[i] === '--set') {
    const [name, value] = rest[++i].split('=');
    sets.set(name.trim(), Number(value));
  } else if (rest[i] === '--at') at = Number(rest[++i]);
  else names.push(rest[i]);
}

const { model, problems } = sd.parseAll(readFileSync(file, 'utf8'), file);
for (const problem of problems) console.log(problem.message);
if (problems.length > 0) process.exit(2);
for (const finding of sd.checkModel?.(model) ?? []) console.log(finding.text);

const spell = ({ variable, cell }) => sd.elementName(variable, cell);
const elements = (list) => list.flatMap((name) => sd.findElements(model, name).map(spell));
const wanted =
  names.length > 0
    ? elements(names)
    : elements(model.variables.filter((v) => v.kind === 'stock').map((v) => v.name));
const inputs = elements([...sets.keys()]);
const values = [...sets].flatMap(([name, value]) => sd.findElements(model, name).map(() => value));
try {
  const program = compileToJavaScript(model, { inputs, series: ['Time', ...wanted] });
  const out = new Float64Array(program.times.length * program.series.length);
  instantiate(program).run(Float64Array.from(values), out);
  const width = program.series.length;
  const rows = [...program.times.keys()]
    .filter((t) => at === undefined || Math.abs(program.times[t] - at) < 1e-9)
    .map((t) => [...out.subarray(t * width, (t + 1) * width)].map((x) => String(Number(x.toPrecision(6)))));
  const table = [program.series, ...rows];
  const widths = program.series.map((_, c) => Math.max(...table.map((row) => row[c].length)));
  for (const row of table) console.log(row.map((cell, c) => cell.padStart(widths[c])).join('  '));
} catch (error) {
  console.log(error.message);
  process.exit(2);
}
