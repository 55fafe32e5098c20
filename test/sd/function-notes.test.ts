import { expect, test } from 'vitest';
import { functionNotes } from '../../src/sd/function-notes.js';
import { builtins } from '../../src/sd/functions.js';
import { libraryMacros } from '../../src/sd/library.js';
import { seriesOf } from './run.js';

test.each([...functionNotes])('%s does what its note says', (name, { signature, about, example, series }) => {
  const builtin = builtins.get(name.toLowerCase());
  const inputs = /\((.*?)(:.*)?\)/
    .exec(signature)![1]!
    .split(',')
    .filter((one) => one.trim() !== '');
  expect(inputs).toHaveLength(builtin?.min ?? libraryMacros().get(name.toLowerCase())!.inputs.length);
  expect(about).toMatch(/^[A-Z].*\.$/);
  expect(example).toContain(name);
  const found = seriesOf(example, 'x');
  found.forEach((value, t) => {
    expect(value, `at ${t}`).toBeCloseTo(series[t]!, 12);
  });
});
