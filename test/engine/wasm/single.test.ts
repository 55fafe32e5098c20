import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  compileToWasm,
  compileWithLanes,
  instantiate,
  instantiateLanes,
  type LaneOptions,
  runChunk,
} from '../../../src/engine/index.js';
import { feedData, type Model, parseModel, readRunTable } from '../../../src/sd/index.js';
import { read } from '../../sd/run.js';
import { allSeries } from './both.js';
import { samplePrograms } from './programs.js';
import { secondReader } from './second-reader.js';

const root = join(import.meta.dirname, '../../..');
const single = { precision: 'f32' } as const;

/** The record of a block of runs, each lane with inputs of its own. */
function recordOf(
  model: Model,
  options: LaneOptions,
  inputs: Readonly<Record<string, readonly number[]>> = {},
) {
  const spec = { inputs: Object.keys(inputs), series: allSeries(model) };
  const program = compileToWasm(model, spec, options);
  const kernel = instantiateLanes(program);
  const { lanes } = program;
  const given = Float64Array.from({ length: spec.inputs.length * lanes }, (_, i) => {
    const list = inputs[spec.inputs[Math.floor(i / lanes)]!]!;
    return list[(i % lanes) % list.length]!;
  });
  const size = program.times.length * spec.series.length;
  const out = new Float64Array(size * lanes);
  kernel.runBlock(given, out);
  const lane = (l: number) => Float64Array.from({ length: size }, (_, i) => out[i * lanes + l]!);
  const inputsOf = (l: number) => Float64Array.from(spec.inputs, (_, i) => given[i * lanes + l]!);
  return { program, kernel, lane, inputsOf, out, given, size, ...spec };
}

/** The greatest difference to doubles of each series, over the greatest value of the series. */
function differences(model: Model, options: LaneOptions = {}, inputs = {}): Map<string, number> {
  const [fine, short] = ([{}, { ...options, ...single }] as const).map((way) =>
    recordOf(model, way, inputs),
  ) as [ReturnType<typeof recordOf>, ReturnType<typeof recordOf>];
  const { series } = fine;
  const worst = series.map(() => 0);
  const most = series.map(() => 0);
  for (let lane = 0; lane < Math.min(fine.program.lanes, short.program.lanes); lane++) {
    const [doubles, found] = [fine.lane(lane), short.lane(lane)];
    doubles.forEach((value, i) => {
      const s = i % series.length;
      most[s] = Math.max(most[s]!, Math.abs(value));
      worst[s] = Math.max(worst[s]!, Math.abs(found[i]! - value));
    });
  }
  return new Map(series.map((name, s) => [name, worst[s]! / (most[s]! || 1)]));
}

const features: readonly (readonly [what: string, equations: string])[] = [
  ['arithmetic and choices', 'x= IF THEN ELSE(a>1 :AND: :NOT: Time=1, a/7, -a)+a/b+b/(Time+1) ~~|'],
  ['the least and the greatest', 'x= MIN(a, b)*MAX(Time, a)+MIN(a, 2)+MAX(b, 0.1) ~~|'],
  ['whole parts', 'x= INTEGER(a*3.3)+MODULO(a*7.1, b) ~~|'],
  ['elementary functions', 'x= EXP(-a)+LN(b)+a^b+SQRT(a)+SIN(a)+COS(Time)+TAN(0.3)+TANH(a) ~~|'],
  [
    'a lookup searched',
    't((0,1),(1,2),(2,5),(3,2),(4,3),(5,3),(6,1),(7,4),(8,2),(9,9)) ~~|\nx= t(a)+t(b) ~~|',
  ],
  ['a lookup gone through', 't((0,1),(1,2),(2,5),(8,2)) ~~|\nx= t(a)+t(Time) ~~|'],
  ['smooths and delays', 'x= SMOOTH3(Time*a, b)+DELAY1(a, 2)+DELAY FIXED(Time*a, 2, 1) ~~|'],
  ['a fixed delay of each lane', 'x= DELAY FIXED(Time*a, w, 1) ~~|\nw= IF THEN ELSE(a>1, 1, 2) ~~|'],
  ['a delay whose time varies', 'x= DELAY MATERIAL(Time*a, b, 7, -1)+DELAY INFORMATION(Time*b, a*2, 7) ~~|'],
  [
    'a lookup read at its points',
    't((0,3),(0.1,1),(0.3,2),(1.1,-2),(1.1,4),(2.6,5)) ~~|\nx= LOOKUP FORWARD(t, s)+LOOKUP BACKWARD(t, s)+t(s) ~~|\ny= LOOKUP SLOPE(t, s, 1)+LOOKUP AREA(t, s, b)+LOOKUP EXTRAPOLATE(t, a*3) ~~|\ns= INTEGER(Time)/10 ~~|',
  ],
  ['the logarithm of the gamma function', 'x= GAMMA LN(a*9)+GAMMA LN(b+3) ~~|'],
  [
    'arrays',
    'R: r1, r2, r3 ~~|\nm[R]= 1,2,3 ~~|\nx[R]= INTEG(m[R]*a-x[R]/b, R) ~~|\ny= SUM(x[R!])+PROD(m[R!])+VMAX(x[R!]*a)+SUM(SIN(x[R!])) ~~|',
  ],
];

