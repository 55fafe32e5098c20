import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import { compileToC } from '../../src/engine/index.js';
import { parseModel } from '../../src/sd/index.js';
import { run } from '../cli/run.js';
import { read } from '../sd/run.js';
import { compiler, differenceInC, runC } from './compiled-c.js';

const root = join(import.meta.dirname, '../..');
// The public collection of small models with recorded output is not part of this repository.
const published = process.env.STEELYARD_TEST_MODELS ?? join(root, '../shared/sd-test-models');

const features: readonly (readonly [what: string, equations: string])[] = [
  ['choices', 'x= IF THEN ELSE(Time>1 :AND: :NOT: Time=a, a/2, -a)+(a>1)/(b>1)+IF THEN ELSE(a, 1, 2) ~~|'],
  ['whole numbers divided', 'R: r1, r2, r3 ~~|\nx[R]= R/2+1/3+(R/4)*(1/R)+(Time>2)/3 ~~|'],
  ['the least and the greatest', 'x= MIN(a, 0)+MAX(0, a-1)+MIN(0/0, b)+MAX(b, 0/0) ~~|'],
  ['whole parts', 'x= INTEGER(a*-3)+MODULO(a*7, b)+MODULO(-7.5, b)+QUANTUM(a, 0.3)+QUANTUM(a, b-2) ~~|'],
  ['division by nothing', 'x= XIDZ(1, b-2, a)+ZIDZ(a, b-2) ~~|\ny= 1/(b-2) ~~|\nz= -y ~~|\nu= y*0 ~~|'],
  ['times', 'x= STEP(a, b)+PULSE(b, a)+PULSE TRAIN(1, a, b, 4)+RAMP(a, b, 3)+RAMP(2, 1, a) ~~|'],
  ['powers', 'x= a^b+a^2+b^(-1)+(-a)^3 ~~|\ny= 1^(0/0) ~~|\nz= (-1)^(1/0) ~~|'],
  [
    'elementary functions',
    'x= EXP(a)*LN(b)+LOG(b, 10)+SQRT(a)+SIN(a)+COS(b)+TAN(a)+GAMMA LN(a)+GAMMA LN(b*9) ~~|',
  ],
  ['other angles', 'x= ARCSIN(a/9)+ARCCOS(b/9)+ARCTAN(a)+SINH(a)+COSH(b)+TANH(a) ~~|'],
  ['lookups', 't((0,0),(1,2),(1,5),(4,0)) ~~|\nx= t(a)+t(Time)+t(-1)+t(9)+WITH LOOKUP(b, ((2,1),(3,5))) ~~|'],
  [
    'other ways to read a lookup',
    't((0,0),(1,2),(4,3)) ~~|\nx= LOOKUP FORWARD(t, Time/2)+LOOKUP BACKWARD(t, Time/2)+LOOKUP EXTRAPOLATE(t, Time-1)+LOOKUP INVERT(t, a) ~~|\ny= LOOKUP AREA(t, -1, Time) ~~|\nz= LOOKUP INVERT(t, 99) ~~|\nw= LOOKUP SLOPE(t, Time-1, 1)+LOOKUP SLOPE(t, Time+1, 0)+LOOKUP SLOPE(t, Time+3, -1) ~~|',
  ],
  [
    'lookups of an array',
    'R: r1, r2 ~~|\nt[r1]((0,0),(1,2)) ~~|\nt[r2]((0,1),(4,0)) ~~|\nx[R]= t[R](Time)+t[r2](a) ~~|',
  ],
  [
    'smooths and delays',
    'x= SMOOTH3(STEP(a, 1), b)+DELAY1(a*Time, 2)+DELAY N(Time, b, a, 2)+TREND(Time, 2, a) ~~|',
  ],
  ['fixed delays', 'x= DELAY FIXED(Time*a, 2, -a)+DELAY FIXED(Time, 0, b)+DELAY FIXED(a, 99, 1) ~~|'],
  [
    'delays whose time varies',
    'w= 1+MODULO(Time*2, 3) ~~|\nx= DELAY MATERIAL(Time, w, a, 7) ~~|\ny= DELAY INFORMATION(Time, w, b) ~~|\nz= DELAY FIXED(Time, 1, 5) ~~|',
  ],
  ['values kept', 's= INTEG(a, b) ~~|\nx= INITIAL(s+a)*s+SAMPLE IF TRUE(MODULO(Time, 2)=0, s, a) ~~|'],
  ['a start of its own', 'y= ACTIVE INITIAL(x*2, a) ~~|\nx= INTEG(1, y) ~~|'],
  [
    'arrays',
    'R: r1, r2, r3 ~~|\nS: s1, s2 ~~|\nm[R]= 1,2,3 ~~|\nw[R,S]= 1,2;3,4;5,6; ~~|\nx[R]= INTEG(m[R]*a-x[R]/b, R) ~~|\nv[S,R]= w[R,S]*x[R]+SUM(w[R!,S]) ~~|\ny= SUM(x[R!])+PROD(m[R!])+VMIN(x[R!])+VMAX(x[R!]*a) ~~|',
  ],
  [
    'parts of arrays',
    'R: r1, r2, r3, r4 ~~|\nP: r2, r4 ~~|\nx[R] :EXCEPT: [P]= R*a ~~|\nx[P]= -P*b ~~|\ny[P]= x[P]*2 ~~|',
  ],
  [
    'elements that rest on each other',
    'R: r1, r2, r3 ~~|\nP: r2, r3 ~~|\nE: r1, r2 -> P ~~|\nx[r1]= Time ~~|\nx[P]= x[E]*2 ~~|',
  ],
  [
    'names that C has',
    'double= 2 ~~|\nlog10= 3 ~~|\nNaN= 4 ~~|\nstdin= double+log10 ~~|\nunix= NaN ~~|\n"a \\\\ b"= 1 ~~|\nlook= stock*2 ~~|\nstock= INTEG(1, NaN) ~~|\nGröße= 1 ~~|\nGrösse= 2 ~~|\nvalues= EXP(0) ~~|\nt= Time ~~|',
  ],
];

