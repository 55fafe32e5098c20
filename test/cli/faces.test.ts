import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, run, spawn } from './run.js';

const { verbs } = await import(join(root, 'dist', 'cli', 'verbs', 'index.js'));
const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

test('the bare command shows its verbs, and --version prints the version alone', async () => {
  const bare = await run([]);
  expect(bare.code).toBe(0);
  for (const verb of verbs) expect(bare.stdout).toContain(verb.name);
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('every verb has two examples that begin with its name, in its help', async () => {
  for (const verb of verbs) {
    const help = await run([verb.name, '--help']);
    expect(help.code).toBe(0);
    expect(verb.examples.length, verb.name).toBeGreaterThanOrEqual(2);
    for (const { line } of verb.examples) {
      expect(line).toMatch(new RegExp(`^steelyard ${verb.name}\\b`));
      expect(help.stdout).toContain(line);
    }
  }
});

test('help keeps within 100 columns', async () => {
  for (const words of [[], ...verbs.map((verb: { name: string }) => [verb.name, '--help'])]) {
    const { stdout } = await run(words);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  }
});

test('every verb takes --json and --debug', async () => {
  for (const verb of verbs) {
    const { stdout } = await run([verb.name, '--help']);
    expect(stdout).toContain('--json');
    expect(stdout).toContain('--debug');
  }
});

test('colour is used on a terminal only, and not when NO_COLOR is set', async () => {
  const colour = '\u001b[';
  expect((await run(['nothing'])).stderr).not.toContain(colour);
  expect((await run(['nothing'], { tty: true, env: { TERM: 'xterm' } })).stderr).toContain(colour);
  expect((await run(['nothing'], { tty: true, env: { NO_COLOR: '1' } })).stderr).not.toContain(colour);
});

test('a pipe that closes early is no error', () => {
  const main = join(root, 'dist', 'cli', 'main.js');
  const output = execFileSync(
    'sh',
    ['-c', `"${process.execPath}" "${main}" schema weigh | head -n 1; echo "end"`],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  expect(output).toBe('{\nend\n');
});

test('a process of its own ends with the same code and text as a call inside', async () => {
  const words = ['wiegh', 'h200-china'];
  expect(spawn(words, root, { NO_COLOR: '1' })).toEqual(await run(words));
});

test('the stack of an error is shown with --debug only', async () => {
  expect((await run(['schema', 'nothing'])).stderr).not.toMatch(/\n\s+at /);
  expect((await run(['schema', 'nothing', '--debug'])).stderr).toMatch(/\n\s+at /);
});
