import { expect, test } from 'vitest';
import { functionNotes } from '../../src/sd/function-notes.js';
import { builtins } from '../../src/sd/functions.js';
import { type ExternalReader, gridSheet, parseModel } from '../../src/sd/index.js';
import { libraryMacros } from '../../src/sd/library.js';
import { parseDelimited } from '../../src/sd/outside/delimited.js';
import { clock, runModel } from './run.js';

test('every function has a note, and every note a function', () => {
  const noted = [...functionNotes.keys()].map((name) => name.toLowerCase());
  expect(noted.sort()).toEqual([...new Set([...builtins.keys(), ...libraryMacros().keys()])].sort());
});

test.each([...functionNotes])('%s does what its note says', (name, note) => {
  const { signature, about, example, series, file } = note;
  const builtin = builtins.get(name.toLowerCase());
  const inputs = /\((.*?)(:.*)?\)/
    .exec(signature)![1]!
    .split(',')
    .filter((one) => one.trim() !== '');
  expect(inputs).toHaveLength(builtin?.min ?? libraryMacros().get(name.toLowerCase())!.inputs.length);
  expect(about).toMatch(/^[A-Z].*\.$/);
  expect(example).toContain(name);
  const external: ExternalReader = {
    open: (wanted) =>
      file && wanted === file.name
        ? { sheet: gridSheet(parseDelimited(file.text, ','), new Map()) }
        : { missing: 'file', known: [] },
  };
  const found = runModel(parseModel(`${example}\n${clock()}`, 'note.mdl', { external }), ['x']).x!;
  found.forEach((value, t) => {
    expect(value, `at ${t}`).toBeCloseTo(series[t]!, 12);
  });
});