describe.skipIf(!compiler)('the C of a model', () => {
  test.each(features)('gives what JavaScript gives: %s', (_, equations) => {
    const model = read(`a= 1.5 ~~|\nb= 2 ~~|\n${equations}`, 0.5, 5);
    expect(differenceInC(model)).toBe(undefined);
    expect(differenceInC({ ...model, method: 'rk4' })).toBe(undefined);
  });

  test('at save times that are not steps, and steps that are not whole', () => {
    for (const [step, save] of [
      [0.3, 0.7],
      [0.1, 0.3],
      [0.01, 0.1],
    ] as const)
      expect(differenceInC(read('x= INTEG(x/2+Time, 1) ~~|', step, 4, save))).toBe(undefined);
  });

  test('with a step that changes', () => {
    const text = 'x= INTEG(1, 0) ~~|\ny= DELAY FIXED(x, 2, -1) ~~|\nz= PULSE(3, 1) ~~|\n';
    const clock = 'INITIAL TIME= 0 ~~|\nFINAL TIME= 8 ~~|\nTIME STEP= IF THEN ELSE(Time<4, 1, 0.5) ~~|\n';
    expect(differenceInC(parseModel(text + clock, 'm.mdl'))).toBe(undefined);
  });

  test('of our own models', () => {
    for (const file of [
      'models/access/access.mdl',
      'bench/models/chips29.mdl',
      'bench/models/sectors20.mdl',
      'bench/models/cooling.mdl',
      'test/cli/models/epidemic.mdl',
    ]) {
      const model = parseModel(readFileSync(join(root, file), 'utf8'), file);
      // The balances of the model of access are what is left of differences of thousands.
      const least = file.includes('access') ? 1000 : 1;
      expect(`${file}: ${differenceInC(model, least)}`).toBe(`${file}: undefined`);
    }
  });

  test('prints the very text of simulate, and takes constants in', async () => {
    const file = 'bench/models/cooling.mdl';
    const text = compileToC(parseModel(readFileSync(join(root, file), 'utf8'), file));
    const full = ['--format', 'tab', '--precision', 'full'];
    expect(runC(text).stdout).toBe((await run(['simulate', file, ...full])).stdout);
    expect(runC(text, ['start_TEMP=1e2', 'Tau=3']).stdout).toBe(
      (await run(['simulate', file, '--set', 'Start Temp=100', '--set', 'Tau=3', ...full])).stdout,
    );
    const wrong = runC(text, ['tao=3']);
    expect([wrong.status, wrong.stderr]).toEqual([2, 'tao=3: no constant and number, such as "Room=1"\n']);
    expect(runC(text, ['FINAL TIME=3']).status).toBe(2);
  });

  test('sets one element of an array, or all', () => {
    const text = compileToC(read('R: r1, r2 ~~|\nk[R]= 1,2 ~~|\nx= SUM(k[R!]) ~~|'));
    const last = (words: readonly string[]) => runC(text, words).stdout.trimEnd().split('\t').at(-5);
    expect([last([]), last(['k[r2]=5']), last(['k=7'])]).toEqual(['3', '6', '14']);
  });

  test('prints numbers with the digits that JavaScript has', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 60, maxLength: 60 }), (numbers) => {
        const list = [
          1e21,
          1e-7,
          123456789012345680000,
          1e-6,
          5e-324,
          1.7976931348623157e308,
          -0,
          ...numbers,
        ];
        const text = list.map((x, i) => `x${i}= ${Number.isFinite(x) ? x : 0} ~~|`).join('\n');
        const printed = runC(compileToC(read(text, 1, 0)))
          .stdout.split('\n')[1]!
          .split('\t');
        expect(printed.slice(1, list.length + 1)).toEqual(
          list.map((x) => String(Number.isFinite(x) ? x : 0)),
        );
      }),
      { numRuns: 3, seed: 1 },
    );
  });
});

