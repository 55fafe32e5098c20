import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, run, spawn } from './run.js';

/** One way to get it wrong, and what the program must say. */
interface Case {
  readonly name: string;
  /** The command line, parted at blanks; a word in quotes keeps its blanks. */
  readonly run: string;
  /** Changes to copies of the project's own files: the first `find` becomes `put`, or the file becomes `text`. */
  readonly change?: readonly { file: string; find?: string; put?: string; text?: string }[];
  readonly code: string;
  /** Start of the place that the error names; `*` stands for any number. Not given: the error has no place. */
  readonly place?: string;
  /** Words that must stand in what was found. */
  readonly found?: string;
  readonly nearest?: string;
  /** Words that must stand in the remedy or in what was expected. */
  readonly tells?: string;
  /** Runs the program as a process of its own. */
  readonly spawned?: boolean;
}

const cases: Case[] = parse(readFileSync(join(root, 'test', 'cli', 'bad-input', 'cases.yaml'), 'utf8'));
const sandbox = mkdtempSync(join(tmpdir(), 'steelyard-bad-'));

beforeAll(() => {
  for (const folder of ['data', 'models', 'studies'])
    cpSync(join(root, folder), join(sandbox, folder), { recursive: true });
});
afterAll(() => rmSync(sandbox, { recursive: true, force: true }));

describe('bad input is answered with the code, the place and the remedy', () => {
  test('the table holds at least forty cases with names of their own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length);
  });

  for (const one of cases) {
    test(one.name, async () => {
      const restore = applyChanges(one);
      try {
        const words = splitWords(one.run);
        const { code, stdout, stderr } = one.spawned
          ? spawn(words, sandbox, { NO_COLOR: '1' })
          : await run(words, { cwd: sandbox });
        expect(code, stderr).toBe(2);
        expect(stdout).toBe('');
        expect(stderr).not.toMatch(/\n\s+at .*[:(]\d+/);
        const error = readError(stderr);
        expect(error.code, stderr).toBe(one.code);
        if (one.place === undefined) expect(error.place).toBe('');
        else expect(error.place, stderr).toMatch(patternOf(one.place));
        if (one.found !== undefined) expect(error.text).toContain(one.found);
        if (one.nearest !== undefined) expect(error.nearest, stderr).toBe(one.nearest);
        expect(error.expected + error.remedy, 'a way out').not.toBe('');
        if (one.tells !== undefined) expect(`${error.expected} ${error.remedy}`).toContain(one.tells);
      } finally {
        restore();
      }
    });
  }
});

function applyChanges({ change = [] }: Case): () => void {
  const before = change.map(
    ({ file }) => [file, join(sandbox, file), readOrNothing(join(sandbox, file))] as const,
  );
  for (const { file, find, put = '', text } of change) {
    const path = join(sandbox, file);
    mkdirSync(dirname(path), { recursive: true });
    if (find === undefined) {
      writeFileSync(path, text ?? '');
      continue;
    }
    const old = readFileSync(path, 'utf8');
    expect(old, `${file} no longer holds what this case changes`).toContain(find);
    writeFileSync(
      path,
      old.replace(find, () => put),
    );
  }
  return () => {
    for (const [, path, old] of before) old === undefined ? rmSync(path) : writeFileSync(path, old);
  };
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Reads the printed error back into its parts; wrapped lines are joined. */
function readError(stderr: string) {
  const from = stderr.slice(stderr.search(/^error /m));
  const [head = '', ...rest] = from.split('\n');
  const [, code = '', place = ''] = /^error (\S+)(?: {2}(.*))?$/.exec(head) ?? [];
  const point = (name: string) => {
    const start = rest.findIndex((line) => line.startsWith(`  ${name.padEnd(10)}`));
    if (start < 0) return '';
    const after = rest.slice(start + 1).findIndex((line) => !line.startsWith(' '.repeat(12)));
    return rest
      .slice(start, start + 1 + Math.max(after, 0))
      .map((line) => line.slice(12).trim())
      .join(' ');
  };
  const text = rest.map((line) => line.trim()).join(' ');
  return {
    code,
    place,
    text,
    expected: point('expected'),
    nearest: point('nearest'),
    remedy: point('to fix'),
  };
}

function patternOf(place: string): RegExp {
  const escaped = place.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '\\d+');
  return new RegExp(`^${escaped}${place.endsWith('-') ? '' : '(:|$)'}`);
}

function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}
