// Measures the engine in Chromium beside Node: 10,000 futures of one policy of the study of the H200, with its own uncertain
// inputs and metrics, on one worker and on two, and where the time goes. A bar stands beside what has one; if one is missed the
// exit code is 1. Processor time counts all threads, and holds on a busy machine too.
// Run after `npm run build`: node bench/browser.mjs [futures, default 10000] [rounds, default 5]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as library from '../dist/browser.js';
import { loadStudy } from '../dist/cli/pipeline/load.js';
import { threadPool } from '../dist/engine/pool.node.js';
import { planRun, programNeeds } from '../dist/study/index.js';
import { chromiumPath, startChromium } from '../scripts/chromium.mjs';
import { serveFiles } from '../scripts/serve.mjs';

const bars = { 'all futures, 2 workers': 1000, compile: 150 };
const mostKB = 300;

const [futures, rounds] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 5)];
const root = fileURLToPath(new URL('..', import.meta.url));
const given = await readStudy();
const { job } = given;
console.log(
  `${job.futures} futures of the policy ${job.arms[0].policy}: ${job.futureInputs.length} uncertain inputs, ` +
    `${job.metrics.length} metrics, ${job.program.times.length} saved times; ms of ${rounds} rounds`,
);

let missed = 0;
report(`Node ${process.version}`, await inNode());
if (chromiumPath) await inChromium();
else console.log('no chromium found: nothing is measured in a browser');
process.exitCode = missed > 0 ? 1 : 0;

/** One policy in one case, its metrics worked out in the kernel, no series kept. */
async function readStudy() {
  const context = { io: { cwd: root }, packageRoot: root };
  const study = join(root, 'studies/h200-china.yaml');
  const { bound, model, modelFile } = await loadStudy(study, { futures }, context);
  const { inputs, series, metrics } = programNeeds(bound);
  const options = { metrics, recorded: [] };
  const { program } = library.compileWithLanes(model, { inputs, series }, options);
  const whole = planRun(bound, program).job;
  const job = { ...whole, arms: whole.arms.slice(0, 1), recorded: [] };
  return { text: readFileSync(modelFile, 'utf8'), spec: { inputs, series }, options, rounds, job };
}

/** Times every stage, round after round. It stands alone, so that a page can take it as text. */
async function measure({ library, pools, processor, text, spec, options, rounds, job }) {
  const { compileWithLanes, createRunner, instantiate, parseModel, planChunks } = library;
  const stages = new Map();
  const timed = async (name, work) => {
    const cpu = await processor();
    const started = performance.now();
    const result = await work();
    const clock = performance.now() - started;
    stages.set(name, [...(stages.get(name) ?? []), [clock, (await processor()) - cpu]]);
    return result;
  };
  const chunks = planChunks(job);
  const single = (at) => ({ index: at, arm: 0, from: at, to: at + 1 });
  let kB = 0;
  for (let round = 0; round < rounds; round++) {
    const model = await timed('read the model', () => parseModel(text, 'access.mdl'));
    const { program } = await timed('compile', () => compileWithLanes(model, spec, options));
    kB = program.lanes.bytes.length / 1000;
    const whole = { ...job, program };
    const run = await timed('make a kernel', () => createRunner(instantiate(program), whole));
    await timed(`${chunks[0].to} futures in this thread`, () => run(chunks[0]));
    await timed(`${chunks[0].to} futures, again`, () => run(chunks[0]));
    for (const pool of pools) {
      const workers = `${pool.workers} worker${pool.workers > 1 ? 's' : ''}`;
      const few = Array.from({ length: pool.workers }, (_, at) => single(at));
      await timed(`start, one future each, ${workers}`, () => pool.run(whole, few, () => {}));
      await timed(`all futures, ${workers}`, () => pool.run(whole, chunks, () => {}));
    }
  }
  return { kB, stages: [...stages] };
}

function inNode() {
  const processor = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  return measure({ ...given, library, processor, pools: [1, 2].map((workers) => threadPool(workers)) });
}

async function inChromium() {
  const server = await serveFiles(root);
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.address}/package.json`);
    const session = await browser.newBrowserCDPSession();
    await page.exposeFunction('processor', async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return 1000 * processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    });
    const started = performance.now();
    await page.evaluate("import('/dist/browser.js').then((loaded) => { library = loaded; })");
    const loaded = performance.now() - started;
    await page.evaluate(`globalThis.measure = ${measure}`);
    const result = await page.evaluate((given) => {
      const pools = [1, 2].map((workers) => library.workerPool(workers));
      return globalThis.measure({ ...given, library, processor: globalThis.processor, pools });
    }, given);
    report(`Chromium ${browser.version()}, the library loaded in ${loaded.toFixed(0)} ms`, result);
  } finally {
    await browser.close();
    await server.close();
  }
}

function report(where, { kB, stages }) {
  const heads = ['first', 'least', 'middle', 'processors'].map((head) => head.padStart(11));
  console.log(`\n${where}\n${''.padEnd(36)}${heads.join('')}`);
  for (const [name, list] of stages) {
    const clocks = list.map(([clock]) => clock);
    const middle = median(clocks);
    const values = [clocks[0], Math.min(...clocks), middle, median(list.map(([, cpu]) => cpu))];
    const cells = values.map((value) => value.toFixed(1).padStart(11)).join('');
    console.log(`${name.padEnd(36)}${cells}${judge(middle, bars[name], 'ms')}`);
  }
  console.log(`module, kB${kB.toFixed(0).padStart(59)}${judge(kB, mostKB, 'kB')}`);
}

function judge(value, bar, unit) {
  if (bar === undefined) return '';
  if (value > bar) missed++;
  return `   bar ${bar} ${unit}${value > bar ? ', MISSED' : ''}`;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[list.length >> 1];
}
