import { expect, test } from 'vitest';
import { builtins, refused } from '../../src/sd/functions.js';
import { parseAll } from '../../src/sd/index.js';
import { libraryMacros } from '../../src/sd/library.js';
import { clock } from './run.js';

test.each([...refused])('%s is refused by its name and line, with what to do instead', (name, remedy) => {
  const { problems } = parseAll(`${clock()}y= 1 ~~|\nx= ${name.toUpperCase()}(y) ~~|`, 'm.mdl');
  expect(problems.map(({ complaint }) => complaint)).toEqual([
    expect.objectContaining({ code: 'SD003', found: `${name.toUpperCase()} is not supported`, remedy }),
  ]);
  expect(problems[0]!.complaint.place).toMatchObject({ file: 'm.mdl', line: 6, column: 4 });
});

test('what is refused is not also run', () => {
  for (const name of refused.keys())
    expect(builtins.has(name) || libraryMacros().has(name), name).toBe(false);
});
