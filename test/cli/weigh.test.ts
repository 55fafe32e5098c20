import { spawn as spawnChild } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-weigh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const weigh = (out: string, ...more: string[]) => [
  'weigh',
  'h200-china',
  '--futures',
  '12',
  '--out',
  join(folder, out),
  ...more,
];

/** Hashes of all files of a folder of results; what one machine took is in statistics.json and left out. */
function fingerprints(out: string): Record<string, string> {
  const top = join(folder, out);
  const files = readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'statistics.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [relative(top, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

test('the answer fits 100 columns, names the dossier, and shows none of our own words for nothing', async () => {
  const { code, stdout, stderr } = await run(weigh('plain', '--workers', '1'), { cwd: folder });
  expect(code, stderr).toBe(0);
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  const dossier = /Dossier: (\S+dossier\.html)/.exec(stdout)?.[1];
  expect(dossier).toMatch(/^plain\/h200-china-[0-9a-f]{12}\/dossier\.html$/);
  expect(existsSync(join(folder, dossier!))).toBe(true);
  expect(`${stdout}${readFileSync(join(folder, dossier!), 'utf8')}`).not.toMatch(
    /[>:] ?undefined\b|\bNaN\b|\[object/,
  );
  expect(stderr.split('\n')[0]).toContain('weighs');
});

test('one worker or two: every file has the same bytes', async () => {
  await run(weigh('two', '--workers', '2'));
  expect(fingerprints('two')).toEqual(fingerprints('plain'));
});

test('--json prints the document that is stored, --quiet nothing on standard error, --md a second dossier', async () => {
  const { code, stdout, stderr } = await run(weigh('plain', '--json', '--quiet', '--md'));
  expect([code, stderr]).toEqual([0, '']);
  const { run: made } = JSON.parse(stdout);
  expect(stdout).toBe(readFileSync(join(folder, 'plain', made.folder, 'weigh.json'), 'utf8'));
  expect(readFileSync(join(folder, 'plain', made.folder, 'dossier.md'), 'utf8')).toMatch(/^# Should China/);
});

test('stopped in the middle, the same command ends with the same bytes', async () => {
  const stop = new AbortController();
  const words = (out: string) => [
    'weigh',
    'h200-china',
    '--futures',
    '40',
    '--no-dossier',
    '--workers',
    '2',
    '--out',
    join(folder, out),
  ];
  const watch = (stderr: string) => {
    // The bar of a terminal moves with each chunk: the first one that shows runs is the sign to stop.
    if (/ [1-9]\d* of 800 runs/.test(stderr)) stop.abort();
  };
  const stopped = await run(words('stopped'), {
    tty: true,
    env: { NO_COLOR: '1' },
    signal: stop.signal,
    watch,
  });
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(
    /stopped: [\d,]+ runs of 800 runs are kept in .*\n.*run the same command again: steelyard weigh/,
  );
  expect(stopped.stdout).toBe('');
  const resumed = await run(words('stopped'));
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stderr).toMatch(/[1-9][\d,]* runs found/);
  await run(words('whole'));
  expect(fingerprints('stopped')).toEqual(fingerprints('whole'));
});

test('Ctrl-C ends the process with 130 and the way to go on', async () => {
  const main = join(root, 'dist', 'cli', 'main.js');
  const words = ['weigh', 'h200-china', '--futures', '4000', '--out', join(folder, 'signal')];
  const child = spawnChild(process.execPath, [main, ...words], { cwd: root });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
    // Once the size of the work is told, the runs begin.
    if (/= [\d,]+ runs/.test(stderr) && !child.killed) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, stderr).toBe(130);
  expect(stderr).toContain('run the same command again');
});
