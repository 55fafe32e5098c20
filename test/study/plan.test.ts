import { expect, test } from 'vitest';
import { studyHistory, weigh, weighInputOf } from '../../src/analysis/index.js';
import { type EnsembleJob, inThread, type Kernel, type Program, planChunks } from '../../src/engine/index.js';
import { columnOfRows } from '../../src/sample/index.js';
import { planBacktest, planRun, programNeeds, type RunPlan } from '../../src/study/index.js';
import { bindSmall } from './small.js';

const bound = bindSmall();
const needs = programNeeds(bound);
/** The small model's own numbers, of the constants that a study can set. */
const defaults: Record<string, number> = {
  growth: 2,
  'side effect': 0,
  'shock draw': 0.5,
  'slot draw[Cloud]': 0.5,
  'slot draw[State]': 0.5,
  'monthly loss': 0.1,
  'lever share[Cloud]': 1,
  'lever share[State]': 1,
  'lever fee': 0,
  'stop date': 2100,
};

const program: Program = {
  source: '',
  inputs: needs.inputs,
  defaults: Float64Array.from(needs.inputs, (name) => defaults[name]!),
  series: needs.series,
  times: Float64Array.of(2026, 2027, 2028, 2029, 2030),
};

/** The level after some years in closed form. */
function level(of: Record<string, number>, years: number): number {
  const share = (of['lever share[Cloud]']! + of['lever share[State]']!) / 2;
  const rate = of.growth! * share * (1 - of['lever fee']!) * (1 - of['side effect']! / 2);
  return rate * Math.min(years, of['stop date']! - 2026) - of['monthly loss']! * years;
}

const kernel: Kernel = {
  run(inputs, out) {
    const of = { ...defaults, ...Object.fromEntries(needs.inputs.map((name, i) => [name, inputs[i]!])) };
    program.times.forEach((time, t) => {
      const stock = level(of, time - 2026);
      needs.series.forEach((name, s) => {
        out[t * needs.series.length + s] = name === 'stock' ? stock : stock * of['lever share[Cloud]']!;
      });
    });
  },
};

/** Runs a plan in this thread; the values of a metric by policy, case and id. */
async function run(plan: RunPlan) {
  const { job } = plan;
  const values = new Map<string, Float64Array>();
  const key = (policy: string, caseId: string, metric: string) => `${policy}/${caseId}/${metric}`;
  for (const { policy, caseId } of job.arms)
    for (const { id } of job.metrics) values.set(key(policy, caseId, id), new Float64Array(job.futures));
  await inThread(() => kernel).run(job, planChunks(job), ({ arm, from }, { metrics }) => {
    const { policy, caseId } = job.arms[arm]!;
    job.metrics.forEach(({ id }, m) => {
      values.get(key(policy, caseId, id))!.set(columnOfRows(metrics, job.metrics.length, m), from);
    });
  });
  return (policy: string, caseId: string, metric: string) => values.get(key(policy, caseId, metric))!;
}

const column = (plan: RunPlan, id: string) =>
  columnOfRows(plan.sample.values, plan.sample.names.length, plan.sample.names.indexOf(id));
const setsOf = (job: EnsembleJob, policy: string, caseId: string) =>
  job.arms
    .find((arm) => arm.policy === policy && arm.caseId === caseId)!
    .sets.map(([input, value]) => [program.inputs[input], value]);

test('a plan runs every policy in every case, the case over the future and the policy over both', () => {
  const { job } = planRun(bound, program);
  expect(job.arms.map((arm) => `${arm.policy}/${arm.caseId}`)).toEqual([
    'none/drawn',
    'none/stopped',
    'all/drawn',
    'all/stopped',
    'cloud/drawn',
    'cloud/stopped',
  ]);
  expect(setsOf(job, 'cloud', 'stopped')).toEqual([
    ['lever share[Cloud]', 1],
    ['lever share[State]', 0],
    ['lever fee', 0.1],
    ['stop date', 2028],
  ]);
  expect(setsOf(job, 'all', 'drawn')).toEqual([]);
});

