// What a measurement was made on.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { gcc } from './gcc.mjs';

/** Processor, cores, memory and versions, as data. */
export function machine() {
  const git = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' });
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1e9),
    node: process.version,
    v8: process.versions.v8,
    gcc: gcc() ?? null,
    steelyard: JSON.parse(readFileSync('package.json', 'utf8')).version,
    commit: git.status === 0 ? git.stdout.trim() : null,
  };
}
