import fc from 'fast-check';
import type { MetricSpec } from '../../../src/engine/index.js';

/** A random model of all that lanes hold, with what a run of it is asked for. Plain data: it crosses to a browser as it is. */
export interface RandomProgram {
  /** The model, in the `.mdl` format. */
  readonly text: string;
  /** Values of the constants `a` and `b`, eight lanes each. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly metrics: readonly MetricSpec[];
}

// Three ranges of different lengths, one inside another, and one that another is mapped to.
const ranges = [
  'R: r1, r2, r3 -> M ~~|',
  'S: s1, s2 ~~|',
  'T: t1, t2, t3, t4 ~~|',
  'U: r2, r3 ~~|',
  'M: m1, m2, m3 ~~|',
];

const given = [
  'a= 1 ~~|',
  'b= 2 ~~|',
  'k[R]= 0.3,-2,7 ~~|',
  'n[S,T]= 1,0,-3,0.5; 2,1e9,-1e-9,4; ~~|',
  'nothing= 0/0 ~~|',
  'endless= 1/0 ~~|',
  'short((0,1),(2,-1),(2,4),(5,3)) ~~|',
  'long((-9,1),(-3,2),(-1,0),(0,1),(0.5,4),(1,-1),(2,5),(2,6),(4,0),(9,9)) ~~|',
  'point((1,3)) ~~|',
  'curve[r1]((0,0),(1,2),(3,1)) ~~|',
  'curve[U]((0,5),(2,2)) ~~|',
];

const stocks = [
  'level= INTEG(z/10-level/20+SUM(store[R!])/100, a) ~~|',
  'store[R]= INTEG(q[R]/10-store[R]/b+level/9, k[R]) ~~|',
  'grid[S,T]= INTEG(g[S,T]/10-grid[S,T]/7+SUM(grid[S!,T])/50, n[S,T]) ~~|',
];

type Text = fc.Arbitrary<string>;

const calls = (names: readonly string[], ...parts: readonly Text[]): Text =>
  fc.tuple(fc.constantFrom(...names), fc.tuple(...parts)).map(([f, list]) => `${f}(${list.join(', ')})`);

const numbers = ['0', '1', '2.5', '-3', '1e-7', '1e300'];
const scalars = [
  ...numbers,
  'a',
  'b',
  'Time',
  'level',
  'k[r2]',
  'store[r1]',
  'n[s1,t3]',
  'grid[s2,t4]',
  'nothing',
  'endless',
];
const oneArgument = [
  'EXP',
  'LN',
  'SQRT',
  'SIN',
  'COS',
  'TAN',
  'ARCSIN',
  'ARCCOS',
  'ARCTAN',
  'SINH',
  'COSH',
  'TANH',
  'ABS',
  'GAMMA LN',
  'INTEGER',
  'INITIAL',
  'short',
  'long',
  'point',
  'curve[r2]',
  '-',
  ':NOT:',
]; // prettier-ignore
const readings = ['FORWARD', 'BACKWARD', 'EXTRAPOLATE', 'INVERT'];
const read = ['short', 'long', 'point', 'curve[r2]'];
const draws = [
  'RANDOM 0 1()',
  'RANDOM UNIFORM(x, b, 0)',
  'RANDOM NORMAL(-9, 9, x, 1, 2)',
  'RANDOM EXPONENTIAL(-9, 9, 0, x, 0)',
  'RANDOM POISSON(0, 1e9, x, 0, 1, 0)',
  'RANDOM GAMMA(0, 1e300, x, 0, 1, 0)',
  'RANDOM BETA(-9, 9, x, b, 0, 1, 0)',
  'RANDOM BINOMIAL(0, 1e300, x/9, 1e5*b, 0, 1, 0)',
  'RANDOM NEGATIVE BINOMIAL(0, 1e300, x/9, 1e3*b, 0, 1, 0)',
];
const vectors = [
  'VECTOR SELECT(k[R!], store[R!], x, n, m)',
  'VECTOR SELECT(n[s2,T!], grid[s1,T!]-(x), b, n, m)',
  'VECTOR ELM MAP(store[r1], x)',
  'VECTOR ELM MAP(n[s1,t1], x)',
  'VECTOR LOOKUP(store[r1], x, a, 5, n)',
  'VECTOR LOOKUP(n[s1,t1], x, 0, b, n)',
];
const reductions = ['SUM', 'PROD', 'VMIN', 'VMAX'];
const times = ['0', '0.5', '1', '1.7', '3', '99', 'a', 'b+1'];
const constantTimes = ['0.2', '1', '2.5', '9'];

/** Expressions over some leaves; `along` are sums of a body over ranges: what stands before the body, and leaves in it. */
function expressions(
  leaves: readonly string[],
  along: readonly (readonly [before: string, inside: readonly string[]])[],
  depth: number,
  { drawn = false, more = [] }: { readonly drawn?: boolean; readonly more?: readonly string[] } = {},
): Text {
  const tree = fc.letrec<{ tree: string }>((tie) => {
    const t = tie('tree');
    const time = fc.constantFrom(...times);
    const fixed = fc.constantFrom(...constantTimes);
    const order = fc.integer({ min: 1, max: 4 }).map(String);
    const operator = fc.constantFrom(
      '+',
      '-',
      '*',
      '/',
      '^',
      '<',
      '<=',
      '>',
      '>=',
      '=',
      '<>',
      ':AND:',
      ':OR:',
    );
    const points = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -5, max: 5 })), {
        minLength: 1,
        maxLength: 11,
      })
      .map((list) => {
        let x = -3;
        return list
          .map(([step, y]) => {
            x += step;
            return `(${x},${y})`;
          })
          .join(',');
      });
    return {
      tree: fc.oneof(
        { maxDepth: depth, depthIdentifier: `lanes ${leaves.join()}` },
        fc.constantFrom(...leaves),
        fc.tuple(operator, t, t).map(([op, x, y]) => `((${x}) ${op} (${y}))`),
        calls(['MIN', 'MAX', 'MODULO', 'ZIDZ', 'QUANTUM', 'LOG', 'STEP', 'PULSE', 'POWER'], t, t),
        calls(['IF THEN ELSE', 'XIDZ', 'RAMP', 'SAMPLE IF TRUE'], t, t, t),
        calls(['PULSE TRAIN'], t, t, t, t),
        calls([...oneArgument, ...more], t),
        ...(drawn ? [fc.tuple(fc.constantFrom(...draws), t).map(([draw, x]) => draw.replace('x', x))] : []),
        fc
          .tuple(fc.constantFrom(...readings), fc.constantFrom(...read), t)
          .map(([f, table, x]) => `LOOKUP ${f}(${table}, ${x})`),
        fc
          .tuple(fc.constantFrom('AREA', 'SLOPE'), fc.constantFrom(...read), t, t)
          .map(([f, table, x, y]) => `LOOKUP ${f}(${table}, ${x}, ${y})`),
        fc
          .tuple(
            fc.constantFrom(...vectors),
            t,
            fc.integer({ min: 0, max: 10 }),
            fc.integer({ min: 0, max: 3 }),
          )
          .map(([call, x, n, m]) =>
            call
              .replace(/\bx\b/, () => x)
              .replace(/, n\b(?!\[)/, `, ${n}`)
              .replace(/, m\)/, `, ${m})`),
          ),
        calls(['SMOOTH', 'SMOOTH3', 'DELAY1', 'DELAY3'], t, time),
        calls(['SMOOTHI', 'SMOOTH3I', 'DELAY1I', 'DELAY3I', 'DELAY FIXED'], t, time, t),
        calls(['DELAY MATERIAL'], t, t, t, t),
        calls(['DELAY INFORMATION'], t, t, t),
        calls(['TREND', 'FORECAST'], t, time, fc.constantFrom('0.1', '2')),
        calls(['DELAY N'], t, fixed, t, order),
        calls(['SMOOTH N'], t, time, t, order),
        fc.tuple(t, points).map(([x, list]) => `WITH LOOKUP(${x}, (${list}))`),
        ...along.map(([before, inside]) =>
          fc
            .tuple(fc.constantFrom(...reductions), fc.constantFrom(...inside), operator, t)
            .map(([f, leaf, op, x]) => `${f}(${before}*((${leaf}) ${op} (${x})))`),
        ),
      ),
    };
  }).tree;
  return tree;
}

