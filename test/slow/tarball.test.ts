import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'steelyard-packed-'));
const empty = join(folder, 'empty');

beforeAll(() => {
  // Ignoring scripts: the tests run on a build that is there, and prepack would pull it from under other tests.
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{"private":true}\n');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', join(folder, packed.trim())], {
    cwd: empty,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npx(...words: string[]) {
  return spawnSync('npx', ['--no-install', 'steelyard', ...words], { cwd: empty, encoding: 'utf8' });
}

test('the packed program knows its version', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(npx('--version').stdout.trim()).toBe(version);
});

test('the packed program weighs the study that comes with it, by its bare name', () => {
  const { status, stdout, stderr } = npx('weigh', 'h200-china', '--futures', '20');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/results\/h200-china-[0-9a-f]{12}\/dossier\.html/);
});

test('the packed program finds its facts', () => {
  const { status, stdout, stderr } = npx('evidence', '--check');
  expect(status, stdout + stderr).toBe(0);
});

test('a program can import the package', () => {
  const code = "import('steelyard').then((m) => console.log(typeof m.readFacts, typeof m.parseModel))";
  const output = execFileSync(process.execPath, ['-e', code], { cwd: empty, encoding: 'utf8' });
  expect(output.trim()).toBe('function function');
});
