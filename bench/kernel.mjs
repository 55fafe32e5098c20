// Measures reading, compiling and running: the access model, and a synthetic model of 2,000 scalar equations; then runs
// times steps a second of models as a naive walk, as JavaScript, in lanes, and as plain C where there is a compiler.
// Run after `npm run build`: node bench/kernel.mjs [--json] [--peers]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStudy } from '../dist/cli/pipeline/load.js';
import { compileToJavaScript, compileToWasm, instantiate, instantiateLanes } from '../dist/engine/index.js';
import { clockOf, elementNames, parseModel } from '../dist/sd/index.js';
import { programNeeds } from '../dist/study/index.js';
import { contendersInC, gcc } from './parts/gcc.mjs';
import { measureInTurn, roundOf } from './parts/harness.mjs';
import { machine } from './parts/machine.mjs';
import { loadNaive } from './parts/naive.mjs';
import { peersOn } from './parts/peers.mjs';

const asJson = process.argv.includes('--json');
const runNaively = await loadNaive();
const tell = (line) => (asJson ? process.stderr : process.stdout).write(`${line}\n`);

const access = 'models/access/access.mdl';
measure('access model', readFileSync(access, 'utf8'), (model) => {
  const results = model.variables.filter((v) => v.kind !== 'lookup' && v.kind !== 'constant');
  // About as many series as a study records.
  return results.flatMap(elementNames).filter((_, i) => i % 40 === 0);
});
measure('synthetic, 2,000 equations', synthetic(40), () => ['total', 'fleet[c3,b2]']);

// All models, or those of --models=a,b.
const chosen = process.argv
  .find((word) => word.startsWith('--models='))
  ?.slice(9)
  .split(',');
const models = [
  ['cooling', () => small('cooling', ['Temperature']), { lanes: 16 }],
  ['chips29', () => small('chips29', ['C', 'I', 'P', 'K']), { lanes: 16 }],
  ['sectors20', () => small('sectors20', ['total X', 'total Y']), { lanes: 8 }],
  ['access', asStudied, { lanes: 8, longest: 40, precisions: ['double'] }],
];
const benchmarks = [];
for (const [name, read, how] of models.filter(([name]) => chosen?.includes(name) ?? true))
  benchmarks.push(await compare(name, await read(), how));
if (asJson) process.stdout.write(`${JSON.stringify({ machine: machine(), benchmarks }, null, 1)}\n`);

/** A model of bench/models: all its scalar constants are set by each run. */
function small(name, series) {
  const model = parseModel(readFileSync(`bench/models/${name}.mdl`, 'utf8'), name);
  const inputs = model.variables
    .filter((v) => v.kind === 'constant' && v.axes.length === 0 && !/time|saveper/i.test(v.name))
    .flatMap(elementNames);
  return { model, spec: { inputs, series } };
}

/** The access model with the inputs and series of the study of the H200. */
async function asStudied() {
  const context = { io: { cwd: process.cwd() }, packageRoot: process.cwd() };
  const study = join(process.cwd(), 'studies/h200-china.yaml');
  const { bound, model } = await loadStudy(study, { futures: 10 }, context);
  return { model, spec: programNeeds(bound) };
}

// One thread; of each series the largest value of a run is kept, in all contenders but the naive walk.
async function compare(name, { model, spec }, how) {
  const native = gcc() ? contendersInC(model, spec, how) : { contenders: [], end: () => {} };
  const peers = process.argv.includes('--peers') ? await peersOn(name) : [];
  try {
    const contenders = [
      ...naive(model, spec),
      ...['machine', 'own'].map((math) => javascript(model, spec, math)),
      ...lanes(model, spec),
      ...native.contenders,
      ...peers,
    ];
    const results = await measureInTurn(contenders);
    const bar = (precision) =>
      results.find(({ name }) => name.startsWith(`C ${precision}, vectors as`))?.median;
    const rows = results.map(({ name: contender, median, quartiles, repetitions }) => {
      const c = bar(contender.includes('f32') ? 'f32' : 'f64');
      return { contender, median, quartiles, repetitions, ratio_to_c: c ? median / c : null };
    });
    for (const { contender, median, ratio_to_c } of rows) {
      const share = ratio_to_c ? `, ${ratio_to_c.toFixed(4)} of C` : '';
      tell(
        `${name.padEnd(10)} ${contender.padEnd(55)} ${(median / 1e6).toFixed(3).padStart(9)} M run-steps/s${share}`,
      );
    }
    return { model: name, unit: 'run-steps/s', results: rows };
  } finally {
    native.end();
  }
}

/** The walk knows small models: stocks, auxiliaries, lookups and plain functions. */
function naive(model, { series }) {
  try {
    runNaively(model, series);
  } catch {
    return [];
  }
  const round = roundOf(() => runNaively(model, series), stepsOf(model));
  return [{ name: 'naive walk over the expressions', round }];
}

function javascript(model, spec, math) {
  const program = compileToJavaScript(model, { ...spec, math });
  const kernel = instantiate(program);
  const out = new Float64Array(program.times.length * spec.series.length);
  return {
    name: `JavaScript f64, functions of ${math === 'own' ? 'our own' : 'the machine'}`,
    round: roundOf(() => kernel.run(program.defaults, out), stepsOf(model)),
  };
}

/** Lanes in double precision, and in single where the engine knows it. */
function lanes(model, spec) {
  const metrics = spec.series.map((series, i) => ({ id: `m${i}`, series, statistic: 'max' }));
  return ['f64', 'f32'].flatMap((precision) => {
    const program = compileToWasm(model, spec, { metrics, recorded: [], precision });
    // An engine that does not know the option gives doubles.
    if (precision === 'f32' && program.precision !== 'f32') return [];
    const { block } = instantiateLanes(program);
    // Every lane has a run of its own.
    block.inputs.forEach((_, i) => {
      const [input, lane] = [Math.floor(i / block.lanes), i % block.lanes];
      block.inputs[i] = program.defaults[input] * (1 + lane / 1000);
    });
    return [
      {
        name: `lanes ${precision}, ${block.lanes} side by side`,
        round: roundOf(block.run, stepsOf(model) * block.lanes),
      },
    ];
  });
}

/** Steps of a run, whether they are saved or not. */
function stepsOf(model) {
  return clockOf(model).steps;
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
  tell(
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
