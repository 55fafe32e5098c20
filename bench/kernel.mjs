// Measures reading, compiling and running: the access model, and a synthetic model of 2,000 scalar equations; then runs
// times steps a second of models, as JavaScript, in lanes, and as plain C where there is a compiler.
// Run after `npm run build`: node bench/kernel.mjs
import { readFileSync } from 'node:fs';
import { compileToJavaScript, compileToWasm, instantiate, instantiateLanes } from '../dist/engine/index.js';
import { clockOf } from '../dist/sd/clock.js';
import { elementNames, parseModel } from '../dist/sd/index.js';
import { measureC } from './plain-c.mjs';

const access = 'models/access/access.mdl';
measure('access model', readFileSync(access, 'utf8'), (model) => {
  const results = model.variables.filter((v) => v.kind !== 'lookup' && v.kind !== 'constant');
  // About as many series as a study records.
  return results.flatMap(elementNames).filter((_, i) => i % 40 === 0);
});
measure('synthetic, 2,000 equations', synthetic(40), () => ['total', 'fleet[c3,b2]']);

for (const [name, file, series, blocks] of [
  ['chips29', 'bench/models/chips29.mdl', ['C', 'I', 'P', 'K'], [8, 16]],
  ['sectors20', 'bench/models/sectors20.mdl', ['total X', 'total Y'], [8, 16]],
  ['cooling', 'bench/models/cooling.mdl', ['Temperature'], [8, 16]],
  ['access', access, ['effective compute', 'lag'], [8]],
])
  await compare(name, file, series, blocks);

// One thread, all scalar constants set by each run, the greatest value of a few series kept.
async function compare(name, file, series, blocks) {
  const model = parseModel(readFileSync(file, 'utf8'), name);
  const inputs = model.variables
    .filter((v) => v.kind === 'constant' && v.axes.length === 0 && !/time|saveper/i.test(v.name))
    .flatMap(elementNames);
  const spec = { inputs, series };
  const lanes = lanesOf(model, spec);
  const rates = [
    ['lanes', await rate(lanes)],
    ['JavaScript, functions of the machine', await rate(scalarOf(model, { ...spec, math: 'machine' }))],
    ['JavaScript, functions of our own', await rate(scalarOf(model, { ...spec, math: 'own' }))],
  ];
  for (const [width, what] of [
    ['native', 'vectors as wide as there are'],
    [256, 'vectors of four'],
    [128, 'vectors of two'],
  ]) {
    const c = blocks.map((block) => measureC(model, spec, { block, width, runs: 4000 * blocks.length }));
    if (c[0]) rates.push([`C, gcc -O3 -ffast-math, ${what}`, Math.max(...c) / 1e6]);
  }
  for (const [what, millions] of rates) {
    const share = `lanes are ${(rates[0][1] / millions).toFixed(2)} of it`;
    console.log(
      `${name.padEnd(10)} ${what.padEnd(55)} ${millions.toFixed(2).padStart(7)} M run-steps/s, ${share}`,
    );
  }
}

function stepsOf(model) {
  return clockOf(model).steps;
}

/** A kernel of lanes that keeps the greatest value of each series; every lane has a run of its own. */
export function lanesOf(model, spec, options = {}) {
  const metrics = spec.series.map((one) => ({ id: one, series: one, statistic: 'max' }));
  const program = compileToWasm(model, spec, { metrics, recorded: [], ...options });
  const { block } = instantiateLanes(program);
  block.inputs.forEach((_, i) => {
    const [input, lane] = [Math.floor(i / block.lanes), i % block.lanes];
    block.inputs[i] = program.defaults[input] * (1 + lane / 1000);
  });
  return { run: block.run, steps: stepsOf(model) * block.lanes };
}

/** A kernel in JavaScript that records its series. */
export function scalarOf(model, spec) {
  const program = compileToJavaScript(model, spec);
  const kernel = instantiate(program);
  const out = new Float64Array(program.times.length * spec.series.length);
  return { run: () => kernel.run(program.defaults, out), steps: stepsOf(model) };
}

/** Millions of steps a second of processor time, the middle of seven batches; the compiler is given time before. */
export async function rate({ run, steps }) {
  for (let i = 0; i < 100; i++) run();
  const started = performance.now();
  run();
  run();
  // About a fifth of a second a batch.
  const runs = Math.ceil(400 / (performance.now() - started));
  const batch = () => {
    const before = process.cpuUsage();
    for (let i = 0; i < runs; i++) run();
    const { user, system } = process.cpuUsage(before);
    return (runs * steps) / (user + system);
  };
  for (let i = 0; i < 3; i++) {
    batch();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return Array.from({ length: 7 }, batch).sort((a, b) => a - b)[3];
}

function measure(title, text, chooseSeries) {
  const [model, reading] = timed(() => parseModel(text, title));
  const series = chooseSeries(model);
  const constants = model.variables.filter((v) => v.kind === 'constant' && !/time|saveper/i.test(v.name));
  const inputs = constants.flatMap(elementNames);
  const [program, compiling] = timed(() => compileToJavaScript(model, { inputs, series }));
  const kernel = instantiate(program);
  const out = new Float64Array(program.times.length * series.length);
  const runs = 300;
  const batch = () => {
    for (let i = 0; i < runs; i++) kernel.run(program.defaults, out);
  };
  batch();
  const cpu = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    batch();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / runs;
  }).sort((a, b) => a - b);
  const elements = model.variables.flatMap((v) => (v.kind === 'lookup' ? [] : elementNames(v))).length;
  const kB = (program.source.length / 1024).toFixed(0);
  console.log(
    `${title.padEnd(28)} ${elements} elements, ${inputs.length} inputs, ${series.length} series: ` +
      `read ${reading.toFixed(0)} ms, compile ${compiling.toFixed(0)} ms to ${kB} kB, ` +
      `run ${cpu[2].toFixed(2)} ms of processor time (least ${cpu[0].toFixed(2)})`,
  );
}

// Groups of five arrays over 10 elements; every group rests on the one before it, so that nothing is left out.
function synthetic(groups) {
  const parts = [
    'C: (c1-c5) ~~|',
    'B: (b1-b2) ~~|',
    'fleet[C,B]= INTEG(use 1[C,B]-loss 1[C,B], 10) ~~|',
    'k= 0.1 ~~|',
  ];
  for (let g = 1; g <= groups; g++) {
    const from = g === 1 ? 'fleet[C,B]' : `share ${g - 1}[C,B]`;
    parts.push(
      `use ${g}[C,B]= MAX(0, ${from}*k) ~~|`,
      `loss ${g}[C,B]= IF THEN ELSE(use ${g}[C,B]>1, use ${g}[C,B]/2, ${from}) ~~|`,
      `sum ${g}[C]= SUM(loss ${g}[C,B!]) ~~|`,
      `share ${g}[C,B]= ZIDZ(loss ${g}[C,B], sum ${g}[C])+stock ${g}[C,B]*EXP(-k) ~~|`,
      `stock ${g}[C,B]= INTEG((use ${g}[C,B]-stock ${g}[C,B])/4, 1) ~~|`,
    );
  }
  parts.push(`total= SUM(share ${groups}[C!,B!]) ~~|`);
  parts.push('INITIAL TIME= 2022 ~~|', 'FINAL TIME= 2033 ~~|', 'TIME STEP= 0.125 ~~|', 'SAVEPER= 0.25 ~~|');
  return parts.join('\n');
}

function timed(step) {
  const start = performance.now();
  return [step(), performance.now() - start];
}
