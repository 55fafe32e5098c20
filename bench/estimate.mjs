// How many estimates a second on one thread where the layout is given, how long a search for a layout takes on 16,384 chips, one
// command from the start of its process, and the calibration. A bar stands beside what has one; below it the exit code is 1.
// Run after `npm run build`: node bench/estimate.mjs
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { calibrate } from '../dist/compute/fit/index.js';
import { estimateReady, estimateRow, makeEstimator, prepare } from '../dist/compute/index.js';
import { readerOf } from '../dist/compute/parameters.js';
import { readFacts } from '../dist/facts/read.node.js';

const data = fileURLToPath(new URL('../data', import.meta.url));
const facts = await readFacts(data, { parts: ['accelerators', 'compute', 'measurements'] });
const estimator = makeEstimator(facts);
const { space, calibration } = estimator;

const training = (model, count, config) => ({
  ...{ id: model, kind: 'llm_training', model, chip: 'h100', count, precision: 'bf16', config },
  ...{ metric: 'tokens_per_s_per_chip', unit: 'tok/s a chip', date: '2025-06' },
});
const serving = (model, chip, count, config) => ({
  ...{ id: model, kind: 'llm_inference', model, chip, count, precision: 'fp8', config },
  ...{ metric: 'output_tokens_per_s_system', unit: 'tok/s', date: '2025-06' },
});
const laid = { training: [], serving: [] };
for (const tp of [4, 8])
  for (const pp of [4, 8, 16])
    for (const micro_batch of [1, 2]) {
      const config = {
        seq_len: 8192,
        global_batch: 2048,
        tp,
        pp,
        vp: 1,
        cp: 1,
        micro_batch,
        recompute: 'full',
      };
      laid.training.push(training('llama3.1-405b', 4096, config));
    }
for (const chip of ['h100', 'h200', 'h20', 'mi300x'])
  for (const tp of [4, 8])
    for (const isl of [500, 2000])
      laid.serving.push(serving('llama3.1-70b', chip, 8, { tp, isl, osl: 1000 }));

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const seconds = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};
/** Times a second that `one` is done for each of the rows in turn, at the median of seven rounds. */
function rate(rows, one, times) {
  const round = () => {
    for (let i = 0; i < times; i++) one(rows[i % rows.length]);
  };
  round();
  return times / median(Array.from({ length: 7 }, () => seconds(round)));
}

let missed = 0;
function report(name, value, unit, bar) {
  const held = bar === undefined || (bar.least !== undefined ? value >= bar.least : value <= bar.most);
  if (!held) missed++;
  const told = value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
  const limit = bar && `bar ${(bar.least ?? bar.most).toLocaleString('en')}${held ? '' : ', MISSED'}`;
  process.stdout.write(`${name.padEnd(58)} ${told.padStart(10)} ${unit.padEnd(12)} ${limit ?? ''}\n`);
}

for (const [kind, rows] of Object.entries(laid)) {
  const ready = rows.map((row) => ({ row, made: prepare(row, facts) }));
  const read = ready.map(({ made }) => readerOf(space, calibration.values, made.who));
  for (const { row, made } of ready) estimateReady(made, row, estimator);
  const values = ready.map(
    ({ made }, i) =>
      () =>
        made.predict(read[i]),
  );
  report(
    `${kind}, layout given: value`,
    rate(values, (one) => one(), 50_000),
    'estimates/s',
    { least: 10_000 },
  );
  report(
    `${kind}, layout given: value and interval`,
    rate(ready, ({ row, made }) => estimateReady(made, row, estimator), 20_000),
    'estimates/s',
    { least: 10_000 },
  );
  report(
    `${kind}, layout given: from a row`,
    rate(rows, (row) => estimateRow(row, estimator), 5000),
    'estimates/s',
  );
}

const free = { ...facts, recipes: [] };
for (const [model, seq_len, global_batch] of [
  ['llama3.1-405b', 8192, 2048],
  ['deepseek-v3', 4096, 15_360],
  ['gpt3-175b', 2048, 1536],
]) {
  const row = training(model, 16_384, { seq_len, global_batch });
  const first = seconds(() => search(row));
  const times = Array.from({ length: 15 }, () => seconds(() => search(row)));
  report(`layout of ${model} on 16,384 chips`, 1000 * median(times), 'ms', { most: 50 });
  report(`layout of ${model}, the first time`, 1000 * first, 'ms');
}

function search(row) {
  const made = prepare(row, free);
  made.settle(readerOf(space, calibration.values, made.who));
}

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const command = ['estimate', 'llama3.1-70b-pretraining', '--on', 'h200', '--count', '4096'];
const once = () => spawnSync(process.execPath, [main, ...command], { encoding: 'utf8' });
const asked = once();
if (asked.status === 0) {
  const runs = Array.from({ length: 5 }, () => seconds(once));
  report('steelyard estimate, from the start of the process', 1000 * median(runs), 'ms');
} else process.stdout.write(`steelyard estimate: ${asked.stderr.trim().split('\n')[0]}\n`);

const measured = seconds(() => calibrate(facts));
report('calibration, with every source left out once', measured, 's');
process.exitCode = missed > 0 ? 1 : 0;
