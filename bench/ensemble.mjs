// Measures ensembles: runs a second on one worker and on two, what storing the results adds, and reading them back.
// Run after `npm run build`: node bench/ensemble.mjs [futures, default 1000]
// The workload is the study of the H200: its policies, cases, metrics and series.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStudy } from '../dist/cli/pipeline/load.js';
import { compileWithLanes, planChunks } from '../dist/engine/index.js';
import { threadPool } from '../dist/engine/pool.node.js';
import { readFutures, readRuns, readSeries, runEnsemble } from '../dist/results/index.js';
import { planRun, programNeeds } from '../dist/study/index.js';

const futures = Number(process.argv[2] ?? 1000);
const study = 'studies/h200-china.yaml';
const { job, sample } = await studyPlan();
const runs = job.arms.length * futures;
console.log(
  `${runs} runs of ${study}: ${job.futureInputs.length} uncertain inputs, ${job.metrics.length} metrics, ` +
    `${job.recorded.length} series x ${job.program.times.length} times`,
);

const compute = {};
for (const workers of [1, 2]) {
  compute[workers] = await timed(() => threadPool(workers).run(job, planChunks(job), () => {}));
  report(`compute, ${workers} worker${workers > 1 ? 's' : ''}`, compute[workers]);
}
console.log(`two workers against one: ${(compute[1].clock / compute[2].clock).toFixed(2)} times as fast`);

const root = mkdtempSync(join(tmpdir(), 'steelyard-bench-'));
try {
  const request = {
    root,
    source: {
      version: 'bench',
      study: { id: 'bench', hash: '' },
      model: { path: '', hash: '' },
      data: { hash: '', priors: '' },
      seed: 1,
      design: { method: 'sobol' },
    },
    job,
    futures: { columns: sample.names, values: sample.values },
    executor: threadPool(2),
  };
  let folder = '';
  const stored = await timed(async () => {
    folder = (await runEnsemble(request)).folder;
  });
  report('compute and store, 2 workers', stored);
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  console.log(
    `storing adds ${(100 * (stored.cpu / compute[2].cpu - 1)).toFixed(0)} % of processor time; ` +
      `${(bytes / 1e6).toFixed(0)} MB in ${readdirSync(folder).length} files`,
  );
  report('the same again: every file checked', await timed(() => runEnsemble(request)));
  report('read all metrics', await timed(() => readRuns(folder)));
  report('read all series', await timed(() => readSeries(folder)));
  report('read the futures', await timed(() => readFutures(folder)));
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function studyPlan() {
  const context = { io: { cwd: process.cwd() }, packageRoot: process.cwd() };
  const { bound, model } = await loadStudy(join(process.cwd(), study), { futures }, context);
  const needs = programNeeds(bound);
  return planRun(bound, compileWithLanes(model, needs, needs).program);
}

/** Seconds on the clock, and processor seconds of all threads: the latter hold on a busy machine too. */
async function timed(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { clock: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

function report(name, { clock, cpu }) {
  const rate = Math.round(runs / clock).toLocaleString('en-US');
  const [a, b] = [clock, cpu].map((time) => time.toFixed(2).padStart(7));
  console.log(`${name.padEnd(40)} ${a} s ${b} s of processors ${rate.padStart(9)} runs/s`);
}
