import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-models-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const model = 'test/cli/models/epidemic.mdl';
const changed = 'test/cli/models/epidemic-changed.mdl';
const ride = 'test/cli/models/ride.xmile';
const json = async (...words: string[]) => JSON.parse((await run([...words, '--json'])).stdout);

// Recorded terminal texts: read them when they change. UPDATE_GOLDEN=1 records them again.
const golden: Readonly<Record<string, readonly [code: number, ...words: string[]]>> = {
  'describe-epidemic': [0, 'describe', model],
  'compare-epidemic': [1, 'compare', model, changed, '--design', '16', '--most', '8'],
  'convert-epidemic': [0, 'convert', model, '--to', 'xmile'],
  'simulate-epidemic-once': [0, 'simulate', model],
  'check-ride': [0, 'check', ride],
  'describe-ride': [0, 'describe', ride],
  'simulate-ride': [0, 'simulate', ride, '--set', 'STOPTIME=12'],
  'convert-ride': [0, 'convert', ride, '--to', 'xmile'],
  'simulate-epidemic': [
    0,
    ...['simulate', model, '--vary', 'infectivity=0.2..0.3', '--vary', 'contact rate=normal(6, 0.5)'],
    ...['--metric', 'peak=max(Infected)', '--metric', 'day=first_at_or_above(Infected, level=1500)'],
    ...['--only', 'Infected', '--runs', '512'],
  ],
};

