import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, run } from './run.js';

const { verbs } = await import(join(root, 'dist', 'cli', 'verbs', 'index.js'));
const folder = mkdtempSync(join(tmpdir(), 'steelyard-examples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ofHelp: string[] = verbs.flatMap((verb: { examples: { line: string }[] }) =>
  verb.examples.map(({ line }) => line),
);
const ofPages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/models.md',
  'docs/http.md',
].flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^(?:\$ )?npx (steelyard .*?)\s*(?:#.*)?$/gm)].map(
    (match) => match[1]!,
  ),
);

// As they stand in help and on the pages, but that a weighing is kept short and out of the working folder, and that a
// server takes a free port and is asked to end.
for (const line of new Set([...ofHelp, ...ofPages])) {
  test(line, async () => {
    const [, ...words] = [...line.replace(/ > \S+$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      (match) => match[1] ?? match[2]!,
    );
    const { code, stdout, stderr } = await run(...shortened(words));
    expect([0, 1], stderr).toContain(code);
    expect(stdout).not.toBe('');
  });
}

const without = (option: string, words: readonly string[]) =>
  words.filter((word, i) => word !== option && words[i - 1] !== option);

function shortened(words: readonly string[]): Parameters<typeof run> {
  if (words[0] === 'weigh') {
    return [[...without('--futures', words), '--futures', '4', '--no-dossier', '--out', folder]];
  }
  if (words[0] === 'serve') {
    return [[...without('--port', words), '--port', '0'], { signal: AbortSignal.timeout(1000) }];
  }
  return [words];
}