const inputs = {
  a: [0.5, 1.2, 1.75, 2, 0.3, 3, 2.25, 4],
  b: [2, 3, 1.25, 1.1, 5, 2.2, 1.6, 1.5],
};

describe('single precision is near doubles', () => {
  test.each(features)('%s', (_, equations) => {
    const model = read(`a= 1 ~~|\nb= 2 ~~|\n${equations}`, 0.5, 5, 0.5);
    for (const way of [{}, { vectors: 1 }, { loopsFrom: 2 }, { vectors: 2, functionSize: 7 }])
      for (const [name, off] of differences(model, way, inputs)) expect(off, name).toBeLessThan(2e-6);
  });

  test.each(features)('%s, by the method of Runge and Kutta, when the step changes', (_, equations) => {
    const clock =
      'INITIAL TIME= 2020 ~~|\nTIME STEP= IF THEN ELSE(Time<2022, 0.5, 0.3) ~~|\nSAVEPER= 0.1 ~~|\nFINAL TIME= 2025 ~~|';
    const text = `a= 1 ~~|\nb= 2 ~~|\n${equations.replaceAll('Time', '(Time-2020)')}\n${clock}`;
    const model = { ...parseModel(text, 'small.mdl'), method: 'rk4' as const };
    // A unit of the last place of 2022.3 is 1.2e-4.
    for (const [name, off] of differences(model)) expect(off, name).toBeLessThan(5e-4);
  });

  test('data at their points', () => {
    const runs = [readRunTable('Time\ti\n2020\t5\n2020.1\t7\n2020.5\t-1\n2024\t2\n', 'run.tab')];
    for (const rule of ['', ':HOLD BACKWARD:', ':LOOK FORWARD:', ':RAW:']) {
      const clock = 'INITIAL TIME= 2020 ~~|\nTIME STEP= 0.1 ~~|\nSAVEPER= 0.1 ~~|\nFINAL TIME= 2025 ~~|';
      const text = `i${rule} ~~|\nx= i ~~|\ny= GET DATA MAX(i, 2020.1, Time)+GET DATA AT TIME(i, 2020.5) ~~|\n${clock}`;
      const model = feedData(parseModel(text, 'small.mdl'), runs);
      for (const [name, off] of differences(model)) expect(off, `${name} ${rule}`).toBeLessThan(5e-4);
    }
  });

  // Measured: 1.6e-7, 4.5e-7 and 7.3e-7. A few roundings of 6e-8 add up where feedback holds a model to its path.
  test.each(['cooling', 'chips29', 'sectors20'])('on %s within a millionth of each series', (name) => {
    const model = parseModel(readFileSync(join(root, `bench/models/${name}.mdl`), 'utf8'), name);
    for (const [series, off] of differences(model)) expect(off, series).toBeLessThan(1e-6);
  });

  // Measured: 1.1e-4, where small orders follow differences of large numbers. A balance is zero but for rounding, so
  // that nothing of it is left.
  test('on the model of access within 2 in ten thousand of each series', () => {
    const model = parseModel(readFileSync(join(root, 'models/access/access.mdl'), 'utf8'), 'access.mdl');
    const found = [...differences(model)].filter(([name]) => !name.startsWith('balance of'));
    for (const [series, off] of found) expect(off, series).toBeLessThan(2e-4);
    const close = found.filter(([, off]) => off < 1e-5).length;
    expect(close / found.length).toBeGreaterThan(0.9);
  });
});

