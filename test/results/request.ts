import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { instantiate, inThread } from '../../src/engine/index.js';
import type { RunRequest } from '../../src/results/index.js';
import { toyJob } from '../engine/toy.js';

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-results-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The toy ensemble, asked for in this thread: 6 arms x 50 futures in chunks of 20. */
export function toyRequest(root: string, futures = 50, effort = 2): RunRequest {
  const job = toyJob(futures, effort);
  return {
    root,
    source: {
      version: '0.1.0',
      study: { id: 'toy', hash: 'a1' },
      model: { path: 'models/toy.mdl', hash: 'b2' },
      data: { hash: 'c3', priors: 'current' },
      seed: 7,
      design: { method: 'weyl', weighting: 'weighted' },
    },
    job,
    futures: { columns: ['inflow', 'the wave', 'leak[a,b]'], values: job.design },
    executor: inThread(instantiate),
    chunkSize: 20,
  };
}

/** The sha256 of every file of a folder that must be the same wherever it was made. */
export function hashesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'statistics.json');
  return Object.fromEntries(
    names.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}