const sums = [
  ['k[R!]', ['store[R!]', 'short(k[R!])', 'curve[R!](Time)', 'SQRT(store[R!])']],
  ['k[U!]', ['store[U!]', 'SUM(k[R!]*store[U!])']],
  ['n[S!,T!]', ['grid[S!,T!]', 'n[S!,t1]', 'k[r1]']],
  ['n[s2,T!]', ['grid[s1,T!]', 'long(n[s1,T!])', 'SUM(n[S!,T!])']],
  ['k[R!]*n[S!,T!]', ['grid[S!,T!]-store[R!]', 'MAX(k[R!], n[s1,T!])']],
] as const;

const overR = [
  ...scalars,
  'k[R]',
  'store[R]',
  'R',
  'z',
  'curve[R](store[R])',
  'k[R]',
  'VECTOR SORT ORDER(store[R], z)',
  'VECTOR RANK(k[R], level)',
  'VECTOR REORDER(store[R], k[R])',
];
const overM = [...scalars, 'k[R]', 'store[R]', 'q[R]', 'z', 'M'];
const overU = [...scalars, 'k[U]', 'store[U]', 'q[U]', 'U', 'z'];
const overST = [...scalars, 'n[S,T]', 'grid[S,T]', 'S', 'T', 'n[s1,T]', 'grid[S,t2]', 'z'];
const overRST = [
  ...numbers,
  'a',
  'Time',
  'n[S,T]',
  'grid[S,T]',
  'k[R]',
  'store[R]',
  'g[S,T]',
  'q[R]',
  'R*10+S',
  'z',
];
const last = [
  ...scalars,
  'z',
  'q[r3]',
  'w[m2]',
  'part[r2]',
  'g[s1,t1]',
  'cube[r3,s2,t4]',
  'turned[s1,r2]',
  'SUM(q[R!])',
  'VMAX(w[M!])',
];

