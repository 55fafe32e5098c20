// Measures reading, compiling and running: the access model, and a synthetic model of 2,000 scalar equations.
// Run after `npm run build`: node bench/kernel.mjs
import { readFileSync } from 'node:fs';
import { compileToJavaScript, instantiate } from '../dist/engine/index.js';
import { elementNames, parseModel } from '../dist/sd/index.js';

const access = 'models/access/access.mdl';
measure('access model', readFileSync(access, 'utf8'), (model) => {
  const results = model.variables.filter((v) => v.kind !== 'lookup' && v.kind !== 'constant');
  // About as many series as a study records.
  return results.flatMap(elementNames).filter((_, i) => i % 40 === 0);
});
measure('synthetic, 2,000 equations', synthetic(40), () => ['total', 'fleet[c3,b2]']);

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
