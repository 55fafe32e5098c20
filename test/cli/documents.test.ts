import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

const { documentSchemas } = await import(join(root, 'dist', 'cli', 'schemas', 'index.js'));
const folder = mkdtempSync(join(tmpdir(), 'steelyard-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const calls: Record<string, string[][]> = {
  weigh: [['weigh', 'studies/h200-china.yaml', '--futures', '8', '--no-dossier', '--out', folder]],
  evidence: [['evidence', 'prior:yield_2025'], ['evidence'], ['evidence', 'event'], ['evidence', '--check']],
  simulate: [['simulate', 'models/access/access.mdl', '--only', 'effective compute']],
  runs: [
    ['simulate', 'test/cli/models/epidemic.mdl', '--vary', 'infectivity=0.2..0.3', '--runs', '20'],
    ['simulate', 'models/access/access.mdl', '--vary', 'chip life=normal(5, 1)', '--runs', '4']
      .concat(['--metric', 'when=first_at_or_above(effective compute, level=1e9)'])
      .concat(['--set', 'lever quota=3', '--out', folder]),
  ],
  classify: [
    ['classify', 'h200', '--to', 'CN', '--on', '2026-01-20', '--headroom'],
    ['classify', '--tpp', '4000..', '--on', '2024-06-01', '--to', 'China'],
    ['classify', '--batch', 'data/controls/cases.yaml'],
  ],
  admit: [
    ['admit', 'h200', '--to', 'CN', '--on', '2026-09-15'],
    ['admit', 'h20', '--to', 'CN', '--on', '2025-08-20', '--buyer', 'research'],
  ],
  timeline: [['timeline'], ['timeline', 'h20'], ['timeline', 'ascend 910b', '--to', 'UAE']],
  diff: [
    ['diff', '2023-11-16', '2023-11-17', '--route', 'us-cn'],
    ['diff', '2024-06-01', '2024-06-02', '--chip', 'h20'],
  ],
  estimate: [
    ['estimate', 'llama3.1-70b-pretraining', '--on', 'h200', '--count', '512', '--against', 'h20,910c'],
    ['estimate', 'llama3.1-8b-pretraining', '--on', 'h20', '--deadline', '90d', '--country', 'CN'],
    ['estimate', 'llama3.1-70b-serving', '--on', 'h200', '--budget', '$5m'],
    ['estimate', '--batch', 'data/evidence/measurements.yaml'],
    ['estimate'],
  ],
  figure: [
    ['figure', 'time', '--workload', 'llama3.1-70b-pretraining', '--on', 'h200,h20', '--count', '512'],
    ['figure', 'plane'],
    ['figure', 'plane', '--on', '2022-01-01'],
    ['figure', 'lane'],
    ['figure', 'survival'],
  ],
  check: [['check', 'models/access/access.mdl']],
  describe: [
    ['describe', 'models/access/access.mdl'],
    ['describe', 'test/cli/models/epidemic.mdl'],
  ],
  compare: [
    ['compare', 'test/cli/models/epidemic.mdl', 'test/cli/models/epidemic-changed.mdl', '--design', '4'],
    ['compare', 'models/access/access.mdl', 'models/access/access.mdl', '--design', '1'],
  ],
  convert: [
    ['convert', 'models/access/access.mdl'],
    ['convert', 'test/cli/models/epidemic.mdl'],
  ],
  serve: [['serve', '--port', '0']],
};

describe('every --json document is one JSON text of its published shape, and nothing else is on standard output', () => {
  test('each published shape is tried', () => {
    expect(Object.keys(calls).sort()).toEqual(Object.keys(documentSchemas).sort());
  });
  for (const [verb, lines] of Object.entries(calls)) {
    for (const words of lines) {
      test(words.slice(0, 2).join(' '), async () => {
        // A server runs until it is asked to end; the other verbs have come to their end before.
        const signal = verb === 'serve' ? { signal: AbortSignal.timeout(1000) } : {};
        const { stdout, stderr, code } = await run([...words, '--json'], signal);
        expect([0, 1], stderr).toContain(code);
        const read = documentSchemas[verb].schema.safeParse(JSON.parse(stdout));
        expect(read.error?.issues.slice(0, 3)).toBeUndefined();
      });
    }
  }
});

test('schema prints JSON Schema for each of them', async () => {
  for (const verb of Object.keys(documentSchemas)) {
    const { stdout } = await run(['schema', verb]);
    expect(JSON.parse(stdout)).toMatchObject({ $schema: expect.any(String), $id: documentSchemas[verb].id });
  }
});
