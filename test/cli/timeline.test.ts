import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-timeline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const json = async (...words: string[]) => {
  const { code, stdout, stderr } = await run([...words, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
};

// Recorded terminal texts: read them when they change. UPDATE_GOLDEN=1 records them again.
const golden: Readonly<Record<string, readonly string[]>> = {
  timeline: ['timeline'],
  'timeline-h20': ['timeline', 'h20'],
  'timeline-h200-hong-kong': ['timeline', 'h200', '--to', 'Hong Kong', '--until', '2026-08-31'],
  'timeline-ascend-910b': ['timeline', 'ascend 910b'],
  'diff-2023-11-17': ['diff', '2023-11-16', '2023-11-17'],
  'diff-2025-04-09': ['diff', '2025-04-08', '2025-04-09', '--route', 'us-cn'],
  'diff-2026-01-15': ['diff', '2026-01-14', '2026-01-15', '--chip', 'h200', '--chip', 'b200'],
  'diff-nothing': ['diff', '2024-06-01', '2024-06-02', '--chip', 'a100'],
};

describe('what a person reads', () => {
  for (const [name, words] of Object.entries(golden)) {
    test(name, async () => {
      const { code, stdout, stderr } = await run(words);
      expect([code, stderr]).toEqual([0, '']);
      const file = join(root, 'test', 'cli', 'golden', `${name}.txt`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(file, stdout);
      expect(existsSync(file), 'record it with UPDATE_GOLDEN=1').toBe(true);
      expect(stdout).toBe(readFileSync(file, 'utf8'));
    });
  }

  test('every line keeps within the width, at 60 columns as at 100, and never says that no licence is needed', async () => {
    for (const columns of [60, 100]) {
      for (const words of Object.values(golden)) {
        const { stdout } = await run(words, { tty: true, columns, env: { NO_COLOR: '1' } });
        const long = stdout.split('\n').filter((line) => [...line].length > columns || /\s$/.test(line));
        expect(long, `${words.join(' ')} at ${columns}`).toEqual([]);
        expect(stdout).not.toMatch(/no licence (is )?(needed|required)/i);
      }
    }
  });

  test('a day after what was looked through is told as such', async () => {
    const { stdout } = await run(['timeline', 'h20', '--until', '2026-12-31']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('later changes are not known here');
  });
});

describe('the timeline', () => {
  test('counts what each act did, and gives a day in common to the act that is cited', async () => {
    const { acts, chips_looked } = await json('timeline');
    const of = (id: string) => acts.find((act: { id: string }) => act.id === id);
    expect(of('us-2025-04-09').effects).toEqual([
      { day: '2025-04-09', tighter: 4, looser: 0, other: 0, classed: 0 },
    ]);
    expect(of('us-2022-10-07').effects[0].day).toBe('2022-10-21');
    expect(of('us-2025-01-15').effects.map(({ day }: { day: string }) => day)).toEqual(['2025-01-13']);
    expect(of('us-2026-01-14-tariff').effects).toEqual([]);
    expect(of('us-2026-01-15').effects).toHaveLength(1);
    expect(of('us-2025-12-08').in_force).toBe(false);
    expect(of('cn-2025-11-05').binds.state_funded_dc).toBe('ban');
    expect(chips_looked).toBeGreaterThan(40);
    const days = acts.map(({ day }: { day: string }) => day);
    expect(days).toEqual([...days].sort());
  });

  test('of a chip follows clauses and acts; spans join without a gap', async () => {
    const { spans, china, survival } = await json('timeline', 'rtx 5090 d');
    expect(survival).toEqual([]);
    const caught = spans.find(
      ({ license_required }: { license_required: unknown }) => license_required === true,
    );
    expect(caught).toMatchObject({ from: '2025-04-09', acts: [{ id: 'us-2025-04-09' }] });
    expect(caught.clauses[0].id).toBe('lr-letters-2025');
    for (let i = 1; i < spans.length; i++) {
      expect(Date.parse(spans[i].from) - Date.parse(spans[i - 1].to)).toBe(86_400_000);
    }
    expect(Object.keys(china)).toContain('commercial_cloud');
  });

  test("asks for China's gate only on the way to China", async () => {
    expect((await json('timeline', 'h200', '--to', 'UAE')).china).toBeNull();
  });

  test('draws the export variants', async () => {
    const file = join(folder, 'variants.svg');
    const { code } = await run(['timeline', '--svg', file]);
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^<svg [^>]*xmlns/);
  });
});

describe('the difference of two days', () => {
  test('counts what was looked at, and puts chips of Chinese design last', async () => {
    const found = await json('diff', '2023-11-16', '2023-11-17');
    expect(found.answers_looked).toBe(found.chips_looked * found.routes.length);
    expect(found.acts.map(({ id }: { id: string }) => id)).toEqual(['us-2023-10-25']);
    const { stdout } = await run(['diff', '2023-11-16', '2023-11-17']);
    const chinese = stdout.indexOf('Chips of Chinese design');
    expect(chinese).toBeGreaterThan(stdout.indexOf('A800'));
    expect(stdout.slice(0, chinese)).not.toContain('Ascend');
    expect(stdout.slice(chinese).replace(/\s+/g, ' ')).toContain('subject to the EAR at all is asked first');
  });

  test('tells the day of compliance apart from that in force', async () => {
    const { stdout } = await run(['diff', '2024-12-01', '2024-12-31', '--chip', 'h20']);
    expect(stdout).toMatch(/2024-12-02 .*2024-12-31/);
  });

  test('says plainly that nothing changed', async () => {
    const { changes } = await json('diff', '2024-06-01', '2024-06-02');
    expect(changes).toEqual([]);
  });
});

describe('figures', () => {
  for (const name of ['plane', 'lane', 'survival']) {
    test(`${name} is written, and says what it shows`, async () => {
      const file = join(folder, `${name}.svg`);
      const { code, stdout } = await run(['figure', name, '--out', file, '--on', '2026-01-20']);
      expect(code).toBe(0);
      expect(readFileSync(file, 'utf8')).toContain('</svg>');
      expect(stdout.split('\n')[1]).toBe(file);
    });
  }

  for (const name of ['plane', 'survival']) {
    test(`docs/pictures/controls-${name}.svg is up to date`, async () => {
      const file = join(folder, `docs-${name}.svg`);
      await run(['figure', name, '--out', file]);
      const kept = readFileSync(join(root, 'docs', 'pictures', `controls-${name}.svg`), 'utf8');
      const again = `write it again: steelyard figure ${name} --out docs/pictures/controls-${name}.svg`;
      expect(kept === readFileSync(file, 'utf8'), again).toBe(true);
    });
  }
});
