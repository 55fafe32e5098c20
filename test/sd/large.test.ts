import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inspectYaml } from '../../src/base/yaml.js';
import { compileToWasm } from '../../src/engine/index.js';
import { drawDiagram } from '../../src/report/index.js';
import {
  layOutModel,
  type Model,
  nameFlows,
  parseAll,
  parseModel,
  printModel,
  printXmile,
} from '../../src/sd/index.js';
import { restrictEquation, splitEquation } from '../../src/sd/restrict.js';
import { clock, read, runModel } from './run.js';

const list = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i));
const again = (model: Model) => parseModel(printXmile(model), 'small.xmile');

test('a name without end, and brackets without end, are refused where they begin', () => {
  const first = (text: string) => parseAll(`${clock()}x= ${text} ~~|`, 'm.mdl').problems[0]!.complaint;
  expect(first('é'.repeat(3_000_000))).toMatchObject({ code: 'SD026', place: { line: 5, column: 4 } });
  const deep = { code: 'SD026', place: { line: 5, column: 4 + 200 } };
  expect(first(`${'('.repeat(100_000)}1${')'.repeat(100_000)}`)).toMatchObject(deep);
});

test('signs before a number of a list may be many', () => {
  const text = `R: a, b ~~|\nx[R]= ${'-'.repeat(200_001)}3, +-+-4 ~~|`;
  expect(runModel(read(text, 1, 0), ['x[a]', 'x[b]'])).toMatchObject({ 'x[a]': [-3], 'x[b]': [4] });
});

test('a long table that is read backward is left to the JavaScript', () => {
  const points = list(3000, (i) => `(${i},${i % 7})`).join(',');
  const model = read(`a= 1 ~~|\nt(${points}) ~~|\nx= LOOKUP INVERT(t, a) ~~|`, 1, 0);
  expect(() => compileToWasm(model, { inputs: ['a'], series: ['x'] })).toThrow(
    /EN030.*more than 2000 points/,
  );
  expect(runModel(model, ['x']).x).toEqual([1]);
});

test('a clock of a list of one number is written in XMILE', () => {
  const model = parseModel('INITIAL TIME= 0 ~~|\nFINAL TIME= 4; ~~|\nTIME STEP= 1 ~~|\nx= Time ~~|', 'm.mdl');
  expect(runModel(again(model), ['x']).x).toEqual([0, 1, 2, 3, 4]);
});

test('saves however much finer than a step are those of the steps', () => {
  const model = parseModel(
    'INITIAL TIME= 0 ~~|\nFINAL TIME= 0 ~~|\nTIME STEP= 4 ~~|\nSAVEPER= 5e-324 ~~|\nx= Time ~~|',
    'm.mdl',
  );
  expect(runModel(model, ['x']).x).toEqual([0]);
});

// Each of these took a minute, or all memory, where the work grew with the square of the size.
describe('large models take a time that grows with their size', () => {
  test('a list of four thousand numbers becomes as many elements', () => {
    const names = list(4000, (i) => `e${i}`);
    const model = read(`R: ${names.join(', ')} ~~|\nx[R]= ${names.map((_, i) => i).join(',')} ~~|`);
    expect(again(model).variables[0]!.equations.length).toBe(4000);
  }, 30_000);

  test('fifteen hundred stocks in a row have a diagram', () => {
    const model = read(list(1500, (i) => `x${i}= INTEG(1, ${i > 0 ? `x${i - 1}` : '1'}) ~~|`).join('\n'));
    const diagram = layOutModel(model, nameFlows(model), true);
    expect(diagram.nodes.filter(({ kind }) => kind === 'stock')).toHaveLength(1500);
    expect(drawDiagram(diagram, 'm', '').length).toBeGreaterThan(100_000);
  }, 30_000);

  test('a sum of constants that stands in every element is noted once', () => {
    const model = read('R: (r1-r3000) ~~|\ny[R]= 1 ~~|\nx[R]= SUM(y[R!]) ~~|');
    expect(compileToWasm(model, { inputs: [], series: ['x[r3000]'] }).bytes.length).toBeLessThan(100_000);
  }, 30_000);

  test('a text of YAML with a hundred thousand faults is refused', () => {
    const codes = Object.fromEntries(
      ['syntax', 'duplicate', 'empty', 'unknown', 'missing', 'type', 'value'].map((name) => [name, 'XX001']),
    ) as Parameters<typeof inspectYaml>[3];
    const stacks = Error.stackTraceLimit;
    const reading = inspectYaml(`a: "1"${'['.repeat(100_000)}`, 'x.yaml', z.unknown(), codes);
    expect(reading.ok).toBe(false);
    expect(Error.stackTraceLimit).toBe(stacks);
  }, 30_000);
});

