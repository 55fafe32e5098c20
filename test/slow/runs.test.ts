import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { root } from '../cli/run.js';

interface Measured {
  readonly megabytes: number;
  readonly seconds: number;
  readonly json: string;
}

/** Runs `steelyard simulate` in a process of its own, and tells how much memory it held at most. */
function measure(runs: number, ...words: string[]): Measured {
  const script = `
    const { main } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist', 'cli', 'program.js')).href)});
    const io = { stderr: process.stderr, env: {}, cwd: ${JSON.stringify(root)}, signal: new AbortController().signal };
    let json = '';
    const stdout = { write: (text) => void (json += text) };
    const start = performance.now();
    const now = () => performance.now() / 1000;
    process.exitCode = await main(process.argv.slice(1), { ...io, stdout, now });
    const seconds = (performance.now() - start) / 1000;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(JSON.stringify({ megabytes, seconds, json }));`;
  const asked = [
    ...['simulate', 'bench/models/chips29.mdl', '--vary', 'beta=0.2..0.5', '--vary', 'tau=3..5'],
    ...['--vary', 'g=normal(0.25, 0.02)', '--vary', 'thr=triangular(0.1, 0.15, 0.2)'],
    ...['--runs', String(runs), '--json', '--quiet', ...words],
  ];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, '--', ...asked],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const metrics = ['--metric', 'peak=max(I)', '--metric', 'price=final(P)'];

describe('memory of many runs', () => {
  test('stays below 500 MB, and three times the runs take no more', () => {
    const few = measure(4_000_000, ...metrics);
    const many = measure(12_000_000, ...metrics);
    console.log(`4 M runs: ${few.megabytes.toFixed(0)} MB; 12 M runs: ${many.megabytes.toFixed(0)} MB`);
    expect(many.megabytes).toBeLessThan(500);
    expect(many.megabytes).toBeLessThan(1.15 * few.megabytes);
    expect(JSON.parse(many.json).metrics[0].count).toBe(12_000_000);
  });

  test('stays below 500 MB where a million runs keep a series at 101 times', () => {
    const { megabytes, json } = measure(1_000_000, '--only', 'I', '--only', 'P');
    console.log(`a million runs with two series: ${megabytes.toFixed(0)} MB`);
    expect(megabytes).toBeLessThan(500);
    expect(JSON.parse(json).precision.series).toBe(2 ** -10);
  });
});

// On two quiet cores it is 1.8 and more (docs/benchmarks.md); a test must hold beside other work, too.
test('two workers are much faster than one, and give the same bytes', () => {
  const pairs = Array.from({ length: 3 }, () =>
    ['1', '2'].map((workers) => measure(3_000_000, ...metrics, '--workers', workers)),
  );
  const gains = pairs.map(([one, two]) => one!.seconds / two!.seconds).sort((a, b) => a - b);
  console.log(`two workers: ${gains.map((gain) => gain.toFixed(2)).join(', ')} times one`);
  for (const [one, two] of pairs) expect(two!.json).toBe(one!.json);
  expect(gains[1]).toBeGreaterThanOrEqual(1.2);
});