test('what C does not hold is refused by name and line', () => {
  for (const [equation, found] of [
    ['x= RANDOM UNIFORM(0, 1, 2) ~~|', 'the C of a model has no function RANDOM UNIFORM'],
    ['x= VECTOR SELECT(k[R!], k[R!], 0, 0, 0) ~~|', 'the C of a model has no function VECTOR SELECT'],
  ] as const) {
    try {
      compileToC(read(`R: r1, r2 ~~|\nk[R]= 1,2 ~~|\n${equation}`));
      expect.unreachable();
    } catch (error) {
      const { complaint } = error as SteelyardError;
      expect(error).toBeInstanceOf(SteelyardError);
      expect([complaint.code, complaint.found, complaint.place?.line]).toEqual(['EN031', found, 4]);
    }
  }
});

const models = existsSync(published)
  ? readFileSync(join(published, 'INDEX.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[0]!)
      .filter((name) => name !== '' && !name.startsWith('#'))
      .flatMap((folder) =>
        readdirSync(join(published, folder))
          .filter((file) => file.endsWith('.mdl'))
          .map((file) => `${folder}/${file}`),
      )
  : [];

describe.skipIf(!compiler || models.length === 0)(
  'the C of published models gives what JavaScript gives',
  () => {
    test.each(models)('%s', async (file) => {
      const path = join(published, file);
      const { code, stdout, stderr } = await run(['convert', path, '--to', 'c']);
      // What the language itself lacks is the matter of other tests.
      if (code !== 0) return expect(stderr).toMatch(/SD0\d\d/);
      const printed = runC(stdout).stdout;
      const wanted = (await run(['simulate', path, '--format', 'tab', '--precision', 'full'])).stdout;
      expect(farthest(printed, wanted)).toBe(undefined);
    });
  },
);

/** Names the first cell of two printed runs that parts by more than a trillionth of the largest of its column. */
function farthest(a: string, b: string): string | undefined {
  if (a === b) return undefined;
  const [mine, wanted] = [a, b].map((text) => text.split('\n').map((line) => line.split('\t')));
  if (mine!.length !== wanted!.length || mine![0]!.join() !== wanted![0]!.join()) return 'the shape differs';
  for (const [column, name] of wanted![0]!.entries()) {
    const numbers = wanted!.slice(1).map((row) => Number(row[column]));
    const allowed = 1e-12 * Math.max(1, ...numbers.filter(Number.isFinite).map(Math.abs));
    const row = wanted!.findIndex(
      (cells, i) =>
        i > 0 &&
        cells[column] !== mine![i]![column] &&
        !(Math.abs(Number(cells[column]) - Number(mine![i]![column])) <= allowed),
    );
    if (row > 0) return `${name}, row ${row}: ${mine![row]![column]} is not ${wanted![row]![column]}`;
  }
  return undefined;
}

test.skipIf(!compiler)('numbers are printed as the table of a run has them, powers of two among them', () => {
  const values = Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));
  const text = `R: (r1-r${values.length}) ~~|\nx[R]= ${values.join(',')} ~~|`;
  const rows = runC(compileToC(read(text))).stdout.split('\n');
  const names = rows[0]!.split('\t');
  const cells = rows[1]!.split('\t').filter((_, i) => names[i]!.startsWith('x['));
  expect(cells).toEqual(values.map(String));
});

test.skipIf(!compiler || !existsSync('/dev/full'))('a full disk is told', () => {
  const { status, stderr } = runC(compileToC(read('x= 1 ~~|')), [], '/dev/full');
  expect([status, stderr.includes('what is printed cannot be written')]).toEqual([2, true]);
});