describe('single precision', () => {
  const model = read('a= 1 ~~|\nx= INTEG(a-x/3, a) ~~|\ny= EXP(-x) ~~|', 0.5, 5, 0.5);
  const spec = { inputs: ['a'], series: ['x', 'y'] };

  test('is had on request alone, and told of', () => {
    const [usual, short] = [compileToWasm(model, spec), compileToWasm(model, spec, single)];
    expect(usual.precision).toBe(undefined);
    expect(usual.lanes).toBe(12);
    expect(short.precision).toBe('f32');
    expect(short.lanes).toBe(24);
    expect(compileWithLanes(model, spec).program.lanes!.precision).toBe(undefined);
  });

  test('goes where lanes go: blocks, metrics and records are doubles', () => {
    const metrics = [
      { id: 'm', series: 'x', statistic: 'max' },
      { id: 'f', series: 'x', statistic: 'final' },
      { id: 't', series: 'x', statistic: 'first_at_or_above', level: 2 },
      { id: 'a', series: 'y', statistic: 'mean' },
    ] as const;
    const [fine, short] = ([{}, single] as const).map((way) => {
      const { program } = compileWithLanes(model, spec, { ...way, metrics, recorded: ['y'] });
      const { lanes, inputs: given, values, record, run } = instantiate(program).block!;
      given.fill(1.5);
      run();
      return [...metrics.map((_, m) => values[m * lanes]!), record[lanes]!];
    }) as [number[], number[]];
    fine.forEach((value, i) => {
      expect(Math.abs(short[i]! - value)).toBeLessThanOrEqual(1e-6 * value);
    });
  });

  test('does not draw random numbers: they would be others than those of doubles', () => {
    const drawn = read('x= RANDOM 0 1() ~~|', 1, 1);
    const compile = () => compileToWasm(drawn, { inputs: [], series: ['x'] }, single);
    expect(compile).toThrow('EN030 the kernel of lanes has no function RANDOM 0 1 in single precision');
    expect(compileWithLanes(drawn, { inputs: [], series: ['x'] }, single).missing).toBeDefined();
  });

  test('an ensemble gives each future what its run gives alone', () => {
    const metrics = [{ id: 'm', series: 'x', statistic: 'final' }] as const;
    const { program } = compileWithLanes(model, spec, { ...single, metrics, recorded: [] });
    const design = Float64Array.from({ length: 37 }, (_, i) => 1 + i / 7);
    const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }];
    const job = { program, arms, futures: 37, futureInputs: [0], design, metrics, recorded: [] };
    const { metrics: found } = runChunk(instantiate(program), job, { index: 0, arm: 0, from: 0, to: 37 });
    const alone = instantiateLanes(compileToWasm(model, spec, single));
    const out = new Float64Array(program.times.length * 2);
    expect([...found]).toEqual(
      Array.from(design, (value) => {
        alone.run(Float64Array.of(value), out);
        return out.at(-2);
      }),
    );
  });

  test('keeps the time exact, however many steps there are', () => {
    const long = read('x= Time ~~|', 0.1, 5000);
    const { lane, series } = recordOf(long, { ...single, vectors: 1 });
    const at = series.indexOf('x');
    const record = lane(0);
    for (let step = 0; step * series.length < record.length; step += 997)
      expect(record[step * series.length + at]).toBe(Math.fround(step * 0.1));
  });

  test('what becomes too large for it is Infinity, and undefined stays undefined', () => {
    const ends = read('a= 1 ~~|\nx= a*1e30 ~~|\ny= MIN(a, 0/0*Time)+MAX(0/0*Time, a) ~~|', 1, 1);
    const { lane, series } = recordOf(ends, single, { a: [1e20] });
    expect(lane(0)[series.indexOf('x')]).toBe(Infinity);
    expect(lane(0)[series.indexOf('y')]).toBe(Number.NaN);
  });
});

test('random models: a lane gives what its run gives alone, twice the same, and others can read the modules', async () => {
  const isSound = await secondReader();
  let [near, all] = [0, 0];
  samplePrograms(30, 20261126, false).forEach(({ text, a, b, metrics }, i) => {
    const model = parseModel(text, 'random.mdl');
    const way = { vectors: 1 + (i % 4), metrics, ...(i % 3 === 0 && { functionSize: 9 }) };
    const short = recordOf(model, { ...way, ...single }, { a, b });
    expect(WebAssembly.validate(short.program.bytes as BufferSource)).toBe(true);
    expect(isSound(short.program.bytes)).toBe(true);
    const again = new Float64Array(short.out.length);
    short.kernel.runBlock(short.given, again);
    expect(again).toEqual(short.out);
    const alone = new Float64Array(short.size);
    const fine = recordOf(model, way, { a, b });
    for (let lane = 0; lane < short.program.lanes; lane++) {
      short.kernel.run(short.inputsOf(lane), alone);
      expect(alone).toEqual(short.lane(lane));
    }
    for (let lane = 0; lane < fine.program.lanes; lane++) {
      const found = short.lane(lane);
      fine.lane(lane).forEach((value, at) => {
        const size = Math.abs(value);
        // What single precision can hold at all.
        if (!(size > 1e-30 && size < 1e30)) return;
        all++;
        if (Math.abs(found[at]! - value) <= 1e-5 * size) near++;
      });
    }
  });
  // Some of the models take differences of numbers of 1e9, or ask whether two numbers are equal, as a point of a lookup is
  // met or a delay comes to one step or two. Measured: 0.969.
  expect(all).toBeGreaterThan(10_000);
  expect(near / all).toBeGreaterThan(0.95);
});
