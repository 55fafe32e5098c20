// Tries spoiled models, studies and tables, and tells what goes wrong: node scripts/attack.mjs --count 20000 --seed 1
// [--workers 2] [--from 0] [--keep FOLDER] [--slowest 2000]. Nothing may crash, no step may take longer than two seconds (or --slowest, in ms) or more than a gigabyte,
// and whatever is refused must say why and where. Ends with 1 where something does not hold.
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printTable } from '../dist/base/table.js';
import { makeInput } from './attack/inputs.mjs';
import { readSeeds } from './attack/seeds.mjs';

const mostMb = 1024;
/** An input that says nothing for so long is ended: it may have waited for others. */
const patience = 60_000;

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    from: { type: 'string', default: '0' },
    keep: { type: 'string' },
    slowest: { type: 'string', default: '2000' },
  },
});
const [count, seed, workers, from, mostMs] = [
  options.count,
  options.seed,
  options.workers,
  options.from,
  options.slowest,
].map(Number);

const seeds = readSeeds();
const results = [];
const findings = [];
let next = from;
const began = performance.now();
await Promise.all(Array.from({ length: workers }, attackInChild));
report();
process.exitCode = findings.length > 0 ? 1 : 0;

/** Hands numbers to a child until none is left; one that dies or is ended is replaced. */
async function attackInChild() {
  while (next < from + count) await oneChild();
}

function oneChild() {
  return new Promise((resolve) => {
    const child = fork(new URL('./attack/child.mjs', import.meta.url), {
      execArgv: [`--max-old-space-size=${mostMb - 124}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let under;
    let timer;
    let said = '';
    child.stderr.on('data', (data) => {
      said = (said + data).slice(-2000);
    });
    const go = () => {
      if (next >= from + count) {
        child.disconnect();
        return;
      }
      under = { number: next++ };
      timer = setTimeout(() => {
        under.hung = true;
        child.kill('SIGKILL');
      }, patience);
      child.send({ seed, number: under.number });
    };
    child.on('message', ({ ready, begun, ended, ...rest }) => {
      if (ready !== undefined) go();
      else if (begun !== undefined) Object.assign(under, rest);
      else {
        clearTimeout(timer);
        note({ number: ended, ...rest });
        under = undefined;
        go();
      }
    });
    child.on('exit', () => {
      clearTimeout(timer);
      if (under) {
        const fault = under.hung ? `nothing for ${patience / 1000} s` : `the process ended: ${said.trim()}`;
        note({ ...under, end: under.hung ? 'hang' : 'crash', ms: under.hung ? patience : 0, mb: 0, fault });
      }
      resolve();
    });
  });
}

function note(result) {
  results.push(result);
  const faults = [
    result.fault,
    result.ms > mostMs && `the step "${result.step}" took ${Math.round(result.ms)} ms`,
    result.mb > mostMb && `it took ${Math.round(result.mb)} MB`,
  ].filter(Boolean);
  if (faults.length === 0) return;
  findings.push({ ...result, fault: faults.join('; ') });
  if (!options.keep) return;
  mkdirSync(options.keep, { recursive: true });
  const { name, text, cells = '' } = makeInput(seed, result.number, seeds);
  const file = `${result.number}-${name.replaceAll(/[^\w.-]/g, '_').slice(-60)}`;
  writeFileSync(join(options.keep, file), text);
  if (cells) writeFileSync(join(options.keep, `${file}.cells`), cells);
}

function report() {
  const groups = new Map();
  for (const { end, code } of results) {
    const name = [end, code].filter(Boolean).join(' ');
    groups.set(name, (groups.get(name) ?? 0) + 1);
  }
  const most = (key) => results.reduce((best, one) => (one[key] > best[key] ? one : best), results[0]);
  const rows = [...groups].sort().map(([name, number]) => [name, String(number)]);
  console.log(printTable({ columns: [{ title: 'end' }, { title: 'inputs', align: 'right' }], rows }));
  const [slow, large] = [most('ms'), most('mb')];
  console.log(
    `slowest step: ${Math.round(slow.ms)} ms (${slow.step}), number ${slow.number}, from ${slow.from}`,
  );
  console.log(`largest: ${Math.round(large.mb)} MB, number ${large.number}, from ${large.from}`);
  console.log(
    `${results.length} inputs of seed ${seed} in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  for (const { number, from: seedFile, end, fault } of findings
    .sort((a, b) => a.number - b.number)
    .slice(0, 60))
    console.log(`\nnumber ${number} (${seedFile}, ${end}): ${fault.slice(0, 1200)}`);
  console.log(`\n${findings.length} findings`);
}
