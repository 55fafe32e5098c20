import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const on = ['--to', 'CN', '--on', '2026-01-20'];
// Steers a terminal: its title, its screen, its colours, its bell, the direction of writing, and our own mark.
const evil = 'h\u001b]0;pwn\u0007\u001b[2J\u001b[31m\u009b2J\u202e\r\ufdd1x';
const calls: Record<string, readonly string[]> = {
  'a chip': ['classify', evil, '--tpp', '4000', ...on],
  'a chip that nobody knows': ['classify', evil, ...on],
  'a destination': ['classify', 'h200', '--to', evil, '--on', '2026-01-20'],
  'a figure': ['classify', '--tpp', evil, ...on],
  'an option': ['classify', 'h200', `--${evil}`],
  'a verb': [evil],
  'a key of the facts': ['evidence', `control:${evil}@2026-01-20`],
  'a timeline': ['timeline', evil],
  'ids and names of a batch': [
    'classify',
    '--batch',
    written(
      'evil.json',
      JSON.stringify({
        cases: [evil, 'b'].map((id) => ({
          id,
          chip: evil,
          destination: 'CN',
          date: id === 'b' ? evil : '2026-01-20',
        })),
      }),
    ),
  ],
  'the name in the file of a chip': [
    'classify',
    '--chip-file',
    written('evil.yaml', `name: ${JSON.stringify(evil)}\nparams: {tpp: 4000}\n`),
    ...on,
  ],
  'the line of a file': [
    'classify',
    '--chip-file',
    written('line.yaml', `nmae: ${evil.replace('\r', '')}\nparams: {tpp: 4000}\n`),
    ...on,
  ],
};

describe('control characters never reach the terminal', () => {
  for (const [name, words] of Object.entries(calls)) {
    for (const tty of [false, true]) {
      test(`${name}, ${tty ? 'with colours' : 'in a pipe'}`, async () => {
        const { stdout, stderr } = await run(words, { tty, env: { TERM: 'xterm' } });
        // Colours are ours: of them only what the printer itself writes.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        const bare = (stdout + stderr).replace(/\u001b\[(?:1|2|22|3[0-9]|39)m/g, tty ? '' : '$&');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(bare).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(bare).toContain('\\u001b]0;pwn\\u0007');
      });
    }
  }

  test('a colour that somebody else wrote is shown in letters, between our own', async () => {
    const words = ['classify', 'h\u001b[31m200x', '--tpp', '4000', ...on];
    const { stdout } = await run(words, { tty: true, env: { TERM: 'xterm' } });
    expect(stdout.startsWith('\u001b[1mH\\u001b[31m200x to China')).toBe(true);
  });

  test('JSON says the same as before', async () => {
    const { stdout } = await run(['classify', evil, '--tpp', '4000', ...on, '--json']);
    expect(stdout).not.toContain('\u202e');
    expect(JSON.parse(stdout).results[0].chip).toBe(evil);
  });
});

describe('writing', () => {
  const node = async (command: string) => {
    const { spawnSync } = await import('node:child_process');
    const program = `"${process.execPath}" "${join(root, 'dist', 'cli', 'main.js')}"`;
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `set -o pipefail; ${command.replace('steelyard', program)}`],
      {
        encoding: 'utf8',
      },
    );
    return { status, stderr };
  };

  test.skipIf(process.platform !== 'linux')('a full disk is one clear error, exit code 2', async () => {
    for (const words of [`classify h200 ${on.join(' ')}`, '--help', 'schema classify']) {
      const { status, stderr } = await node(`steelyard ${words} > /dev/full`);
      expect([status, stderr.split('\n')[0]]).toEqual([2, 'error CL015']);
      expect(stderr).toContain('there is no room left');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  test('a reader that has enough is no error', async () => {
    expect(await node(`steelyard classify h200 ${on.join(' ')} | head -1 > /dev/null`)).toEqual({
      status: 0,
      stderr: '',
    });
  });
});
