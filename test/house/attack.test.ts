import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
// Two seconds are meant for a machine that does nothing else.
const busy = ['--slowest', '4000'];

test('spoiled models, studies and tables are refused with a reason and a place, and nothing breaks', () => {
  const { status, stdout } = spawnSync(
    'node',
    ['scripts/attack.mjs', '--count', '400', '--seed', '7', ...busy],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect(stdout).toContain('0 findings');
  expect(status).toBe(0);
}, 180_000);
