import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, root } from './examples.js';
import { longFiles, randomOrClock } from './exceptions.js';

const sources = filesBelow('src', (path) => path.endsWith('.ts'));
const ours = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(ts|mjs|cjs|json|md|ya?ml|mdl|sh)$|^\.ci\/run$/.test(path));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('folders import from floors below them only, and pure folders import nothing of Node', () => {
  const checker = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const run = () =>
    execFileSync(process.execPath, [checker, 'src', '--config', '.dependency-cruiser.cjs'], {
      cwd: root,
      encoding: 'utf8',
    });
  expect(run()).toContain('no dependency violations found');
});

test('no source file is longer than 500 lines without a listed reason', () => {
  const long = sources.filter((path) => read(path).split('\n').length > 500 && !longFiles[path]);
  expect(long).toEqual([]);
});

test('half of the source files are shorter than 120 lines', () => {
  const sizes = sources.map((path) => read(path).split('\n').length).sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(120);
});

test('nothing that computes asks the clock or an unseeded generator', () => {
  const found = sources.filter(
    (path) =>
      /Math\.random\(|Date\.now\(|new Date\(\)|performance\.now\(|randomUUID\(/.test(
        withoutComments(read(path)),
      ) && !randomOrClock[path],
  );
  expect(found).toEqual([]);
});

test('nothing is left to do, and no place of one machine is written down', () => {
  const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map((mark) => `\\b${mark}\\b`).join('|'));
  const machine =
    /(^|[\s"'`(=])\/(work|home|root|Users|tmp\/[\w-]+)\/|registry\.[\w.-]+\.[a-z]{2,}|localhost:\d+|:\/\/(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./;
  const found = ours
    .filter((path) => path !== 'test/house/rules.test.ts')
    .flatMap((path) => {
      const lines = read(path).split('\n');
      return lines.flatMap((line, i) =>
        marks.test(line) || machine.test(line) ? [`${path}:${i + 1}: ${line.trim().slice(0, 80)}`] : [],
      );
    });
  expect(found).toEqual([]);
});

test('no code is typed as any, and no rule is switched off without a reason', () => {
  const found = sources.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, i) =>
        /(:\s*any\b|<any>|\bas any\b|@ts-ignore|@ts-nocheck|biome-ignore [\w/]+:?\s*$)/.test(line)
          ? [`${path}:${i + 1}`]
          : [],
      ),
  );
  expect(found).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
