import { describe, expect, test } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import { compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { elementNames, parseModel } from '../../src/sd/index.js';

const text = `{UTF-8}
Buyer: cloud, state ~~|
share[Buyer]= 0.75, 0.25 ~~|
growth= 0.1 ~~|
start= 100 ~~|
twice growth= growth*2 ~~|
fixed= 4*2 ~~|
fleet[Buyer]= INTEG(fleet[Buyer]*twice growth, start*share[Buyer]) ~~|
delayed= DELAY FIXED(SUM(fleet[Buyer!]), 2, 0) ~~|
total= SUM(fleet[Buyer!]) ~~|
never asked= total*12345 ~~|
INITIAL TIME= 2022 ~~|
FINAL TIME= 2026 ~~|
TIME STEP= 0.5 ~~|
SAVEPER= 1 ~~|
`;
const model = parseModel(text, 'fleet.mdl');

function run(inputs: Record<string, number>, series: string[]) {
  const program = compileToJavaScript(model, { inputs: Object.keys(inputs), series });
  const out = new Float64Array(program.times.length * series.length);
  instantiate(program).run(Float64Array.from(Object.values(inputs)), out);
  return out;
}

describe('a compiled program', () => {
  test('says what it takes in, its defaults, what it records and when', () => {
    const program = compileToJavaScript(model, {
      inputs: ['growth', 'share[state]', 'fixed'],
      series: ['Time', 'fleet[cloud]'],
    });
    expect(program.inputs).toEqual(['growth', 'share[state]', 'fixed']);
    expect([...program.defaults]).toEqual([0.1, 0.25, 8]);
    expect([...program.times]).toEqual([2022, 2023, 2024, 2025, 2026]);
    expect(program.series).toEqual(['Time', 'fleet[cloud]']);
  });

  test('gives with its defaults what the model gives', () => {
    const names = ['growth', 'start', 'share[cloud]', 'share[state]'];
    const program = compileToJavaScript(model, { inputs: names, series: ['total', 'delayed'] });
    const out = new Float64Array(10);
    instantiate(program).run(program.defaults, out);
    expect([...out]).toEqual([...run({}, ['total', 'delayed'])]);
    expect(out[8]).toBeCloseTo(100 * 1.1 ** 8, 10);
    expect(out[9]).toBeCloseTo(100 * 1.1 ** 4, 10);
  });

  test('takes an element of an array as an input', () => {
    expect(run({ 'share[state]': 0 }, ['total'])[0]).toBe(75);
  });

  test('keeps nothing from one run to the next', () => {
    const program = compileToJavaScript(model, { inputs: ['growth', 'start'], series: ['total', 'delayed'] });
    const kernel = instantiate(program);
    const first = new Float64Array(10);
    const other = new Float64Array(10);
    const again = new Float64Array(10);
    kernel.run(Float64Array.of(0.1, 100), first);
    kernel.run(Float64Array.of(3, Number.NaN), other);
    kernel.run(Float64Array.of(0.1, 100), again);
    expect(again).toEqual(first);
    expect(Number.isNaN(other[0])).toBe(true);
  });

  test('leaves out what no series needs, and works out early what no time changes', () => {
    const { source } = compileToJavaScript(model, { inputs: ['growth'], series: ['total'] });
    expect(source).not.toContain('12345');
    expect(source).not.toContain('startRing(0');
    const eachRun = /function eachRun_1\(t\) \{[^}]*\}/.exec(source)?.[0];
    expect(eachRun).toContain('growth * 2');
    expect(/function run_1\(t\) \{[\s\S]*?\n\}/.exec(source)?.[0]).not.toContain('growth * 2');
  });

  test('reads as the equations that it comes from', () => {
    const { source } = compileToJavaScript(model, { inputs: [], series: ['total'] });
    expect(source).toContain('// 8: fleet[Buyer]');
    expect(source).toContain('d[fleet + buyer] = v[fleet + buyer] * twice_growth;');
  });

  test('crosses to another thread as plain data', () => {
    const program = compileToJavaScript(model, { inputs: ['growth'], series: ['total'] });
    expect(structuredClone(program)).toEqual(program);
  });

  test.each([
    [['growht'], ['total'], 'EN001', 'growth'],
    [['growth'], ['totl'], 'EN002', 'total'],
    [['share'], ['total'], 'EN001', undefined],
    [['growth'], ['fleet'], 'EN002', undefined],
    [['total'], ['total'], 'EN003', undefined],
    [['TIME STEP'], ['total'], 'EN003', undefined],
  ])('inputs %j and series %j are refused with %s', (inputs, series, code, nearest) => {
    try {
      compileToJavaScript(model, { inputs, series });
      expect.unreachable();
    } catch (error) {
      const { complaint } = error as SteelyardError;
      expect(error).toBeInstanceOf(SteelyardError);
      expect(complaint.code).toBe(code);
      expect(complaint.nearest).toBe(nearest);
    }
  });
});

test('an element without an equation is no series, and does not hinder the others', () => {
  const partly = parseModel(
    'R: a, b, c ~~| x[a]= 1 ~~| x[c]= 3 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 0 ~~| TIME STEP= 1 ~~|',
    'partly.mdl',
  );
  const out = new Float64Array(2);
  const names = elementNames(partly.variables[0]!);
  expect(names).toEqual(['x[a]', 'x[c]']);
  instantiate(compileToJavaScript(partly, { inputs: [], series: names })).run(new Float64Array(0), out);
  expect([...out]).toEqual([1, 3]);
  expect(() => compileToJavaScript(partly, { inputs: [], series: ['x[b]'] })).toThrow(/EN002/);
});
