import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

// The page is done as a newcomer does it: its model in a file, then its commands one after the other.
const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8');
const model = /```mdl\n([\s\S]*?)```/.exec(page)![1]!;
const blocks = [...page.matchAll(/```sh\nnpx steelyard ([^\n]+)\n```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, line, output]) => ({ line: line!, output: output! }),
);
const folder = mkdtempSync(join(tmpdir(), 'steelyard-tutorial-'));
writeFileSync(join(folder, 'epidemic.mdl'), model);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the tutorial', () => {
  test('has a short model and a handful of commands', () => {
    expect(model.split('\n').length).toBeLessThan(27);
    expect(blocks.length).toBeGreaterThan(5);
  });

  test.each(blocks)('$line', async ({ line, output }) => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    const { code, stdout, stderr } = await run(words, { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(`${stdout.trimEnd()}\n`).toBe(output);
  });

  test.each(['epidemic', 'run', 'futures'])('draws the picture of %s that it shows', (name) => {
    const shown = readFileSync(join(root, `docs/pictures/tutorial-${name}.svg`), 'utf8');
    expect(readFileSync(join(folder, `${name}.svg`), 'utf8')).toBe(shown);
  });

  test('tells the final size of the epidemic as its equation has it', async () => {
    let never = 5000;
    for (let i = 0; i < 200; i++) never = 9990 * Math.exp((-2.4 * (10000 - never)) / 10000);
    expect(page).toContain(`that is ${never.toLocaleString('en', { maximumFractionDigits: 1 })}.`);
    const { stdout } = await run(
      [
        'simulate',
        'epidemic.mdl',
        '--method',
        'rk4',
        '--only',
        'Susceptible',
        '--format',
        'csv',
        '--precision',
        'full',
      ],
      { cwd: folder },
    );
    expect(Math.abs(Number(stdout.trimEnd().split(',').at(-1)) / never - 1)).toBeLessThan(1e-5);
  });
});
