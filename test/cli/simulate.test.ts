import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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

describe('--set', () => {
  const text = `R: a, b ~~|\nk= 2 ~~|\nw[R]= 1, 2 ~~|\nx= INTEG(k*SUM(w[R!]), 1) ~~|\nlate= STEP(1, FINAL TIME) ~~|\n${clock}`;
  const rows = async (...words: string[]) =>
    (await simulate(text, '--format', 'csv', '--only', 'x', ...words)).stdout.trim().split('\n').slice(1);

  test('moves the clock, which all that rests on it follows', async () => {
    expect(await rows('--set', 'TIME STEP=0.5', '--set', 'FINAL TIME=1', '--set', 'SAVEPER=0.5')).toEqual([
      '0,1',
      '0.5,4',
      '1,7',
    ]);
    expect(await rows('--set', 'initial time=1')).toEqual(['1,1', '2,7']);
  });

  test('knows the words of XMILE for it, unless the model has a variable of that name', async () => {
    const xmile =
      '<xmile><sim_specs><start>0</start><stop>2</stop><dt>1</dt></sim_specs><model><variables><stock name="x"><eqn>1</eqn><inflow>r</inflow></stock><flow name="r"><eqn>x</eqn></flow></variables></model></xmile>';
    writeFileSync(join(cwd, 'm.xmile'), xmile);
    const words = [
      'simulate',
      'm.xmile',
      '--only',
      'x',
      '--format',
      'csv',
      '--set',
      'STOPTIME=1',
      '--set',
      'DT=0.5',
    ];
    const { stdout } = await run([...words, '--set', 'SAVEPER=1'], { cwd });
    expect(stdout).toBe('Time,x\n0,1\n1,2.25\n');
    const own = await simulate(`dt= 3 ~~|\n${clock}`, '--set', 'dt=4', '--only', 'dt', '--format', 'csv');
    expect(own.stdout).toBe('Time,dt\n0,4\n1,4\n2,4\n');
  });

  test('sets elements apart from their array, and nothing twice', async () => {
    expect((await rows('--set', 'w=3', '--set', 'w[b]=5')).at(-1)).toBe('2,33');
    for (const words of [
      ['k=3', 'K=4'],
      ['w[a]=1', 'w=2'],
      ['FINAL TIME=3', 'STOPTIME=4'],
    ]) {
      const { code, stderr } = await simulate(text, ...words.flatMap((word) => ['--set', word]));
      expect([code, stderr.split('\n')[0]]).toEqual([
        2,
        expect.stringMatching(/^error CL006 {2}command line:\d+$/),
      ]);
    }
  });

  test.each(['TIME STEP=0', 'TIME STEP=-1', 'FINAL TIME=-1', 'SAVEPER=0', 'TIME STEP=1e-9'])(
    '%s is refused at that word',
    async (word) => {
      const { code, stderr } = await simulate(text, '--set', word);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error CL005 {2}command line:32\n/);
      expect(stderr).toContain('to fix    set ');
    },
  );
});

test('a value that is no number is traced to the variable, the time and the line where it began', async () => {
  const text =
    'gap= 1.5-Time ~~|\nrate= LN(gap) ~~|\nx= INTEG(rate*0, 0) ~~|\nINITIAL TIME= 0 ~~|\nFINAL TIME= 4 ~~|\nTIME STEP= 0.5 ~~|\nSAVEPER= 4 ~~|\n';
  const { code, stderr } = await simulate(text, '--only', 'x');
  expect([code, stderr]).toEqual([
    0,
    'notice: "rate" is infinite at 1.5, before any other variable (m.mdl:2:1), with gap 0; 1 more variable took it on\n',
  ]);
  const plain = await simulate(text.replace('1.5-Time', '9-Time'), '--only', 'x');
  expect(plain.stderr).toBe('');
});

test('a run is drawn: lines of one unit together, other units in panels of their own', async () => {
  const text = `a= Time ~ kg ~|\nb= 2*Time ~ kg ~|\nk= 3 ~ m ~|\n${clock.replace('TIME STEP= 1 ~~', 'TIME STEP= 1 ~Year~')}`;
  const words = ['--only', 'a', '--only', 'b', '--only', 'k', '--plot', 'run.svg', '--set', 'k=4'];
  const { code, stderr } = await simulate(text, ...words);
  expect([code, stderr]).toEqual([0, 'drawn: run.svg\n']);
  const svg = readFileSync(join(cwd, 'run.svg'), 'utf8');
  for (const word of [
    'a, b and k from 0 to 2 Year',
    '>a</text>',
    '>kg</text>',
    '>m</text>',
    'Set: k=4.',
    'm.mdl; Steelyard',
  ])
    expect(svg).toContain(word);
  expect(svg).not.toMatch(/var\(|NaN|undefined/);
  await simulate(text, ...words);
  expect(readFileSync(join(cwd, 'run.svg'), 'utf8')).toBe(svg);
  expect((await simulate(text, '--plot', 'run.png')).code).toBe(2);
});
