// Runs every benchmark of this folder in turn, each in a process of its own, after a line on the machine.
// `npm run bench`, or `npm run bench -- kernel` for one. `--json` prints the engine's figures as one document and nothing
// else, `--write` puts them into docs/benchmarks.md, and `--peers` measures other tools beside it, which it installs.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { writePage } from './parts/page.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const all = readdirSync(here)
  .filter((file) => file.endsWith('.mjs') && file !== 'run.mjs')
  .map((file) => file.replace('.mjs', ''));
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const strange = flags.filter(
  (flag) => !['--json', '--write', '--peers'].includes(flag) && !flag.startsWith('--models='),
);
const unknown = asked.filter((name) => !all.includes(name));
if (strange.length > 0) {
  process.stderr.write(
    `no option ${strange.join(', ')}; there are --json, --write, --peers and --models=a,b\n`,
  );
  process.exit(2);
}
if (unknown.length > 0) {
  process.stderr.write(`no benchmark named ${unknown.join(', ')}; there are ${all.join(', ')}\n`);
  process.exit(2);
}
if (flags.includes('--json') || flags.includes('--write')) {
  const words = ['--json', ...flags.filter((flag) => /^--(peers|models=)/.test(flag))];
  const { status, stdout } = spawnSync(process.execPath, [`${here}kernel.mjs`, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0 && flags.includes('--write')) writePage(JSON.parse(stdout));
  if (flags.includes('--json')) process.stdout.write(stdout);
  process.exit(status ?? 1);
}
process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}\n`,
);
for (const name of asked.length > 0 ? asked : all) {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, [`${here}${name}.mjs`, ...flags], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
