import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hashesOf } from '../results/request.js';
import { run } from './run.js';

const cwd = mkdtempSync(join(tmpdir(), 'steelyard-many-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const clock = 'INITIAL TIME= 0 ~~|\nFINAL TIME= 2 ~~|\nTIME STEP= 1 ~Year~|\nSAVEPER= 1 ~~|\n';
writeFileSync(
  join(cwd, 'm.mdl'),
  `R: a, b ~~|\nk= 2 ~ 1/Year [0,10]~|\nw[R]= 1, 2 ~~|\nx= INTEG(k*SUM(w[R!]), 1) ~ kg ~|\n${clock}`,
);
writeFileSync(join(cwd, 'runs.csv'), 'k, w\n1, 1\n2, 1\n3, 2\n\n');

const simulate = (...words: string[]) => run(['simulate', 'm.mdl', ...words], { cwd });
const json = async (...words: string[]) => {
  const { code, stdout, stderr } = await simulate(...words, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};

describe('a table of runs', () => {
  test('makes one run of each row, and a column that names an array sets all its elements', async () => {
    // x at 2 is 1 + 2 k (w_a + w_b).
    const { metrics, series, design, runs } = await json(
      '--design',
      'runs.csv',
      '--metric',
      'end=final(x)',
      '--only',
      'x',
    );
    expect([runs, design.kind, design.constants]).toEqual([3, 'table', ['k', 'w[a]', 'w[b]']]);
    expect(metrics[0]).toMatchObject({ id: 'end', unit: 'kg', count: 3, least: 5, most: 25, mean: 13 });
    expect(metrics[0].quantiles[2]).toBe(9);
    expect(series[0].mean).toEqual([1, 7, 13]);
  });

  test('is printed as a table, or at each time', async () => {
    const { stdout } = await simulate('--design', 'runs.csv', '--format', 'csv', '--only', 'x');
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'series,Time,runs,mean,sd,p5,p25,p50,p75,p95,least,most',
      'x,0,3,1,0,1,1,1,1,1,1,1',
      'x,1,3,7,5.2915,3.2,4,5,9,12.2,3,13',
    ]);
  });
});

test('a run alone is that of `simulate --set`, and the runs are those of the same command', async () => {
  const words = ['--vary', 'k=1..3', '--runs', '64', '--metric', 'end=final(x)'];
  const [one, two] = [
    await simulate(...words, '--json'),
    await simulate(...words, '--json', '--workers', '2'),
  ];
  expect(two.stdout).toBe(one.stdout);
  const { metrics } = JSON.parse(one.stdout);
  // Uniform from 7 to 19, on 64 evenly spread points.
  expect(metrics[0].mean).toBeCloseTo(13, 1);
  expect(metrics[0].quantiles[2]).toBeCloseTo(13, 0);
});

test('statistics take windows, times and levels in the words of a study', async () => {
  const { metrics } = await json(
    '--design',
    'runs.csv',
    ...['when=first_at_or_above(x, level=9)', 'at(x, at=1.5)', 'grown = change(x, from=1)', 'sum(x)'].flatMap(
      (metric) => ['--metric', metric],
    ),
  );
  expect(metrics.map(({ id }: { id: string }) => id)).toEqual(['when', 'at(x, at=1.5)', 'grown', 'sum(x)']);
  // The three paths: 1 3 5, 1 5 9, 1 13 25.
  expect(metrics[0]).toMatchObject({ count: 2, missing: 1, least: 1, most: 2, unit: 'Year' });
  expect(metrics[1]).toMatchObject({ least: 4, most: 19 });
  expect(metrics[2]).toMatchObject({ least: 2, most: 12 });
  expect(metrics[3]).toMatchObject({ least: 6, most: 26, unit: 'kg x Year' });
});

test('the ends of few runs are told to rest on few', async () => {
  const told = async (runs: string) => (await simulate('--vary', 'k=1..3', '--runs', runs)).stdout;
  expect(await told('40')).toContain('5% and 95% rest on about 2 runs each.');
  expect(await told('200')).not.toContain('rest on');
});

test('what was asked for stands in the document', async () => {
  const { design, sets, levels, precision } = await json(
    ...[
      '--vary',
      'k=triangular(1, 2, 4)',
      '--set',
      'w[b]=5',
      '--sampling',
      'lhs',
      '--seed',
      '7',
      '--runs',
      '10',
    ],
  );
  expect(design).toEqual({
    kind: 'drawn',
    method: 'lhs',
    seed: 7,
    vary: [{ constant: 'k', distribution: 'triangular(1, 2, 4)' }],
  });
  expect([sets, levels, precision]).toEqual([
    { 'w[b]': 5 },
    [0.05, 0.25, 0.5, 0.75, 0.95],
    { metrics: 0, series: 0 },
  ]);
});

test.each([
  ['k=2..4', 2, 4],
  ['k=-1.5e0..0.5', -1.5, 0.5],
  ['k = uniform( 2 , 4 )', 2, 4],
  ['k=normal(3, 0.1)', 2.4, 3.6],
  ['k=lognormal(1, 2, 4)', 0.3, 12],
  ['k=logitnormal(0.2, 0.5, 0.8)', 0, 1],
  ['k=triangular(1, 1, 2)', 1, 2],
  ['k=discrete(1, 4)', 1, 4],
])('%s is drawn from %d to %d', async (vary, low, high) => {
  const { metrics } = await json(
    '--vary',
    vary,
    '--runs',
    '128',
    '--metric',
    'at(x, at=1)',
    '--set',
    'w=0.5',
  );
  // x at 1 is 1 + k.
  expect(metrics[0].least - 1).toBeGreaterThanOrEqual(low - 1e-12);
  expect(metrics[0].most - 1).toBeLessThanOrEqual(high + 1e-12);
  expect(metrics[0].deviation).toBeGreaterThan(0.01);
});

test('elements of an array are drawn each on its own', async () => {
  const { design } = await json('--vary', 'w=0..1', '--runs', '8');
  expect(design.vary.map(({ constant }: { constant: string }) => constant)).toEqual(['w[a]', 'w[b]']);
});

test('a constant that leaves its range in the model is told of, and the runs go on', async () => {
  const { code, stderr } = await simulate('--vary', 'k=5..12', '--runs', '8');
  expect([code, stderr]).toEqual([
    0,
    'notice: k goes from 5.01 to 12, beyond its range in the model, 0,10\n',
  ]);
  expect((await simulate('--vary', 'k=5..9', '--runs', '8')).stderr).toBe('');
});

describe('runs that are kept', () => {
  const words = [
    ...['simulate', 'm.mdl', '--vary', 'k=1..3', '--runs', '3000'],
    ...['--metric', 'end=final(x)', '--only', 'x'],
  ];
  const folderOf = (out: string) => join(cwd, out, readdirSync(join(cwd, out))[0]!);

  test('come to what they come to without being kept, and are the same on one worker and two', async () => {
    const plain = JSON.parse((await run([...words, '--json'], { cwd })).stdout);
    const kept = JSON.parse(
      (await run([...words, '--json', '--out', 'one', '--workers', '1'], { cwd })).stdout,
    );
    expect({ ...kept, folder: null }).toEqual(plain);
    expect(kept.folder).toMatch(/^one\/m-[0-9a-f]{12}$/);
    await run([...words, '--out', 'two', '--workers', '2'], { cwd });
    expect(hashesOf(folderOf('two'))).toEqual(hashesOf(folderOf('one')));
    const manifest = JSON.parse(readFileSync(join(folderOf('one'), 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ design: { method: 'sobol', vary: 'k=1..3' }, futures: { count: 3000 } });
  });

  test('are told of when stopped, and go on to the same bytes', async () => {
    const stop = new AbortController();
    const many = words.map((word) => (word === '3000' ? '300000' : word));
    const stopped = await run([...many, '--out', 'stopped', '--workers', '1'], {
      cwd,
      signal: stop.signal,
      tty: true,
      watch: (told) => /[1-9],\d+ of 300,000/.test(told) && stop.abort(),
    });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stderr).toContain('to go on from there, run the same command again');
    expect((await run([...many, '--out', 'stopped'], { cwd })).code).toBe(0);
    await run([...many, '--out', 'straight'], { cwd });
    expect(hashesOf(folderOf('stopped'))).toEqual(hashesOf(folderOf('straight')));
  });
});

test('runs that are not kept say so when they are stopped', async () => {
  const stop = new AbortController();
  const { code, stderr, stdout } = await run(
    ['simulate', 'm.mdl', '--vary', 'k=1..3', '--runs', '2000000', '--only', 'x'],
    { cwd, signal: stop.signal, tty: true, watch: (told) => /[1-9],\d+ of/.test(told) && stop.abort() },
  );
  expect([code, stdout]).toEqual([130, '']);
  expect(stderr).toMatch(/stopped after [\d,]+ runs of 2,000,000 runs; nothing is kept without --out\n$/);
});

test('bands are drawn with their title, unit and source', async () => {
  const words = ['--design', 'runs.csv', '--plot', 'fan.svg'];
  expect((await simulate(...words)).stderr).toBe('drawn: fan.svg\n');
  const svg = readFileSync(join(cwd, 'fan.svg'), 'utf8');
  expect(svg).toContain('x over 3 runs: median, half of the runs, and 90% of them');
  expect(svg).toContain('x at 2: median 9 kg, 90% of the runs within 5.4–23.4 kg');
  expect(svg).toContain('Source: m.mdl, 3 runs of runs.csv; Steelyard');
  expect(svg).toContain('>Year</text>');
  expect(svg).not.toMatch(/var\(|NaN|undefined/);
  await simulate(...words);
  expect(readFileSync(join(cwd, 'fan.svg'), 'utf8')).toBe(svg);
});

test('a model that lanes do not hold runs one by one to the end', async () => {
  writeFileSync(
    join(cwd, 'shares.mdl'),
    'R: a, b ~~|\nask[R]= 2, 3 ~~|\np[R]= 1, 2 ~~|\nk= 2 ~~|\ngot[R]= ALLOCATE BY PRIORITY(ask[R], p[R], 2, 1, k) ~~|\nx= INTEG(SUM(got[R!])-k, 1) ~~|\nINITIAL TIME= 0 ~~|\nFINAL TIME= 2 ~~|\nTIME STEP= 1 ~~|\nSAVEPER= TIME STEP ~~|\n',
  );
  const { code, stdout, stderr } = await run(
    ['simulate', 'shares.mdl', '--vary', 'k=1..3', '--only', 'x', '--json'],
    {
      cwd,
    },
  );
  expect([code, stderr]).toEqual([0, expect.stringContaining('notice: runs go one by one, since')]);
  expect(JSON.parse(stdout).series[0].mean[0]).toBe(1);
});

test('runs that come to no number are counted, with the first time', async () => {
  writeFileSync(join(cwd, 'odd.mdl'), `k= 2 ~~|\nr= Time*SQRT(k) ~~|\nx= INTEG(r, 1) ~~|\n${clock}`);
  const words = ['simulate', 'odd.mdl', '--vary', 'k=-1..3', '--runs', '64', '--only', 'x', '--only', 'r'];
  const { code, stderr } = await run(words, { cwd });
  expect([code, stderr]).toEqual([
    0,
    'notice: in 16 of 64 runs "x" is no finite number, first at 1 (odd.mdl:3:1), and likewise 1 other series; what is printed leaves them out\n',
  ]);
});

test('the clock is set for all runs, and cannot differ between them', async () => {
  const { times } = await json(
    '--vary',
    'k=1..3',
    '--runs',
    '8',
    '--set',
    'FINAL TIME=4',
    '--set',
    'saveper=2',
  );
  expect(times).toEqual([0, 2, 4]);
  const { code, stderr } = await simulate('--vary', 'FINAL TIME=2..4');
  expect(code).toBe(2);
  expect(stderr).toContain('set it once for all runs: --set');
});

test('a series that is named twice is kept once', async () => {
  const { series } = await json('--vary', 'k=1..3', '--runs', '8', '--only', 'x', '--only', 'X');
  expect(series).toHaveLength(1);
});

test('a constant that is varied without a distribution has the range of its slider', async () => {
  const one = await json('--vary', 'k', '--runs', '16');
  expect(one.design.vary).toEqual([{ constant: 'k', distribution: '0..10' }]);
  const { code, stderr } = await simulate('--vary', 'w');
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('no range in the model that could stand for one'),
  ]);
});

test('blank rows of a table are no runs', async () => {
  writeFileSync(join(cwd, 'blank.csv'), 'k,w\n1,1\n\n2,1\n,\n   \n3,2\n\n');
  const { runs } = await json('--design', 'blank.csv', '--only', 'x');
  expect(runs).toBe(3);
  writeFileSync(join(cwd, 'gap.csv'), 'k,w\n\n1,1\n2,\n');
  const { code, stderr } = await simulate('--design', 'gap.csv');
  expect([code, stderr.split('\n').slice(0, 2)]).toEqual([
    2,
    ['error CL034  gap.csv:4:3', '  an empty cell stands under w'],
  ]);
});
