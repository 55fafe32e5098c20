import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, readExamples, root } from './examples.js';
import { withoutExample } from './exceptions.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesBelow('docs', (path) => path.endsWith('.md')),
];

test('docs/errors.md lists the codes as they are in the sources', async () => {
  const { printErrorsPage } = await import('../../scripts/errors-page.mjs');
  expect(read('docs/errors.md'), 'run `node scripts/errors-page.mjs`').toBe(await printErrorsPage());
});

test("every error code has one meaning in one folder, and its prefix is the folder's", () => {
  const seen = new Map<string, string>();
  for (const file of filesBelow('src', (path) => path.endsWith('errors.ts'))) {
    for (const [, code] of read(file).matchAll(/^\s+([A-Z]{2}\d{3}):/gm)) {
      expect(seen.get(code!), `${code} in ${file}`).toBeUndefined();
      seen.set(code!, file);
    }
  }
  expect(seen.size).toBeGreaterThan(0);
});

test('every code that is thrown is a declared one', () => {
  const declared = new Set(
    filesBelow('src', (path) => path.endsWith('errors.ts')).flatMap((file) =>
      [...read(file).matchAll(/^\s+([A-Z]{2}\d{3}):/gm)].map((match) => match[1]!),
    ),
  );
  const thrown = filesBelow(
    'src',
    (path) => path.endsWith('.ts') && !path.endsWith('errors.ts') && path !== 'src/base/error.ts',
  )
    .flatMap((file) =>
      [
        ...read(file)
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .matchAll(/['"]((?:FA|CO|CM|SD|SA|EN|ST|RE|AN|RP|CL|SV)\d{3})['"]/g),
      ].map((match) => `${match[1]} ${file}`),
    )
    .filter((entry) => !declared.has(entry.split(' ')[0]!));
  expect(thrown).toEqual([]);
});

test('every link inside the documentation leads to a file', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map((match) => match[1]!)
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(broken).toEqual([]);
});

test('every function that a folder offers has a docstring, and most have an example that runs', () => {
  const offered = filesBelow('src', (path) => path.endsWith('/index.ts')).flatMap(readOffers);
  const undocumented = offered.filter(({ docstring }) => docstring === '');
  expect(undocumented.map(({ name, file }) => `${name} (${file})`)).toEqual([]);
  const bare = offered.filter(({ name, file, docstring }) => {
    const shown =
      docstring.includes('@example') ||
      readExamples(file).some((example) => example.expression.includes(`${name}(`));
    return !shown && !withoutExample[name];
  });
  const share = offered.length === 0 ? 1 : 1 - bare.length / offered.length;
  expect(share, `without an example: ${bare.map(({ name }) => name).join(', ')}`).toBeGreaterThanOrEqual(0.6);
});

/** The functions that an index re-exports, each with the docstring at its home. */
function readOffers(index: string): { name: string; file: string; docstring: string }[] {
  return [...read(index).matchAll(/export \{([^}]*)\} from '\.\/([^']+)\.js'/g)].flatMap(([, list, from]) => {
    const file = join(dirname(index), `${from}.ts`);
    const text = read(file);
    return list!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .flatMap((name) => {
        const at = new RegExp(`export (?:async )?function ${name}\\b`).exec(text)?.index;
        if (at === undefined) return [];
        const docstring = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(text.slice(0, at))?.[0] ?? '';
        return [{ name, file, docstring }];
      });
  });
}
