import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../house/examples.js';

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, { types: string; default: string }>;
};

test('every way into the package leads to a compiled file with its types', () => {
  const files = Object.values(exports).flatMap(({ types, default: code }) => [types, code]);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('a program in Node finds all that a page has, but its pool', async () => {
  const [page, node] = await Promise.all([import('../../src/browser.js'), import('../../src/index.js')]);
  expect(Object.keys(page).filter((name) => !(name in node))).toEqual(['workerPool']);
});

// A browser without a bundler finds files by their path only.
test.each([
  ...['./browser', './engine', './sample', './sd'].map((name) => exports[name]!.default),
  './dist/engine/worker.browser.js',
])('all that %s imports are files of the compiled package', (entry) => {
  const seen = new Set<string>();
  const others: string[] = [];
  const open = [join(root, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const name of importsOf(readFileSync(file, 'utf8'))) {
      const path = join(dirname(file), name);
      if (/^\.\.?\/.*\.js$/.test(name) && existsSync(path)) open.push(path);
      else others.push(`${relative(root, file)} imports ${name}`);
    }
  }
  expect(others, 'build with `node scripts/setup.mjs`').toEqual([]);
  expect([...seen].filter((file) => file.endsWith('.node.js'))).toEqual([]);
  expect(seen.size).toBeGreaterThan(5);
});

/** The names that a compiled file imports, at its start or later on. */
function importsOf(code: string): string[] {
  const text = code.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [
    ...text.matchAll(/^(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/^import\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/\bimport\(\s*['"`]([^'"`]+)['"`]/g),
  ];
  return found.map(([, name]) => name!);
}
