import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-estimate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that a call can name, and gives its path. */
function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function json(...words: string[]) {
  const { code, stdout, stderr } = await run(['estimate', ...words, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const training = ['llama3.1-70b-pretraining', '--on', 'h200', '--count', '4096'];

// Recorded terminal texts: read them when they change, as they do with each calibration. UPDATE_GOLDEN=1 records them again.
const golden: Record<string, string[]> = {
  'estimate-training': [
    ...training,
    '--country',
    'CN',
    '--start',
    '2026-12-01',
    '--against',
    'h20,910c,mlu590',
  ],
  'estimate-serving': ['llama3.1-70b-serving', '--on', 'h20', '--country', 'CN', '--rent'],
  'estimate-deadline': ['llama3.1-8b-pretraining', '--on', 'h20', '--deadline', '90d', '--brief'],
  'estimate-budget': ['llama3.1-70b-serving', '--on', 'h200', '--budget', '$50m', '--buy', '--brief'],
  'estimate-hpl': ['hpl', '--on', 'h100', '--count', '64', '--country', 'US', '--basis', 'bf16-h100e'],
  'estimate-list': [],
};

describe('what a person reads', () => {
  for (const [name, words] of Object.entries(golden)) {
    test(name, async () => {
      const { code, stdout, stderr } = await run(['estimate', ...words]);
      expect([code, stderr]).toEqual([0, '']);
      const file = join(root, 'test', 'cli', 'golden', `${name}.txt`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(file, stdout);
      expect(existsSync(file), 'record it with UPDATE_GOLDEN=1').toBe(true);
      expect(stdout).toBe(readFileSync(file, 'utf8'));
    });
  }

  test('every line keeps within the width, at 60 columns as at 100', async () => {
    for (const columns of [60, 100]) {
      for (const words of Object.values(golden)) {
        const { stdout } = await run(['estimate', ...words], { tty: true, columns, env: { NO_COLOR: '1' } });
        const long = stdout.split('\n').filter((line) => [...line].length > columns);
        expect(long, `${words.join(' ')} at ${columns}`).toEqual([]);
      }
    }
  });

  test('colours add nothing to the text', async () => {
    const { stdout } = await run(['estimate', ...training], { tty: true, env: { TERM: 'xterm' } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
    const bare = stdout.replace(/\u001b\[[0-9;]*m/g, '');
    expect(bare).not.toBe(stdout);
    expect(bare).toBe((await run(['estimate', ...training])).stdout);
  });

  test('a chip without measured rows says that it rests on the prior of families', async () => {
    const { stdout } = await run(['estimate', 'llama3.1-8b-pretraining', '--on', 'mlu590', '--count', '64']);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /no measured row of the Cambricon MLU590.*the prior of families/,
    );
  });
});

describe('what options do', () => {
  test('a workload and a chip are found by any of their names', async () => {
    const of = async (workload: string, chip: string) =>
      (await json(workload, '--on', chip)).results[0].value;
    const value = await of('llama3.1-70b-serving', 'nv-h200-sxm');
    expect(await of('70b inference', 'H200')).toBe(value);
    expect(await of('LLAMA 70B serving', 'h200')).toBe(value);
  });

  test('counts, times and sums are read as people write them', async () => {
    const count = async (text: string) => (await json(...training.slice(0, 4), text)).answer.count;
    expect([await count('4,096'), await count('4k'), await count('4096')]).toEqual([4096, 4000, 4096]);
    const fleet = async (text: string) =>
      (await json('llama3.1-8b-pretraining', '--on', 'h20', '--deadline', text)).deadline.likely;
    expect(await fleet('12w')).toBe(await fleet('84d'));
    expect(await fleet('2016h')).toBe(await fleet('84d'));
    const sum = async (text: string) => (await json('hpl', '--on', 'h200', '--budget', text)).budget.usd;
    expect([await sum('$50m'), await sum('50,000,000'), await sum('0.05bn')]).toEqual([5e7, 5e7, 5e7]);
  });

  test('--tokens sets the job, and half of it takes half the time', async () => {
    const hours = async (...words: string[]) => (await json(...training, ...words)).answer.job.hours.value;
    expect(await hours('--tokens', '7.5T')).toBeCloseTo((await hours()) / 2, 6);
  });

  test('--set and --precision change the row, and are not taken', async () => {
    const plain = await json(...training);
    const narrow = await json(...training, '--precision', 'fp8');
    const long = await json(...training, '--set', 'seq_len=32768', '--set', 'global_batch=256');
    expect(narrow.results[0].value).toBeGreaterThan(plain.results[0].value);
    expect(long.results[0].value).toBeLessThan(plain.results[0].value);
  });

  test('--pue goes into energy and into the cost of electricity', async () => {
    const at = async (pue: string) => (await json(...training, '--country', 'CN', '--pue', pue)).answer;
    const [one, two] = [await at('1'), await at('2')];
    expect(two.energy_mwh.of_job.value / one.energy_mwh.of_job.value).toBeCloseTo(2, 9);
    const electricity = (answer: typeof one) => answer.costs[0].usd_per_hour_electricity.value;
    expect(electricity(two) / electricity(one)).toBeCloseTo(2, 9);
  });

  test('--buy and --rent leave the other out', async () => {
    const ways = async (...words: string[]) =>
      (await json(...training, ...words)).answer.costs.map(({ way }: { way: string }) => way);
    expect(await ways()).toEqual(['buy', 'rent']);
    expect(await ways('--buy')).toEqual(['buy']);
    expect(await ways('--rent')).toEqual(['rent']);
  });

  test('a workload of its own file is answered as the named one that it repeats', async () => {
    const file = written(
      'own.yaml',
      '{kind: llm_training, model: llama3.1-70b, precision: bf16, config: {seq_len: 8192, global_batch: 1024}, value: 3, also: {mfu_pct: 99}}',
    );
    const own = await json('--workload-file', file, '--on', 'h200', '--count', '4096', '--tokens', '15T');
    const named = await json(...training);
    expect(own.results[0].value).toBe(named.results[0].value);
    expect(own.answer.job.hours).toEqual(named.answer.job.hours);
  });

  test('older software is slower', async () => {
    const value = async (date: string) =>
      (await json('llama3.1-70b-serving', '--on', 'h100', '--date', date)).results[0].value;
    expect(await value('2023-06')).toBeLessThan(await value('2026-06'));
  });
});

describe('a batch', () => {
  const rows = 'data/evidence/measurements.yaml';

  test('prints the bytes of one document, row by row', async () => {
    const { stdout } = await run(['estimate', '--batch', rows, '--json']);
    const document = JSON.parse(stdout);
    expect(stdout).toBe(`${JSON.stringify(document, null, 1)}\n`);
    expect(document.results.length).toBeGreaterThan(300);
  });

  test('a row without an estimate stands among the others, and the exit code is 0', async () => {
    const file = written(
      'rows.yaml',
      'measurements: [{id: a, kind: hpc, model: HPL, chip: h20, metric: rmax, unit: TFLOP/s}]',
    );
    const { code, stdout } = await run(['estimate', '--batch', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 row\. 1 row without an estimate\./);
    expect((await json('--batch', file)).results[0]).toMatchObject({ id: 'a', value: null });
  });

  test('stops between two rows, with a document that is whole', async () => {
    const { code, stdout, stderr } = await run(['estimate', '--batch', rows, '--json'], {
      signal: AbortSignal.abort(),
    });
    if (code === 0) return;
    expect([code, stderr]).toEqual([130, expect.stringMatching(/^stopped: what is printed holds the first/)]);
    expect(JSON.parse(stdout).schema).toBe('steelyard.estimate/1');
  });
});
