import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runEnsemble } from '../../src/results/index.js';
import { stream } from '../../src/sample/stream.js';
import { hashesOf, temporaryFolder, toyRequest } from './request.js';

const child = fileURLToPath(new URL('child.mjs', import.meta.url));

/** Starts the ensemble in a process of its own and kills it a moment after it has told of so many chunks. */
async function runAndKill(file: string, workers: number, chunks: number, momentMs: number) {
  const running = spawn(process.execPath, [child, file, String(workers)]);
  let words = '';
  const ended = once(running, 'exit');
  const told = new Promise<void>((resolve) => {
    const hear = (part: Buffer) => {
      words += part;
      if (words.split('\n').length > chunks + 1) resolve();
    };
    running.stdout.on('data', hear);
    running.stderr.on('data', hear);
  });
  await Promise.race([told, ended]);
  await Promise.race([pause(momentMs, undefined, { ref: false }), ended]);
  running.kill('SIGKILL');
  const [, signal] = await ended;
  return { killed: signal === 'SIGKILL', words };
}

it('killed again and again, it ends with the bytes of a run that was not', async () => {
  const root = temporaryFolder();
  // 30 chunks of some milliseconds each.
  const request = toyRequest(join(root, 'killed'), 100, 100);
  const file = join(root, 'request.json');
  writeFileSync(
    file,
    JSON.stringify(request, (_, value) => (value instanceof Float64Array ? { float64: [...value] } : value)),
  );
  const moments = stream(20261123, 'moments of the kill');
  let kills = 0;
  let resumed = 0;
  for (let tries = 0; ; tries++) {
    const workers = 1 + (tries % 2);
    const [chunks, moment] = moments.block(2 * tries, 2);
    const { killed, words } = await runAndKill(file, workers, Math.floor(10 * chunks!), 20 * moment!);
    if (!killed) {
      resumed = Number(/already (\d+)/.exec(words)?.[1]);
      break;
    }
    kills++;
    expect(tries, words).toBeLessThan(60);
  }
  expect(kills).toBeGreaterThanOrEqual(2);
  expect(resumed).toBeGreaterThan(0);
  const folder = join(root, 'killed', readdirSync(join(root, 'killed'))[0]!);
  const straight = await runEnsemble({ ...request, root: join(root, 'straight') });
  expect(hashesOf(folder)).toEqual(hashesOf(straight.folder));
});
