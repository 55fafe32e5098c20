import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-classify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that a call can name, and gives its path. */
function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function json(words: readonly string[]) {
  const { code, stdout, stderr } = await run([...words, '--json']);
  return { code, stderr, document: JSON.parse(stdout) };
}
const one = async (...words: string[]) => (await json(['classify', ...words])).document.results[0];

// Recorded terminal texts: read them when they change. UPDATE_GOLDEN=1 records them again.
const golden: Record<string, string[]> = {
  'h200-2026-01-20': ['h200', '--to', 'CN', '--on', '2026-01-20'],
  'h200-2025-12-01': ['h200', '--to', 'CN', '--on', '2025-12-01'],
  'h200-2023-10-01': ['h200', '--to', 'CN', '--on', '2023-10-01'],
  'h20-2025-03-01': ['h20', '--to', 'CN', '--on', '2025-03-01'],
  'h20-2025-05-01': ['h20', '--to', 'CN', '--on', '2025-05-01'],
  'rtx-4090-2023-12-01': ['rtx-4090', '--to', 'CN', '--on', '2023-12-01'],
  'a800-2023-11-16': ['a800', '--to', 'CN', '--on', '2023-11-16'],
  'a800-2023-11-17': ['a800', '--to', 'CN', '--on', '2023-11-17'],
};