test('narrowing a list of numbers keeps those of the passes that stay', () => {
  const { equations } = read('A: a1, a2 ~~|\nB: b1, b2, b3 ~~|\nx[A,B]= 11,12,13;21,22,23; ~~|')
    .variables[0]!;
  const [a, b] = equations[0]!.loops;
  const keep = (passes: readonly (readonly [string, readonly number[]])[]) =>
    restrictEquation(equations[0]!, new Map(passes)).right;
  expect(keep([[b!.id, [0, 2]]])).toEqual({ kind: 'numbers', values: [11, 13, 21, 23] });
  expect(keep([[a!.id, [1]]])).toEqual({ kind: 'numbers', values: [21, 22, 23] });
  expect(splitEquation(equations[0]!).map(({ right }) => right.kind === 'numbers' && right.values)).toEqual([
    [11],
    [12],
    [13],
    [21],
    [22],
    [23],
  ]);
});

test.each([
  ['IF THEN ELSE(Time>2, 7, ', ')', 190],
  ['MAX(1, ', ')', 190],
  ['-', '', 190],
  ['2^', '', 190],
])('%s... in itself is written in XMILE as it can be read', (open, close, depth) => {
  const model = read(`x= ${open.repeat(depth)}Time/100${close.repeat(depth)} ~~|`);
  expect(runModel(again(model), ['x'])).toEqual(runModel(model, ['x']));
});

test('a variable of which every element is left out is written', () => {
  const model = read('R: a, b ~~|\nx[R] :EXCEPT: [a], [b]= 1 ~~|\ny= 2 ~~|');
  expect(again(model).variables.map(({ name }) => name)).toContain('y');
});

test('a character that XML has not is left out of it', () => {
  const model = read('x= 1 ~~ half a pair: \ud83d, a bell: \u0007, whole: 😀 |');
  expect(again(model).variables[0]!.comment).toBe('half a pair: , a bell: , whole: 😀');
});

test('a number beyond all doubles is read back', () => {
  const model = read('R: a, b ~~|\nx[R]= 1e999,-1e999 ~~|\nf((0,1),(1e999,-1e999)) ~~|\ny= f(Time) ~~|');
  const text = printModel(model);
  expect(text).toContain('1e999, -1e999');
  expect(runModel(parseModel(text, 'm.mdl'), ['x[a]', 'x[b]'])).toEqual(runModel(model, ['x[a]', 'x[b]']));
  expect(() => printXmile(model)).toThrow(/no form for a point that is no finite number/);
});

test('a chain of very many data equations is refused, and a shorter one is worked out', () => {
  const chain = (length: number) =>
    parseAll(
      `${list(length, (i) => `x${i} := x${i + 1} ~~|`).join('\n')}\nx${length}:= 5 ~~|\n${clock()}`,
      'm',
    );
  const run = (length: number) => runModel(chain(length).model, ['x0']).x0![0];
  expect(run(400)).toBe(5);
  expect(() => run(3000)).toThrow(/more than 500 data equations rest one on the other/);
});

test.each([
  ['TIME STEP= 1/0 ~~|\nSAVEPER= 1 ~~|', 'TIME STEP Infinity'],
  ['TIME STEP= 1 ~~|\nSAVEPER= 1/0 ~~|', 'SAVEPER Infinity'],
  ['TIME STEP= 1/0 ~~|\nSAVEPER= TIME STEP ~~|', 'TIME STEP Infinity'],
])('%s makes no run', (steps, found) => {
  const model = parseModel(`INITIAL TIME= 0 ~~|\nFINAL TIME= 4 ~~|\n${steps}\nx= 1 ~~|`, 'm.mdl');
  expect(() => runModel(model, ['x'])).toThrow(found);
});

test('very many tries are drawn at once, and a shape that is no number gives none', () => {
  const model = read(
    [
      'few= RANDOM BINOMIAL(0, 1e12, 0.25, 1e9, 0, 1, 0) ~~|',
      'tries= RANDOM NEGATIVE BINOMIAL(0, 1e12, 0.25, 1e9, 0, 1, 0) ~~|',
      'never= RANDOM NEGATIVE BINOMIAL(0, 5, 1e-9, 1e300, 0, 1, 0) ~~|',
      'gamma= RANDOM GAMMA(0, 9, 0/0, 0, 1, 0) ~~|\nbeta= RANDOM BETA(0, 9, -1e9, 0/0, 0, 1, 0) ~~|',
    ].join('\n'),
  );
  const { few, tries, never, gamma, beta } = runModel(model, ['few', 'tries', 'never', 'gamma', 'beta']);
  // Five standard deviations of sqrt(n p (1 - p)), and of sqrt(n (1 - p)) / p.
  for (const x of few!) expect(Math.abs(x - 2.5e8)).toBeLessThan(5 * 13_694);
  for (const x of tries!) expect(Math.abs(x - 4e9)).toBeLessThan(5 * 109_545);
  expect(never).toEqual([5, 5, 5, 5, 5]);
  expect([...gamma!, ...beta!].every(Number.isNaN)).toBe(true);
}, 30_000);
