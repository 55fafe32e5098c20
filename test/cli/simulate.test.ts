import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from './run.js';

const cwd = mkdtempSync(join(tmpdir(), 'steelyard-simulate-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const clock = 'INITIAL TIME= 0 ~~|\nFINAL TIME= 2 ~~|\nTIME STEP= 1 ~~|\nSAVEPER= 1 ~~|\n';
const simulate = (text: string | Uint8Array, ...words: string[]) => {
  writeFileSync(join(cwd, 'm.mdl'), text);
  return run(['simulate', 'm.mdl', ...words], { cwd });
};

test('what a run leaves out is told in one line on standard error, and the run goes on', async () => {
  const text = `x= 1 ~~|\nlow:TEST INPUT: x= 0 ~~|\nfalls:THE CONDITION: low:IMPLIES: x<1 ~~|\n${clock}`;
  const { code, stdout, stderr } = await simulate(text, '--only', 'x', '--format', 'tab');
  expect(stdout).toBe('Time\tx\n0\t1\n1\t1\n2\t1\n');
  expect(stderr).toBe(
    'notice: the test input "low" is left out (m.mdl:2); the reality check "falls" is left out (m.mdl:3)\n',
  );
  expect(code).toBe(0);
});

test('check tells what a run leaves out, which is no fault', async () => {
  const text = `x= 1 ~ Dmnl ~ ~ :SUPPLEMENTARY |\nlow:TEST INPUT: x= 0 ~~|\n${clock}`.replaceAll(
    '~~|\n',
    '~ Month ~ |\n',
  );
  writeFileSync(join(cwd, 'm.mdl'), text);
  const { code, stdout } = await run(['check', 'm.mdl'], { cwd });
  expect(stdout).toMatch(/^notice: the test input "low" is left out \(m\.mdl:2\)\nm\.mdl is clean/);
  expect(code).toBe(0);
  const { stdout: document } = await run(['check', 'm.mdl', '--json'], { cwd });
  expect(JSON.parse(document)).toMatchObject({
    findings: [],
    notices: [{ found: 'the test input "low" is left out', place: { file: 'm.mdl', line: 2 } }],
  });
});

test('a value that is not available is an empty cell, and null in the document', async () => {
  const text = `x= IF THEN ELSE(Time=1, :NA:, 5) ~~|\n${clock}`;
  const table = await simulate(text, '--only', 'x', '--format', 'csv');
  expect(table.stdout).toBe('Time,x\n0,5\n1,\n2,5\n');
  const { stdout } = await simulate(text, '--only', 'x', '--json');
  expect(JSON.parse(stdout).variables[0].values).toEqual([5, null, 5]);
});

test('a name with quotes is one cell that reads back to it', async () => {
  const { stdout } = await simulate(`"a, b"= 1 ~~|\n${clock}`, '--only', '"a, b"', '--format', 'tab');
  expect(stdout.split('\n')[0]).toBe('Time\t"""a, b"""');
});

test('--method takes the place of what the model asks for', async () => {
  const text = `x= INTEG(-x, 1) ~~|\n${clock}`;
  const last = async (...words: string[]) =>
    (await simulate(text, '--only', 'x', '--format', 'tab', '--precision', 'full', ...words)).stdout
      .trim()
      .split('\t')
      .at(-1);
  expect(await last()).toBe('0');
  expect(await last('--method', 'rk4')).toBe('0.140625');
  expect((await simulate(text, '--method', 'rk2')).code).toBe(2);
});

test('a model in a Western code page keeps its names', async () => {
  const { stdout } = await simulate(Buffer.from(`größe= 2 ~~|\n${clock}`, 'latin1'), '--format', 'tab');
  expect(stdout).toMatch(/^Time\tgröße\t/);
});
