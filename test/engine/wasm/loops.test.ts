import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileToWasm, type LaneOptions } from '../../../src/engine/index.js';
import { Rows } from '../../../src/engine/wasm/rows.js';
import { read } from '../../sd/run.js';
import { allSeries, firstDifference } from './both.js';

const loop = (id: string, ...elements: string[]) => ({ id, range: id, elements });

test('rows go through loops, the last one fastest', () => {
  const rows = Rows.one.and([loop('a', 'a1', 'a2'), loop('b', 'b1', 'b2', 'b3')]);
  expect(rows.passes('a')).toEqual([0, 0, 0, 1, 1, 1]);
  expect(rows.passes('b')).toEqual([0, 1, 2, 0, 1, 2]);
  expect(rows.within(rows.along(new Set(['b'])))).toEqual([0, 1, 2, 0, 1, 2]);
  expect(rows.each().map((one) => [one.passes('a')[0], one.passes('b')[0]])).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ]);
});

const given = [
  'P: a1, a2, a3, a4 ~~|',
  'Sub: a2, a3, a4 ~~|',
  'Q: b1, b2, b3 ~~|',
  'a= 1 ~~|',
  'b= 2 ~~|',
  'k[P]= 0.5,-1,2,3 ~~|',
  'w[P,Q]= 1,2,3;-1,-2,-3;0.1,0.2,0.3;4,5,6; ~~|',
  'u[P]= Time*k[P] ~~|',
  't((0,1),(2,-1),(2,4),(5,3)) ~~|',
  'x[P,Q]= INTEG(f[P,Q]-x[P,Q]/b, w[P,Q]*a) ~~|',
  'y[P]= INTEG(h[P]/10-y[P], k[P]) ~~|',
  'z[a1]= y[a1]+a ~~|',
  'z[Sub]= IF THEN ELSE(y[Sub]>b, k[Sub], SUM(x[Sub,Q!])) ~~|',
].join('\n');

/** Expressions in which `leaves` may stand. */
function expressions(leaves: readonly string[], sums: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ tree: string }>((tie) => {
    const t = tie('tree');
    const call = (names: readonly string[], ...parts: fc.Arbitrary<string>[]) =>
      fc.tuple(fc.constantFrom(...names), fc.tuple(...parts)).map(([f, list]) => `${f}(${list.join(', ')})`);
    return {
      tree: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'loops' },
        fc.constantFrom('a', 'b', 'Time', '2.5', '0', ...leaves),
        fc.tuple(t, fc.constantFrom('+', '-', '*', '/', '^'), t).map(([l, op, r]) => `(${l} ${op} ${r})`),
        call(['MIN', 'MAX', 'ZIDZ'], t, t),
        call(['IF THEN ELSE', 'SAMPLE IF TRUE', 'DELAY1I', 'SMOOTHI'], t, t, t),
        call(['EXP', 'SQRT', 'SIN', 'ABS', 't', 'INITIAL'], t),
        call(['DELAY FIXED'], t, fc.constantFrom('1', 'a', 'b+1'), t),
        fc
          .tuple(fc.constantFrom('SUM', 'PROD', 'VMIN', 'VMAX'), fc.constantFrom(...sums), t)
          .map(([f, s, r]) => `${f}(${s}*(${r}))`),
      ),
    };
  }).tree;
}

const models = fc
  .tuple(
    expressions(['k[P]', 'w[P,Q]', 'u[P]', 'x[P,Q]', 'y[P]', 'z[P]', 'w[a2,Q]'], ['x[P!,Q]', 'w[P,Q!]']),
    expressions(['k[P]', 'u[P]', 'x[P,b2]', 'y[P]', 'y[a1]', 'z[P]', 'f[P,b1]'], ['f[P,Q!]', 'x[P!,Q!]']),
    expressions(['k[a3]', 'f[a1,b1]', 'h[a4]', 'z[a1]'], ['h[P!]', 'f[P!,Q!]', 'k[P!]', 'u[Sub!]']),
  )
  .map(([f, h, s]) => `${given}\nf[P,Q]= ${f} ~~|\nh[P]= ${h} ~~|\ns= ${s} ~~|`);

const ways: readonly LaneOptions[] = [
  { vectors: 1, loopsFrom: 2 },
  { vectors: 2, loopsFrom: 3, functionSize: 9 },
  { vectors: 4, loopsFrom: 4 },
  { vectors: 1, loopsFrom: Infinity },
];

test('in loops and written out, arrays come to the bits that JavaScript gives', () => {
  const value = fc.oneof(
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.constantFrom(0, -0, 1, 2, Number.NaN, Infinity),
  );
  fc.assert(
    fc.property(
      models,
      fc.array(value, { minLength: 16, maxLength: 16 }),
      fc.constantFrom(...ways),
      (text, list, way) => {
        const model = read(text, 0.5, 3);
        const inputs = {
          a: (lane: number) => list[lane]!,
          b: (lane: number) => list[lane + 8]!,
          'k[a2]': (lane: number) => list[7 - lane]!,
        };
        expect(firstDifference(model, allSeries(model), inputs, way)).toBe(undefined);
      },
    ),
    { numRuns: 150, seed: 20261126 },
  );
});

test('code does not grow with the elements of an array', () => {
  const size = (count: number, loopsFrom: number) => {
    const elements = Array.from({ length: count }, (_, i) => `e${i}`).join(', ');
    const model = read(
      `R: ${elements} ~~|\nk= 2 ~~|\nx[R]= INTEG(k*x[R]-y[R], 1) ~~|\ny[R]= EXP(x[R])/SUM(x[R!]) ~~|`,
      1,
      2,
    );
    return compileToWasm(model, { inputs: ['k'], series: ['x[e1]'] }, { loopsFrom }).bytes.length;
  };
  expect(size(400, 3)).toBeLessThan(1.5 * size(4, 3));
  expect(size(400, Infinity)).toBeGreaterThan(20 * size(4, Infinity));
});
