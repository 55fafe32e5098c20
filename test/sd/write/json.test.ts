import { expect, test } from 'vitest';
import { printJson } from '../../../src/sd/index.js';
import { read } from '../run.js';

test('JSON holds the whole model, without places, and the same model gives the same bytes', () => {
  const text = 'R: a, b ~~|\nx[R]= 1,2 ~ kg [0,9] ~ what it is |\ny= SUM(x[R!]) ~ kg ~|';
  const json = printJson(read(text));
  expect(json).toBe(printJson(read(`\n\n${text.replaceAll(' ~', '  ~')}`)));
  expect(json).not.toMatch(/"place"|"unitsPlace"|small\.mdl/);
  const { schema, variables } = JSON.parse(json);
  expect(schema).toBe('steelyard.model/1');
  expect(variables[0]).toMatchObject({ name: 'x', units: 'kg', range: '0,9', comment: 'what it is' });
  expect(Object.keys(variables[0])).toEqual(Object.keys(variables[0]).sort());
  expect(variables[0].equations[0].right).toEqual({ kind: 'numbers', values: [1, 2] });
});
