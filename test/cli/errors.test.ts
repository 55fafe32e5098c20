import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import { complain } from '../../src/cli/complain.js';
import type { Io } from '../../src/cli/io.js';

function capture(error: unknown, cwd = '.', debug = false): { code: number; text: string } {
  let text = '';
  const outlet = {
    write: (part: string) => {
      text += part;
    },
  };
  const io: Io = {
    stdout: outlet,
    stderr: outlet,
    env: {},
    cwd,
    signal: new AbortController().signal,
    now: () => 0,
  };
  const code = complain(error, { words: [], roots: [], debug }, io);
  return { code, text };
}

test('an error shows the line that is wrong with a caret under the column', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-'));
  writeFileSync(join(folder, 'a.yaml'), 'one: 1\n  two: x\n');
  const error = new SteelyardError({
    code: 'ST001',
    found: 'two is not a number',
    place: { file: 'a.yaml', line: 2, column: 8 },
    expected: 'a number',
    nearest: 'tow',
    remedy: 'write a number',
  });
  expect(capture(error, folder)).toEqual({
    code: 2,
    text: [
      'error ST001  a.yaml:2:8',
      '  two is not a number',
      '  2 │   two: x',
      '    │        ^',
      '  expected  a number',
      '  nearest   tow',
      '  to fix    write a number',
      '',
    ].join('\n'),
  });
});

test('the caret stays in view on a very long line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-'));
  writeFileSync(join(folder, 'a.yaml'), `${'x'.repeat(500)}!${'y'.repeat(500)}`);
  const error = new SteelyardError({
    code: 'ST001',
    found: 'x',
    place: { file: 'a.yaml', line: 1, column: 501 },
  });
  const [, , line = '', caret = ''] = capture(error, folder).text.split('\n');
  expect(line.length).toBeLessThanOrEqual(100);
  expect(line[caret.indexOf('^')]).toBe('!');
});

test('what nobody foresaw is owned as our mistake, without a stack', () => {
  const { code, text } = capture(new TypeError('x is undefined'));
  expect(code).toBe(3);
  expect(text).toContain('our mistake');
  expect(text).not.toMatch(/\n\s+at /);
  expect(capture(new TypeError('x'), '.', true).text).toMatch(/\n\s+at /);
});
