import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

const compiled = (path: string) => import(join(root, 'dist', path));
const { answerBatch, answersOf, readBatch } = await compiled('controls/index.js');
const { documentOf } = await compiled('cli/classify/document.js');
const { loadClassifier } = await compiled('cli/classify/load.js');
const classifier = await loadClassifier({ io: { cwd: root }, packageRoot: root });

const folder = mkdtempSync(join(tmpdir(), 'steelyard-batch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const caseOf = (more: object) => ({ chip: 'h200', destination: 'CN', date: '2026-01-20', ...more });
const batch = (cases: readonly object[]) => readBatch(JSON.stringify({ cases }), 'x.json');
const manyCases = (n: number) => JSON.stringify({ cases: Array.from({ length: n }, () => caseOf({})) });

describe('a batch is written row by row', () => {
  for (const [name, cases] of [
    ['one case', [caseOf({})]],
    ['three cases, one of them bad', [caseOf({ id: 'a' }), caseOf({ date: 'x' }), caseOf({ id: 'c' })]],
    ['no case that can be answered', [caseOf({ date: 'x' })]],
  ] as const) {
    test(`the bytes are those of the whole document: ${name}`, async () => {
      const text = JSON.stringify({ cases });
      const path = written('same.json', text);
      const { stdout } = await run(['classify', '--batch', 'same.json', '--json'], { cwd: folder });
      expect(stdout).toBe(documentOf(answerBatch(classifier, readBatch(text, 'same.json'))));
      expect(path).toContain('same.json');
    });
  }

  test('answers are made when they are asked for', () => {
    let made = 0;
    const counting = {
      ...classifier,
      classify: (request: object) => {
        made += 1;
        return classifier.classify(request);
      },
    };
    const answers = answersOf(counting, batch([caseOf({}), caseOf({}), caseOf({})]));
    answers.next();
    expect(made).toBe(1);
  });
});

test('Ctrl-C stops between two cases; what is printed is whole in form, and says how much it holds', async () => {
  const path = written('long.json', manyCases(20_000));
  for (const words of [['--json'], []]) {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { code, stdout, stderr } = await run(['classify', '--batch', path, ...words], {
      signal: stop.signal,
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/^stopped: what is printed holds the first [\d,]+ of 20,000 cases only$/m);
    if (words.length > 0) expect(JSON.parse(stdout).results.length).toBeLessThan(20_000);
    else expect(stdout).toMatch(/\n[\d,]+ cases?\. /);
  }
});

test('a mistake of ours in one case loses no other', () => {
  const classify = (request: { id: string }) => {
    if (request.id === 'b') throw new TypeError('x is undefined');
    return classifier.classify(request);
  };
  const told: unknown[] = [];
  const rows = answerBatch(
    { ...classifier, classify },
    batch(['a', 'b', 'c'].map((id) => caseOf({ id }))),
    (e: unknown) => told.push(e),
  );
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(['a', 'b', 'c']);
  expect(rows[1].error).toMatchObject({ code: 'CO999', place: { file: 'x.json', line: 1 } });
  expect(String(told[0])).toContain('x is undefined');
});

describe('values that once broke a whole batch become a row', () => {
  const deep = { low: 1 };
  for (const params of [
    { tpp_below: 'x' },
    { tpp_below: deep },
    { tpp_below: null },
    { tpp_below: [] },
    { tops: { fp8: null } },
    { designer_hq: 5 },
    { designer_hq: null },
    { designer_hq: ['CN'] },
    { packaged_in: 5 },
    { certifications: { us_lab: 1 } },
    { certifications: { destination: 5 } },
    { certifications: { origin: 5 } },
    { toString: 1 },
  ]) {
    test(JSON.stringify(params), () => {
      const [bad, good] = answerBatch(classifier, batch([caseOf({ params }), caseOf({ id: 'good' })]));
      expect(bad.error?.code).not.toBe('CO999');
      expect(good.id).toBe('good');
      expect(good.error).toBeUndefined();
    });
  }
});

test('ids are text or numbers; those that we make collide with none', () => {
  const ids = (cases: readonly object[]) =>
    answerBatch(classifier, batch(cases.map(caseOf))).map(
      ({ id, error }: { id: string; error?: { code: string } }) => [id, error?.code],
    );
  expect(ids([{ id: true }, { id: 'case 1' }, {}, { id: 'case 3' }, { id: 7 }])).toEqual([
    ['case 1 (unnamed)', 'CO012'],
    ['case 1', undefined],
    ['case 3 (unnamed)', undefined],
    ['case 3', undefined],
    ['7', undefined],
  ]);
  const refused = [{ a: 1 }, [1], true, null, '', '  ', 'x'.repeat(1001)];
  for (const [i, row] of ids(refused.map((id) => ({ id }))).entries())
    expect(row).toEqual([`case ${i + 1}`, 'CO012']);
  const infinite = readBatch('cases: [{id: 1e999, chip: h200, date: 2026-01-20}]', 'x.yaml');
  expect(answerBatch(classifier, infinite)[0].error.code).toBe('CO012');
});

test('merge keys of YAML are refused, not passed over', () => {
  const text = 'cases:\n  - &a {id: x, chip: h200, date: 2026-01-20}\n  - {<<: *a, id: y}\n';
  const [, merged] = answerBatch(classifier, readBatch(text, 'x.yaml'));
  expect(merged.error).toMatchObject({ code: 'CO013', place: { line: 3, column: 10 } });
});

describe('size', () => {
  const within = async (seconds: number, words: readonly string[]) => {
    const started = performance.now();
    const outcome = await run(words);
    expect((performance.now() - started) / 1000).toBeLessThan(seconds);
    return outcome;
  };
  const letters = (n: number) => 'a'.repeat(n);

  test('no error quotes more than eighty letters', async () => {
    for (const words of [
      ['classify', letters(500), '--to', 'CN', '--on', '2026-01-20'],
      ['classify', 'h200', '--to', letters(500), '--on', '2026-01-20'],
      ['classify', 'h200', '--to', 'CN', '--on', letters(500)],
      ['classify', 'h200', '--to', 'CN', '--on', '2026-01-20', '--end-user', letters(100_000)],
      ['classify', 'h200', '--to', letters(100_000), '--on', '2026-01-20'],
      ['classify', '--tpp', letters(100_000), '--to', 'CN', '--on', '2026-01-20'],
      ['weigh', letters(100_000)],
      [letters(100_000)],
    ]) {
      const { code, stderr } = await within(3, words);
      expect(code).toBe(2);
      const [, found = ''] =
        /^error [^\n]*\n((?: {2}\S[^\n]*\n)*?)(?: {2}steelyard| {2}expected| {2}to fix)/.exec(stderr) ?? [];
      expect(found).not.toBe('');
      expect(found.match(/a+/g)!.every((run) => run.length <= 80)).toBe(true);
    }
  });

  test('texts and keys without end', async () => {
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, 1]));
    const path = written(
      'large.json',
      JSON.stringify({
        cases: [
          caseOf({ chip: letters(3_000_000) }),
          caseOf({ id: letters(3_000_000) }),
          caseOf({ params: keys }),
        ],
      }),
    );
    const { code, stderr } = await within(15, ['classify', '--batch', path]);
    expect(code).toBe(2);
    expect(stderr.match(/^error CO01[23]/gm)).toHaveLength(3);
    expect(stderr.length).toBeLessThan(5000);
  });

  test('two thousand complaints read their file once', async () => {
    const rows = Array.from(
      { length: 2000 },
      (_, i) => `  - id: k${i}\n    chip: h200\n    destination: Chnia\n    date: 2026-01-20\n`,
    );
    const { stderr } = await within(10, [
      'classify',
      '--batch',
      written('bad.yaml', `cases:\n${rows.join('')}`),
    ]);
    expect(stderr.match(/^error CO011/gm)).toHaveLength(2000);
  });
});
