// Measures reading, compiling and running: the access model, and a synthetic model of 2,000 scalar equations; then runs
// times steps a second of small models, as JavaScript, in lanes, and as plain C where there is a compiler.
// Run after `npm run build`: node bench/kernel.mjs
import { readFileSync } from 'node:fs';
import { compileToJavaScript, compileToWasm, instantiate, instantiateLanes } from '../dist/engine/index.js';
import { elementNames, parseModel } from '../dist/sd/index.js';
import { measureC } from './plain-c.mjs';

const access = 'models/access/access.mdl';
measure('access model', readFileSync(access, 'utf8'), (model) => {
  const results = model.variables.filter((v) => v.kind !== 'lookup' && v.kind !== 'constant');
  // About as many series as a study records.
  return results.flatMap(elementNames).filter((_, i) => i % 40 === 0);
});
measure('synthetic, 2,000 equations', synthetic(40), () => ['total', 'fleet[c3,b2]']);

await compare('chips29', ['C', 'I', 'P', 'K'], [3, 4]);
await compare('sectors20', ['total X', 'total Y'], [2, 4]);

// One thread, all scalar constants set by each run, a few series recorded at each step.
async function compare(name, series, widths) {
  const model = parseModel(readFileSync(`bench/models/${name}.mdl`, 'utf8'), name);
  const inputs = model.variables
    .filter((v) => v.kind === 'constant' && v.axes.length === 0 && !/time|saveper/i.test(v.name))
    .flatMap(elementNames);
  const rates = [];
  for (const math of ['machine', 'own']) {
    const program = compileToJavaScript(model, { inputs, series, math });
    const kernel = instantiate(program);
    const out = new Float64Array(program.times.length * series.length);
    const steps = program.times.length - 1;
    rates.push([
      `JavaScript, functions of ${math === 'own' ? 'our own' : 'the machine'}`,
      await rate(2000, steps, () => kernel.run(program.defaults, out)),
    ]);
  }
  for (const vectors of widths) {
    const program = compileToWasm(model, { inputs, series }, { vectors });
    const { block } = instantiateLanes(program);
    // Every lane has a run of its own.
    block.inputs.forEach((_, i) => {
      const [input, lane] = [Math.floor(i / block.lanes), i % block.lanes];
      block.inputs[i] = program.defaults[input] * (1 + lane / 1000);
    });
    const steps = (program.times.length - 1) * block.lanes;
    rates.push([
      `lanes, ${block.lanes} side by side`,
      await rate(Math.ceil(40_000 / block.lanes), steps, block.run),
    ]);
  }
  for (const wide of [false, true]) {
    const c = [4, 8, 16].map((block) => measureC(model, { inputs, series }, { block, wide }));
    if (c[0])
      rates.push([
        `C, gcc -O3 -ffast-math, ${wide ? 'vectors as wide as there are' : 'vectors of four'}`,
        Math.max(...c) / 1e6,
      ]);
  }
  const best = rates.find(([what]) => what.startsWith('C,'))?.[1];
  for (const [what, millions] of rates) {
    const share = best ? `, ${((100 * millions) / best).toFixed(0)} % of the first C` : '';
    console.log(
      `${name.padEnd(10)} ${what.padEnd(55)} ${millions.toFixed(1).padStart(6)} M run-steps/s${share}`,
    );
  }
}

/** Millions of steps a second of processor time, the middle of seven batches; the compiler is given time before. */
async function rate(runs, steps, run) {
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
