import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../house/examples.js';

// The compiled program, since the values that the build read lie beside it.
const { readFacts } = await import(pathToFileURL(join(root, 'dist', 'facts', 'read.node.js')).href);
const parts = ['accelerators', 'us', 'rules', 'places', 'cn', 'compute'];
const folder = mkdtempSync(join(tmpdir(), 'steelyard-data-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what the build read', () => {
  it('is what the texts say', async () => {
    const [quick, slow] = await Promise.all(
      [true, false].map((fromBuild) => readFacts(join(root, 'data'), { parts, fromBuild })),
    );
    for (const name of [
      'chips',
      'systems',
      'aliases',
      'sources',
      'usRules',
      'words',
      'places',
      'cn',
      'us',
      'formats',
      'platforms',
      'variants',
      'recipes',
      'benchmarks',
      'workloads',
    ])
      expect(quick[name], name).toEqual(slow[name]);
    expect(quick.hash).toBe(slow.hash);
  });

  it('gives way to a text that changed', async () => {
    cpSync(join(root, 'data'), folder, { recursive: true });
    const file = join(folder, 'controls', 'us-rules.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('{any: [tpp >= 4800,', '{any: [tpp >= 4801,'));
    const facts = await readFacts(folder, { parts, fromBuild: true });
    expect(JSON.stringify(facts.usRules)).toContain('tpp >= 4801');
  });

  it('gives way to a text that is no longer right, with its line', async () => {
    const file = join(folder, 'controls', 'us-rules.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('disclaimer:', 'disclamer:'));
    await expect(readFacts(folder, { parts, fromBuild: true })).rejects.toThrow(
      /us-rules\.yaml:\d+:\d+ FA004/,
    );
  });
});
