import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { elementNames, parseModel, printModel } from '../../src/sd/index.js';
import { runNaively } from './naive.js';
import { clock, read } from './run.js';

const ranges = 'R: a, b, c ~~|\nS: d, e ~~|\nFront: a, b -> S ~~|\n';
const given = [
  'k= 1.5 ~~|',
  'm[R]= 0.3,-2,7 ~~|',
  'w[R,S]= 1,2;0.5,-1;3,0.25; ~~|',
  't((0,1),(2,-1),(5,3)) ~~|',
  'tt[d]((0,1),(2,-1)) ~~|',
  'tt[e]((-1,0),(1,2),(3,2.5)) ~~|',
  'level= INTEG(0.1*z-0.01*level, k) ~~|',
  'store[R]= INTEG(q[R]/10-store[R]/20, m[R]) ~~|',
].join('\n');

/** Random expressions over what is given; `over` are the ranges on the left side. */
function expressions(over: readonly string[], more: readonly string[]): fc.Arbitrary<string> {
  const inR = over.includes('R');
  const inS = over.includes('S');
  const atoms = [
    ...['0', '1', '2.5', '-3', '1e-3', 'k', 'Time', 'level', 'm[b]', 'w[c,d]', 'store[a]'],
    ...(inR ? ['m[R]', 'w[R,e]', 'store[R]', 'R'] : []),
    ...(inS ? ['w[a,S]', 'm[Front]', 'S'] : []),
    ...(inR && inS ? ['w[R,S]'] : []),
    ...more,
  ];
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'tree' },
      fc.constantFrom(...atoms),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', '<', '>=', '=', ':AND:', ':OR:'), tie('tree'), tie('tree'))
        .map(([op, a, b]) => `((${a}) ${op} (${b}))`),
      fc
        .tuple(fc.constantFrom('+', '-', '*'), tie('tree'), tie('tree'))
        .map(([op, a, b]) => `${a} ${op} ${b}`),
      fc
        .tuple(fc.constantFrom('MIN', 'MAX', 'MODULO', 'ZIDZ'), tie('tree'), tie('tree'))
        .map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `IF THEN ELSE(${a}, ${b}, ${c})`),
      fc
        .tuple(fc.constantFrom('ABS', 'EXP', 'INTEGER', 't', 'tt[d]', ...(inS ? ['tt[S]'] : [])), tie('tree'))
        .map(([f, a]) => `${f}(${a})`),
      fc
        .tuple(
          fc.constantFrom('SUM', 'VMIN', 'VMAX', 'PROD'),
          fc.constantFrom('m[R!]', 'w[R!,S!]', inR ? 'w[R,S!]' : 'w[b,S!]'),
          tie('tree'),
        )
        .map(([f, x, a]) => `${f}(${x}*(${a}))`),
      tie('tree').map((a) => `-(${a})^2`),
      tie('tree').map((a) => `(:NOT: (${a}))`),
    ),
  }));
  return tree;
}

const models = fc
  .tuple(
    expressions([], []),
    expressions(['R'], ['z']),
    expressions(['R', 'S'], ['z', 'q[R]', 'q[b]', 'SUM(q[R!])']),
    expressions(['S'], ['p[a,S]', 'SUM(p[R!,S])', 'VMAX(p[R!,S]+q[R!])']),
  )
  .map(([z, q, p, o]) => `${ranges}${given}\nz= ${z} ~~|\nq[R]= ${q} ~~|\np[R,S]= ${p} ~~|\no[S]= ${o} ~~|`);

test('compiled programs and a walk over the expressions give the same bits', () => {
  fc.assert(
    fc.property(models, fc.double({ min: -5, max: 5, noNaN: true }), (text, k) => {
      const model = read(text, 0.5, 3);
      const series = model.variables.flatMap((v) =>
        /^(z|q|p|o|level|store)$/.test(v.name) ? elementNames(v) : [],
      );
      const program = compileToJavaScript(model, { inputs: ['k', 'm[b]'], series, math: 'machine' });
      const out = new Float64Array(program.times.length * series.length);
      const kernel = instantiate(program);
      kernel.run(Float64Array.of(9, 9), out);
      kernel.run(Float64Array.of(k, -k), out);
      const expected = runNaively(model, series, { k, 'm[b]': -k }).flat();
      const wrong = expected.findIndex(
        (value, i) => !Object.is(value, out[i]) && !(value === 0 && out[i] === 0),
      );
      if (wrong >= 0)
        throw new Error(`${series[wrong % series.length]}: ${out[wrong]} and not ${expected[wrong]}`);
    }),
    { numRuns: 300, seed: 20261123 },
  );
});

test('a printed model reads back to the same text and runs to the same bits', () => {
  fc.assert(
    fc.property(models, (text) => {
      const model = read(text, 0.5, 3);
      const printed = printModel(model);
      const again = parseModel(printed, 'again.mdl');
      expect(printModel(again)).toBe(printed);
      const run = (one: typeof model) => {
        const program = compileToJavaScript(one, { inputs: [], series: ['o[d]', 'level'] });
        const out = new Float64Array(program.times.length * 2);
        instantiate(program).run(new Float64Array(0), out);
        return [...out];
      };
      expect(run(again)).toEqual(run(model));
    }),
    { numRuns: 150, seed: 20261123 },
  );
});

test('reading never fails with anything but a complaint', () => {
  const piece = fc.constantFrom(
    ...[
      'x',
      'y',
      '=',
      '1',
      ',',
      ';',
      '(',
      ')',
      '[',
      ']',
      '~',
      '|',
      '+',
      '^',
      ':',
      '->',
      '<->',
      '"',
      '{',
      '}',
      '\\',
      '\n',
      'INTEG',
      'R!',
      "'",
      ':EXCEPT:',
      ':MACRO: f(x: y)',
      ':END OF MACRO:',
      'f(1: z)',
      'f= x ~~|',
      'y= x ~~|',
      'x= f(2) ~~|',
      ':TEST INPUT:',
      'LOOKUP AREA(y,',
      '*'.repeat(4),
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        parseModel(`${pieces.join(' ')}\n${clock()}`, 'm.mdl');
      } catch (error) {
        expect((error as Error).name).toBe('SteelyardError');
      }
    }),
    { numRuns: 2000, seed: 20261123 },
  );
});