describe('what a person reads', () => {
  for (const [name, words] of Object.entries(golden)) {
    test(name, async () => {
      const { code, stdout, stderr } = await run(['classify', ...words]);
      expect([code, stderr]).toEqual([0, '']);
      const file = join(root, 'test', 'cli', 'golden', `${name}.txt`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(file, stdout);
      expect(existsSync(file), 'record it with UPDATE_GOLDEN=1').toBe(true);
      expect(stdout).toBe(readFileSync(file, 'utf8'));
    });
  }

  test('every line keeps within the width, at 60 columns as at 100', async () => {
    const calls = [
      ...Object.values(golden).map((words) => ['classify', ...words, '--headroom', '--trace']),
      [
        'classify',
        'h200',
        '--to',
        'CN',
        '--on',
        '2026-09-15',
        '--buyer',
        'commercial_cloud',
        '--certified',
        'kyc',
      ],
      ['classify', '--tpp', '2632..2648', '--die', '600..1700', '--to', 'China', '--on', '2024-06-01'],
      ['admit', 'h200', '--to', 'CN', '--on', '2026-09-15'],
      ['admit', 'rtx-4090', '--to', 'Singapore', '--parent', 'China', '--on', '2024-06-01'],
    ];
    for (const columns of [60, 100]) {
      for (const words of calls) {
        const { stdout } = await run(words, { tty: true, columns, env: { NO_COLOR: '1' } });
        const long = stdout.split('\n').filter((line) => [...line].length > columns);
        expect(long, `${words.join(' ')} at ${columns}`).toEqual([]);
      }
    }
  });

  test('colours add nothing to the text', async () => {
    const words = ['classify', 'h200', '--to', 'CN', '--on', '2026-01-20'];
    const { stdout } = await run(words, { tty: true, env: { TERM: 'xterm' } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
    const bare = stdout.replace(/\u001b\[[0-9;]*m/g, '');
    expect(bare).not.toBe(stdout);
    expect(bare).toBe((await run(words)).stdout);
  });

  test('a licence that is not required is never told with a bare no', async () => {
    for (const words of Object.values(golden)) {
      const { stdout } = await run(['classify', ...words]);
      expect(stdout).not.toMatch(/no licence (?:is )?(?:needed|required)|licence\s+no\b/i);
    }
  });
});

test('a chip is found by any of its names', async () => {
  for (const [names, chip] of [
    [['rtx-4090', 'RTX 4090', 'nv-rtx4090', 'NVIDIA GeForce RTX 4090'], 'NVIDIA GeForce RTX 4090'],
    [['h200', 'nv-h200-sxm', 'Nvidia H200 SXM'], 'NVIDIA H200 SXM 141GB'],
  ] as const) {
    for (const name of names) expect((await one(name, '--to', 'CN', '--on', '2024-01-01')).chip).toBe(chip);
  }
});

describe('what options tell', () => {
  const lane = ['h200', '--to', 'CN', '--on', '2026-01-20'];

  test('any country but the United States makes a reexport', async () => {
    const trace = async (...words: string[]) => (await one(...lane, ...words)).review_policy;
    expect(await trace('--from', 'TW', '--certified', 'all')).toBe('presumption_of_denial');
    expect(await trace('--from', 'US', '--certified', 'all')).toBe('case_by_case');
  });

  test('certifications: all, none, some, and the ratio', async () => {
    const states = async (...words: string[]) => {
      const { checklist, review_policy } = await one(...lane, ...words);
      const count = (state: string) =>
        checklist.filter((row: { state: string }) => row.state === state).length;
      return [review_policy, count('met'), count('unmet'), count('not_told')];
    };
    expect(await states()).toEqual(['cannot_tell', 1, 0, 9]);
    expect(await states('--certified', 'all')).toEqual(['case_by_case', 10, 0, 0]);
    expect(await states('--certified', 'none')).toEqual(['presumption_of_denial', 0, 9, 1]);
    expect(await states('--certified', 'us_supply,kyc')).toEqual(['cannot_tell', 3, 0, 7]);
    expect(await states('--certified', 'all', '--volume-ratio', '0.6')).toEqual([
      'presumption_of_denial',
      9,
      1,
      0,
    ]);
  });

  test('the lane is not asked about where it is shut, and conflicts are named from their day on', async () => {
    const list = async (...words: string[]) => (await one(...words)).checklist;
    expect(await list('b200', '--to', 'CN', '--on', '2026-01-20')).toEqual([]);
    expect(await list('h200', '--to', 'CN', '--on', '2026-01-14')).toEqual([]);
    expect(await list(...lane, '--as', 'reexport')).toEqual([]);
    const conflicts = async (day: string) =>
      (await list('h200', '--to', 'MO', '--on', day)).filter((row: { conflicts?: string }) => row.conflicts)
        .length;
    expect([await conflicts('2026-04-06'), await conflicts('2026-04-07')]).toEqual([0, 3]);
  });

  test('an interval that crosses a line gives no verdict, and says where it parts', async () => {
    const answer = await one(
      '--tpp',
      '4700..4900',
      '--die',
      '800',
      '--datacenter',
      'no',
      '--to',
      'CN',
      '--on',
      '2024-01-01',
    );
    expect(answer.eccn).toBe('cannot_tell');
    const parts = answer.depends.flatMap((row: { parts: { at: string }[] }) => row.parts.map(({ at }) => at));
    expect(parts).toContain('tpp < 4800');
    const below = await one('--tpp', '..4800', '--datacenter', 'no', '--to', 'CN', '--on', '2024-01-01');
    expect(below.eccn).toBe('not_3A090');
    expect((await one('--tpp', '4800..', '--to', 'CN', '--on', '2024-01-01')).quantities[0].high).toBeNull();
  });

  test('a part of a file, with single parameters told beside it', async () => {
    const file = written(
      'part.yaml',
      'name: Part X\nparams: {tops: {fp8: 1979}, die_mm2: 814, datacenter: true}\n',
    );
    const told = ['--to', 'CN', '--on', '2024-01-01'];
    const answer = await one('--chip-file', file, ...told);
    expect([answer.chip, answer.quantities[0].low, answer.eccn]).toEqual(['Part X', 15832, '3A090.a']);
    expect((await one('--chip-file', file, '--tpp', '1000', ...told)).eccn).toBe('not_3A090');
    const sparse = await one('--tops', 'fp8=3958:sparse', '--die', '814', ...told);
    expect(sparse.quantities[0].low).toBe(15832);
  });
});

/** The scoring of the published cases: fields that a source states, not those that were derived. */
interface Case {
  readonly id: string;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly derived?: readonly string[];
}
const folded = (value: unknown) =>
  typeof value === 'string' ? value.toLowerCase().replace(/[\s-]+/g, '_') : String(value ?? null);

describe('a batch', () => {
  test('answers every published case as its source does', async () => {
    const file = 'data/controls/cases.yaml';
    const { document, code } = await json(['classify', '--batch', file]);
    expect([document.schema, code]).toEqual(['steelyard.classify/1', 0]);
    const { cases } = parse(readFileSync(join(root, file), 'utf8')) as { cases: Case[] };
    const fields = ['eccn', 'license_required', 'review_policy', 'exception'];
    const wrong: string[] = [];
    let asked = 0;
    for (const [i, { id, expect: wanted, derived = [] }] of cases.entries()) {
      const found = document.results[i];
      expect(found.id).toBe(id);
      for (const field of fields) {
        if (!(field in wanted) || derived.includes(field) || (wanted[field] === null && field !== 'eccn'))
          continue;
        asked += 1;
        const right =
          field === 'exception'
            ? found.exceptions.some(
                (row: { id: string; available: unknown }) =>
                  row.available && folded(wanted[field]).startsWith(folded(row.id)),
              )
            : folded(found[field]) === folded(wanted[field]);
        if (!right) wrong.push(`${id} ${field}: ${wanted[field]} but ${found[field]}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(110);
  });

  test('one bad case does not lose the others; each is told with its line', async () => {
    const file = written(
      'mixed.yaml',
      [
        'cases:',
        '  - {id: good, chip: h200, destination: China, date: 2026-01-20}',
        '  - {id: no-day, chip: h200, destination: China}',
        '  - {id: bad-day, chip: h200, destination: China, date: 2026-02-30}',
        '  - {id: place, chip: h200, destination: Chinaa, date: 2026-01-20}',
        '  - {id: buyer, chip: h200, destination: China, date: 2026-01-20, buyer: bank}',
        '  - {id: parameter, chip: x, params: {die_mm: 3}, destination: China, date: 2026-01-20}',
        '  - {id: interval, chip: x, params: {tpp: {low: 9, high: 3}}, destination: China, date: 2026-01-20}',
        '  - {id: text, chip: x, params: {tpp: many}, destination: China, date: 2026-01-20}',
        '  - just words',
        '  - {id: good, chip: h20, destination: China, date: 2026-01-20}',
        '  - {id: route, chip: h200, destination: China, route: TW, transaction: export_from_us, date: 2026-01-20}',
      ].join('\n'),
    );
    const { document, code, stderr } = await json(['classify', '--batch', file]);
    expect(code).toBe(2);
    const found = document.results.map(
      (row: { id: string; error?: { code: string; place: { line: number; column: number } } }) =>
        row.error ? [row.id, row.error.code, row.error.place.line, row.error.place.column] : [row.id],
    );
    expect(found).toEqual([
      ['good'],
      ['no-day', 'CO014', 3, 5],
      ['bad-day', 'CO014', 4, 57],
      ['place', 'CO011', 5, 42],
      ['buyer', 'CO018', 6, 74],
      ['parameter', 'CO013', 7, 39],
      ['interval', 'CO015', 8, 38],
      ['text', 'CO012', 9, 39],
      ['case 9', 'CO016', 10, 5],
      ['good', 'CO012', 11, 10],
      ['route', 'CO012', 12, 56],
    ]);
    expect(stderr.match(/^error CO\d+ /gm)).toHaveLength(10);
    expect(stderr).toContain('10 cases not answered');
    const { stdout } = await run(['classify', '--batch', file]);
    expect(stdout).toContain('not answered: CO011');
  });

  test('certifications count as met unless the file, or the case, says otherwise; each answer says so', async () => {
    const cases = 'cases: [{id: a, chip: h200, destination: China, date: 2026-01-20}]\n';
    const met = (await json(['classify', '--batch', written('met.yaml', cases)])).document.results[0];
    expect(met.review_policy).toBe('case_by_case');
    expect(met.assumed.filter(({ why }: { why: string }) => why.includes('as met'))).toHaveLength(9);
    const unknown = written('unknown.yaml', `certifications: unknown\n${cases}`);
    expect((await json(['classify', '--batch', unknown])).document.results[0].review_policy).toBe(
      'cannot_tell',
    );
  });

  test('JSON is read as well; a part that nobody knows cannot be told, and a misspelt one is refused', async () => {
    const file = written(
      'batch.json',
      JSON.stringify({
        cases: ['zx-quasar-9', 'h2000'].map((chip, id) => ({
          id: id + 1,
          chip,
          destination: 'CN',
          date: '2026-01-20',
        })),
      }),
    );
    const [answer, misspelt] = (await json(['classify', '--batch', file])).document.results;
    expect(misspelt.error).toMatchObject({ code: 'CO010', nearest: 'H200' });
    expect([answer.id, answer.eccn, answer.license_required]).toEqual(['1', 'cannot_tell', 'cannot_tell']);
    expect(answer.notes[0]).toMatch(/no chip "zx-quasar-9"/);
  });
});

describe('both gates', () => {
  const admit = async (...words: string[]) => (await json(['admit', ...words])).document;
  const all = ['--certified', 'all', '--volume-ratio', '0.4'];

  test('the stricter gate decides', async () => {
    const rows: [string[], string, string][] = [
      [
        ['h200', '--to', 'CN', '--on', '2026-09-15', '--buyer', 'commercial_cloud', ...all],
        'by_decision',
        'both',
      ],
      [
        ['h200', '--to', 'CN', '--on', '2026-09-15', '--buyer', 'commercial_cloud'],
        'cannot_tell',
        'cannot_tell',
      ],
      [['h200', '--to', 'CN', '--on', '2026-09-15', '--buyer', 'state_funded_dc'], 'shut', 'china'],
      [['b200', '--to', 'CN', '--on', '2026-09-15', '--buyer', 'critical_infrastructure'], 'shut', 'both'],
      [['b200', '--to', 'CN', '--on', '2026-02-01', '--buyer', 'research'], 'shut', 'us'],
      [['h20', '--to', 'CN', '--on', '2025-03-01', '--buyer', 'commercial_cloud'], 'open', 'neither'],
      [['h20', '--to', 'CN', '--on', '2025-08-20', '--buyer', 'research'], 'by_decision', 'us'],
      [['910c', '--to', 'CN', '--as', 'use', '--on', '2025-06-01', '--buyer', 'research'], 'shut', 'us'],
    ];
    for (const [words, passes, binds] of rows) {
      const found = await admit(...words);
      expect([found.passes, found.binds], words.join(' ')).toEqual([passes, binds]);
    }
  });

  test('without a buyer there is a row for each kind, and both gates name what they rest on', async () => {
    const { rows, passes, us } = await admit('h200', '--to', 'CN', '--on', '2026-09-15');
    expect(rows).toHaveLength(6);
    expect(passes).toBe('depends_on_buyer');
    expect(us.clauses.map(({ clause }: { clause: string }) => clause)).toContain('3A090.a');
    expect(us.may_be).toEqual(['case_by_case', 'denial']);
    const state = rows.find(({ buyer }: { buyer: string }) => buyer === 'government_and_soe');
    expect(state.instruments[0]).toMatchObject({ state: 'blocked' });
  });
});