test('the futures are those of the seed, the same on every call, and each reaches its constants', () => {
  const [a, b] = [planRun(bound, program), planRun(bound, program)];
  expect(a.job.design).toEqual(b.job.design);
  expect(a.futures.columns).toEqual([
    'prior:growth',
    'variant:side-effect',
    'draw:shock',
    'draw:slot[Cloud]',
    'draw:slot[State]',
  ]);
  const at = a.job.futureInputs.indexOf(program.inputs.indexOf('side effect'));
  expect(columnOfRows(a.job.design, a.job.futureInputs.length, at)).toEqual(column(a, 'variant:side-effect'));
  const on = column(a, 'variant:side-effect').reduce((sum, one) => sum + one, 0);
  expect(on).toBe(16);
});

test('runs of an analytic model come out of weigh as worked out by hand', async () => {
  const plan = planRun(bound, program);
  const runs = await run(plan);
  const growth = column(plan, 'prior:growth');
  const side = column(plan, 'variant:side-effect');
  const rate = growth.map((value, f) => value * (1 - side[f]! / 2));
  const head = {
    version: '0.1.0',
    study: { id: 'small', title: '', question: '', decider: 'here', asOf: '2026-11-23', hash: '' },
    model: { path: '', hash: '' },
    data: { hash: '', priors: 'current' },
    run: { key: '', folder: '', seed: 7, method: 'sobol', weighting: 'weighted', futures: 64, runs: 384 },
  };
  const result = weigh(weighInputOf(bound, plan, { head, runs, bands: [], history: [] }));
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const estimate = (policy: string, metric: string) =>
    result.estimates.find((one) => one.policy === policy && one.metric === metric)!;
  expect(estimate('all', 'end').mean).toBeCloseTo(4 * mean(rate) - 0.4, 7);
  expect(estimate('none', 'end').quantiles).toEqual(Array(7).fill(-0.4));
  // After the stop of 2028 two years of growth are left, against the same future without any.
  expect(estimate('cloud', 'after').mean).toBeCloseTo((2 * mean(rate) * 0.9) / 2, 7);
  // Saved once a year, the level of three is seen at the first year at which it is reached.
  const years = rate.map((value) => {
    const year = [1, 2, 3, 4].find((n) => n * (value - 0.1) >= 3);
    return year === undefined ? Number.NaN : 2026 + year;
  });
  expect(estimate('all', 'date').n).toBe(years.filter(Number.isFinite).length);
  expect(estimate('all', 'date').mean).toBeCloseTo(mean(years.filter(Number.isFinite)), 5);
  expect(estimate('none', 'date')).toMatchObject({ n: 0, undefinedShare: 1 });
  const met = rate.filter((value) => 4 * value - 0.4 >= 5).length / 64;
  expect(result.satisfied.find((one) => one.policy === 'all')!.share).toBe(met);
  expect(result.frontier.reference).toBe('none');
  expect(result.flips[0]).toMatchObject({ leader: 'all', rival: 'cloud', share: 1 });
});

test('the back-test draws from its own priors and is held against what happened', async () => {
  const plan = planBacktest(bound, program)!;
  expect(plan.job.futures).toBe(32);
  expect(setsOf(plan.job, 'path-known', 'history')).toEqual([
    ['lever fee', 0.2],
    ['monthly loss', expect.closeTo(0.2, 12)],
  ]);
  const runs = await run(plan);
  const of = (arm: string) => (check: string) => runs(arm, 'history', check);
  const [check] = studyHistory(bound, of('path-known'), of('path-unknown'));
  expect(check).toMatchObject({
    id: 'level-2028',
    observed: 3.1,
    observedKey: 'history:level@2028',
    naive: { title: 'Twice the first', value: 3 },
  });
  const rate = column(plan, 'prior:growth').map(
    (value, f) => value * (1 - column(plan, 'variant:side-effect')[f]! / 2),
  );
  const known = rate.map((value) => 2 * 0.8 * value - 0.4).sort();
  expect(check!.quantiles[3]).toBeCloseTo((known[15]! + known[16]!) / 2, 9);
  expect(check!.inside90).toBe(check!.quantiles[0]! <= 3.1 && 3.1 <= check!.quantiles[6]!);
  expect(check!.quantilesPolicyUnknown[3]!).toBeGreaterThan(check!.quantiles[3]!);
});
