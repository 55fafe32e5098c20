// Measures ensembles in flat memory: runs a second and the most memory that a process holds, one worker and two.
// Run after `npm run build`: node bench/runs.mjs [runs, default 1000000] [model, default chips29] [series kept, default 0]
// Each row is a process of its own: memory of one must not be that of another.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileWithLanes, summariseRuns } from '../dist/engine/index.js';
import { threadPool } from '../dist/engine/pool.node.js';
import { elementNames, parseModel } from '../dist/sd/index.js';

const [runs = '1000000', name = 'chips29', kept = '0', method = 'sobol', child] = process.argv.slice(2);
if (child) await measure(Number(child));
else
  for (const workers of [1, 2, 1, 2])
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), runs, name, kept, method, String(workers)], {
      stdio: 'inherit',
    });

async function measure(workers) {
  const file = name === 'access' ? 'models/access/access.mdl' : `bench/models/${name}.mdl`;
  const model = parseModel(readFileSync(file, 'utf8'), name);
  const constants = model.variables
    .filter((v) => v.kind === 'constant' && v.axes.length === 0 && !/time|saveper/i.test(v.name))
    .map(({ name: constant }) => constant)
    .slice(0, 4);
  const shown = model.variables.filter(({ kind }) => kind === 'stock').flatMap(elementNames);
  const spec = { inputs: constants, series: shown };
  const metrics = shown.slice(0, 2).map((series) => ({ id: series, series, statistic: 'max' }));
  const recorded = shown.slice(0, Number(kept));
  const { program } = compileWithLanes(model, spec, { metrics, recorded });
  const job = {
    program,
    arms: [{ policy: 'all', caseId: 'all', sets: [] }],
    futures: Number(runs),
    futureInputs: constants.map((_, i) => i),
    design: {
      method,
      seed: 1,
      size: Number(runs),
      columns: constants.map((constant, i) => {
        const value = program.defaults[i] || 1;
        return {
          name: constant,
          prior: { dist: 'uniform', bounds: { low: value * 0.8, high: value * 1.2 } },
        };
      }),
    },
    metrics,
    recorded: recorded.map((series) => ({ id: series, series })),
  };
  const start = performance.now();
  const { arms } = await summariseRuns(threadPool(workers), job);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const steps = program.times.length - 1;
  const first = arms[0].metrics[0];
  console.log(
    `${name}, ${runs} runs, ${method}, ${recorded.length} series kept, ${workers} ${workers === 1 ? 'worker' : 'workers'}: ` +
      `${seconds.toFixed(1)} s, ${Math.round(job.futures / seconds).toLocaleString('en-US')} runs/s, ` +
      `${((job.futures * steps) / seconds / 1e6).toFixed(1)} M steps/s, processor ${((user + system) / 1e6).toFixed(1)} s, ` +
      `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most; mean ${first.mean}, median ${first.quantiles[2]}`,
  );
}
