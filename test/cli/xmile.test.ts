import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { aux, fileOf } from '../sd/xmile.js';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-xmile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const text = fileOf(aux('rate', '2') + aux('x', 'rate*TIME'));

test.each(['m.xmile', 'm.stmx', 'm.xml'])('simulate and check read %s', async (name) => {
  writeFileSync(join(folder, name), text);
  const found = await run(['simulate', name, '--format', 'csv', '--only', 'x', '--set', 'rate=3'], {
    cwd: folder,
  });
  expect(found.stdout).toBe('Time,x\n0,0\n1,3\n2,6\n3,9\n4,12\n');
  const check = await run(['check', name], { cwd: folder });
  expect(check.stdout).toContain('5 variables');
  // A remedy longer than the line keeps its indent.
  expect(check.stdout).toMatch(/^ {4}to fix: write it .*\n {4}\w/m);
});

test('what is wrong is told with file and line', async () => {
  writeFileSync(join(folder, 'bad.xmile'), text.replace('rate*TIME', 'rat*TIME'));
  const found = await run(['simulate', 'bad.xmile'], { cwd: folder });
  expect(found.code).not.toBe(0);
  expect(found.stderr).toMatch(/SD005[\s\S]*bad\.xmile:7:\d+[\s\S]*"rate"/);
});