describe('what a person reads', () => {
  for (const [name, [wanted, ...words]] of Object.entries(golden)) {
    test(name, async () => {
      const { code, stdout, stderr } = await run(words);
      expect([code, stderr]).toEqual([wanted, '']);
      const file = join(root, 'test', 'cli', 'golden', `${name}.txt`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(file, stdout);
      expect(existsSync(file), 'record it with UPDATE_GOLDEN=1').toBe(true);
      expect(stdout).toBe(readFileSync(file, 'utf8'));
    });
  }

  test('keeps within the width, at 60 columns as at 100', async () => {
    for (const columns of [60, 100]) {
      for (const name of Object.keys(golden).filter((one) => !one.startsWith('convert'))) {
        const [, ...words] = golden[name]!;
        const { stdout } = await run(words, { tty: true, columns, env: { NO_COLOR: '1' } });
        const long = stdout.split('\n').filter((line) => [...line].length > columns || /\s$/.test(line));
        expect(long, `${words.join(' ')} at ${columns}`).toEqual([]);
      }
    }
  });
});

describe('convert', () => {
  test('takes the format from the ending of the file that it writes, and says what it wrote', async () => {
    for (const [ending, begins] of [
      ['xmile', '<?xml'],
      ['stmx', '<?xml'],
      ['mdl', '{UTF-8}'],
      ['json', '{'],
    ]) {
      const out = join(folder, `made.${ending}`);
      const { code, stdout } = await run(['convert', model, '--out', out]);
      expect([code, stdout]).toEqual([0, `${out}: 21 variables\n`]);
      expect(readFileSync(out, 'utf8').startsWith(begins!)).toBe(true);
    }
    expect(parseXml(readFileSync(join(folder, 'made.xmile'), 'utf8')).root!.name).toBe('xmile');
  });

  test('a link to the model is the model itself, and stays as it is', async () => {
    const source = join(folder, 'linked.mdl');
    copyFileSync(model, source);
    const before = readFileSync(source, 'utf8');
    symlinkSync(source, join(folder, 'symbolic.mdl'));
    linkSync(source, join(folder, 'hard.mdl'));
    for (const out of ['linked.mdl', 'symbolic.mdl', 'hard.mdl']) {
      const { code, stderr } = await run(['convert', source, '--out', join(folder, out)]);
      expect([code, stderr.includes('is the model itself')], out).toEqual([2, true]);
    }
    expect(readFileSync(source, 'utf8')).toBe(before);
  });

  test('a model that is written as .mdl runs the same', async () => {
    const out = join(folder, 'again.mdl');
    await run(['convert', model, '--out', out]);
    const full = ['--format', 'tab', '--precision', 'full'];
    expect((await run(['simulate', out, ...full])).stdout).toBe(
      (await run(['simulate', model, ...full])).stdout,
    );
  });

  test('--json is the same as --to json', async () => {
    const { stdout } = await run(['convert', model, '--to', 'json']);
    expect((await run(['convert', model, '--json'])).stdout).toBe(stdout);
  });
});

describe('describe', () => {
  test('finds flows, loops and the longest chain', async () => {
    const found = await json('describe', model);
    expect(found.counts).toMatchObject({ stocks: 3, flows: 3, lookups: 1, constants: 7 });
    expect(found.stocks[0]).toMatchObject({
      name: 'Susceptible',
      inflows: ['loss of immunity'],
      outflows: ['infection rate'],
      loop: ['Susceptible', 'infection rate'],
    });
    expect(found.loops).toEqual({ count: 6, complete: true });
    expect(found.longest_chain).toHaveLength(4);
  });

  test('draws a small model whole, and of a large one stocks and flows', async () => {
    for (const [word, shown, hidden] of [
      [model, 'contact rate', ''],
      ['models/access/access.mdl', 'die bank', 'wafer yield'],
    ]) {
      const file = join(folder, 'drawn.svg');
      const { code, stdout } = await run(['describe', word!, '--diagram', file]);
      expect(code).toBe(0);
      expect(stdout).toContain(`Diagram: ${file}`);
      const svg = parseXml(readFileSync(file, 'utf8')).root!;
      expect(svg.name).toBe('svg');
      const words = svg.text.replace(/\s+/g, ' ');
      expect(words).toContain(shown);
      if (hidden) expect(words).not.toContain(hidden);
    }
  });

  test('the drawing of the documentation is up to date', async () => {
    const file = join(folder, 'docs.svg');
    await run(['describe', model, '--diagram', file]);
    const kept = readFileSync(join(root, 'docs', 'pictures', 'model-epidemic.svg'), 'utf8');
    const again = `write it again: steelyard describe ${model} --diagram docs/pictures/model-epidemic.svg`;
    expect(kept === readFileSync(file, 'utf8'), again).toBe(true);
  });
});

describe('compare', () => {
  test('a model does not differ from itself, nor from itself written again', async () => {
    const out = join(folder, 'same.mdl');
    await run(['convert', model, '--out', out]);
    for (const other of [model, out]) {
      const found = await json('compare', model, other, '--design', '8');
      expect([found.above, found.settings, found.only]).toEqual([0, 9, [[], []]]);
      expect(found.differences.every(({ relative }: { relative: number }) => relative === 0)).toBe(true);
    }
  });

  test('tells constants that changed from equations that did, and the exit code says so', async () => {
    const found = await json('compare', model, changed, '--design', '8');
    const constant = found.constants.find(({ name }: { name: string }) => name === 'immunity duration');
    expect(constant).toMatchObject({ values: [90, 80], low: 72, high: 108 });
    const worst = found.differences.find(({ name }: { name: string }) => name === 'immunity duration');
    expect(worst.setting).toBe(0);
    expect((await run(['compare', model, changed, '--design', '2'])).code).toBe(1);
    expect((await run(['compare', model, changed, '--design', '2', '--tolerance', '1'])).code).toBe(0);
  });

  test('the same seed gives the same answer, another one other settings', async () => {
    const words = ['compare', model, changed, '--design', '4', '--json'];
    const { stdout } = await run(words);
    expect((await run(words)).stdout).toBe(stdout);
    expect((await run([...words, '--seed', '2'])).stdout).not.toBe(stdout);
  });

  test('a slider gives the range', async () => {
    const text = readFileSync(join(root, model), 'utf8');
    const file = join(folder, 'slider.mdl');
    writeFileSync(file, text.replace('contact rate= 6 ~ 1/Day', 'contact rate= 6 ~ 1/Day [0,20]'));
    const { constants } = await json('compare', file, file, '--design', '1');
    expect(constants.find(({ name }: { name: string }) => name === 'contact rate')).toMatchObject({
      low: 0,
      high: 20,
    });
  });
});
