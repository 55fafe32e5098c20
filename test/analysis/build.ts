import type { WeighColumn, WeighInput, WeighMetric } from '../../src/analysis/index.js';

/** Values of each policy and metric: table[policy][metric] over futures. */
export type Table = Record<string, Record<string, readonly number[]>>;

export function metric(id: string, more: Partial<WeighMetric> = {}): WeighMetric {
  return {
    id,
    lens: 'gain',
    group: id,
    case: 'drawn',
    title: `Metric ${id}`,
    unit: 'kH100e',
    direction: 'higher',
    explained: 'a number',
    threshold: null,
    neverIsLate: false,
    ...more,
  };
}

export function column(id: string, values: readonly number[]): WeighColumn {
  return {
    id,
    title: `Uncertainty ${id}`,
    unit: '1/Year',
    source: 'a source',
    values: Float64Array.from(values),
  };
}

/** A whole input from a table of values; lenses are those of the metrics, the first policy is the reference. */
export function input(
  table: Table,
  metrics: readonly WeighMetric[],
  more: Partial<WeighInput> = {},
): WeighInput {
  const policies = Object.keys(table);
  const futures = Object.values(Object.values(table)[0]!)[0]!.length;
  return {
    head: {
      version: '0.1.0',
      study: { id: 's', title: 'A study', question: 'Which?', decider: 'a', asOf: '2026-11-23', hash: '00' },
      model: { path: 'm.mdl', hash: '00' },
      data: { hash: '00', priors: 'current' },
      run: {
        key: '00',
        folder: 'results/s-00',
        seed: 1,
        method: 'random',
        weighting: 'weighted',
        futures,
        runs: futures * policies.length,
      },
    },
    cases: [{ id: 'drawn', title: 'As drawn' }],
    lenses: [...new Set(metrics.map((one) => one.lens))].map((id) => ({
      id,
      title: `Lens ${id}`,
      about: '',
    })),
    policies: policies.map((id) => ({
      id,
      title: `Policy ${id}`,
      short: id,
      summary: '',
      terms: ['x'],
      sets: {},
    })),
    metrics,
    frontier: { x: metrics[0]!.id, y: metrics.at(-1)!.id, reference: policies[0]! },
    headline: [],
    columns: [],
    runs: (policy, _, id) => Float64Array.from(table[policy]![id]!),
    series: [],
    bands: [],
    history: [],
    ...more,
  };
}

/** A small generator for test data; the program itself never uses it. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Random tables of some policies and metrics over some futures. */
export function randomTable(
  policies: number,
  metrics: readonly WeighMetric[],
  futures: number,
  seed: number,
): Table {
  const next = noise(seed);
  return Object.fromEntries(
    Array.from({ length: policies }, (_, p) => [
      `p${p}`,
      Object.fromEntries(
        metrics.map((one) => [one.id, Array.from({ length: futures }, () => next() * 10 + p)]),
      ),
    ]),
  );
}