const equations = (drawn: boolean): fc.Arbitrary<string> =>
  fc
    .record({
      z: expressions(scalars, sums, 3, { drawn }),
      q: expressions(overR, [...sums, ['k[U!]', ['store[U!]*k[R]']]], 3, { drawn, more: ['curve[R]'] }),
      w: expressions(overM, sums.slice(0, 2), 2, { drawn }),
      u: expressions(overU, sums.slice(1, 2), 2, { drawn }),
      g: expressions(overST, [...sums, ['n[S!,T]', ['grid[S!,T]', 'grid[S!,T]*n[S,T]']]], 2, { drawn }),
      cube: expressions(overRST, [['n[S!,T!]', ['k[R]', 'n[S!,T]']]], 1, { drawn }),
      y: expressions(
        last,
        [...sums, ['cube[R!,S!,T!]', ['k[R!]', 'n[S!,T!]', 'q[R!]']], ['w[M!]', ['part[r3]']]],
        3,
        { drawn },
      ),
    })
    .map(({ z, q, w, u, g, cube, y }) =>
      [
        `z= ${z} ~~|`,
        `q[R]= ${q} ~~|`,
        `w[M]= ${w} ~~|`,
        `part[U]= ${u} ~~|`,
        `g[S,T]= ${g} ~~|`,
        `cube[R,S,T]= ${cube} ~~|`,
        `y= ${y} ~~|`,
        'square[S,U]= n[S,t1]*store[U]+S*z ~~|',
        'turned[S,U]= INVERT MATRIX(square[S,U], 2) ~~|',
        'back= ACTIVE INITIAL(back stock*2+y, a) ~~|',
        'back stock= INTEG(1, back) ~~|',
      ].join('\n'),
    ); // prettier-ignore

// The settings at the end of a text tell the method.
const euler = '';
const rungeKutta = '\\\\\\---///\n///---\\\\\\\n:L\x7f<%^E!@\n15:0,0,0,1,0,0';

// Steps that binary fractions do not hold, and save times that are steps, lie between them, or are rare.
const clocks = fc.record({
  start: fc.constantFrom(0, -1, 2020),
  step: fc.constantFrom(1, 0.5, 0.25, 0.1, 0.3),
  steps: fc.integer({ min: 0, max: 9 }),
  save: fc.constantFrom(1, 1, 2, 3, 2.4, 0.4),
  changes: fc.constantFrom(false, false, false, true),
});

const values = fc.array(
  fc.oneof(
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.constantFrom(0, -0, 1, 2, Number.NaN, Infinity, -Infinity, 1e300, 5e-324),
  ),
  { minLength: 8, maxLength: 8 },
);

const metrics = (from: number, to: number): fc.Arbitrary<MetricSpec[]> =>
  fc.array(
    fc
      .record({
        series: fc.constantFrom('y', 'z', 'level', 'store[r2]', 'g[s2,t1]'),
        statistic: fc.constantFrom('final', 'mean', 'max', 'min', 'sum', 'change', 'at', 'first_at_or_above'),
        scale: fc.constantFrom(1, -2, 1000),
        level: fc.constantFrom(0, 3),
      })
      .map(({ statistic, ...rest }) => ({
        ...rest,
        statistic,
        id: '',
        at: (from + to) / 2,
        ...(statistic === 'sum' && { from: from + (to - from) / 3 }),
      })),
    { maxLength: 3 },
  );

/**
 * Random models that cover the language that lanes hold.
 *
 * @param drawn whether they draw random numbers, which single precision does not
 */
export const programs = (drawn = true): fc.Arbitrary<RandomProgram> =>
  clocks.chain(({ start, step, steps, save, changes }) => {
    const end = start + step * steps;
    const saveper = step * save;
    // The last save time, beyond which no metric may look.
    const lastSave = start + step * Math.ceil(Math.floor((end - start) / saveper + 1e-6) * save - 1e-6);
    const length = changes ? `IF THEN ELSE(Time<${start + 2 * step}, ${step}, ${0.4 * step})` : step;
    const clock = `INITIAL TIME= ${start} ~~|\nFINAL TIME= ${end} ~~|\nTIME STEP= ${length} ~~|\nSAVEPER= ${saveper} ~~|\n`;
    return fc
      .record({
        body: equations(drawn),
        a: values,
        b: values,
        metrics: changes ? fc.constant([]) : metrics(start, Math.min(end, lastSave)),
        method: fc.constantFrom(euler, euler, rungeKutta),
      })
      .map(
        ({ body, a, b, metrics: list, method }): RandomProgram => ({
          text: [...ranges, ...given, ...stocks, body, clock, method].join('\n'),
          a,
          b,
          metrics: list.map((metric, i) => ({ ...metric, id: `m${i}` })),
        }),
      );
  });

/** Gives some of the random models: the same for the same seed. */
export const samplePrograms = (count: number, seed: number, drawn = true): RandomProgram[] =>
  fc.sample(programs(drawn), { numRuns: count, seed });
