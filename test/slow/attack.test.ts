import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

// As many as fit into some minutes; `node scripts/attack.mjs --count 20000 --seed 2` goes on from there.
test('three thousand spoiled inputs: no crash, no step over two seconds, no gigabyte', () => {
  const { status, stdout } = spawnSync('node', ['scripts/attack.mjs', '--count', '3000', '--seed', '1'], {
    cwd: root,
    encoding: 'utf8',
  });
  console.log(stdout);
  expect(stdout).toContain('\n0 findings');
  expect(status).toBe(0);
}, 900_000);
