/**
 * A made-up weigh result of the real shape and size, for trying the dossier. None of its numbers means anything.
 */
import type { Band, Estimate, MetricHead, PolicyHead, WeighResult } from '../../src/analysis/weigh-result.js';
import { quantileLevels } from '../../src/analysis/weigh-result.js';

const policyNames: readonly (readonly [string, string, string, number])[] = [
  ['closed', 'Closed', 'closed', 0],
  ['open', 'Open', 'open', 1],
  ['quota', 'Quota by volume', 'quota', 0.55],
  ['commercial', 'Commercial buyers only', 'commercial', 0.7],
  ['bundled', 'Bundled with domestic chips', 'bundled', 0.6],
  ['research', 'Research exemption only', 'research', 0.12],
  ['offshore', 'Hong Kong or offshore only', 'offshore', 0.3],
  ['wait', 'Wait and see', 'wait and see', 0.2],
  ['adaptive', 'Adaptive', 'adaptive', 0.5],
  ['practised', 'As practised in 2026', 'as practised', 0.35],
];

const lensNames: readonly (readonly [string, string, string])[] = [
  ['ai-development', 'AI development', 'Compute for training and service, and how soon.'],
  ['national-security', 'National security', 'What is left when supply stops.'],
  ['industrial-policy', 'Industrial policy', 'Domestic chips, their makers and their software.'],
  ['data-infrastructure-control', 'Data and infrastructure control', 'Who can reach into the fleet.'],
  ['global', 'Global', 'Vendors abroad, duties, and one stack or two.'],
];

type Row = readonly [
  id: string,
  title: string,
  unit: string,
  better: 'higher' | 'lower',
  base: number,
  slope: number,
];
const metricRows: Readonly<Record<string, readonly Row[]>> = {
  'ai-development': [
    ['compute_gain_2028', 'Compute gained to 2028', 'M H100e-years', 'higher', 2.4, 3.1],
    ['training_2032', 'Training compute to 2032', 'M H100e-years', 'higher', 9, 4],
    ['inference_2032', 'Inference compute to 2032', 'M H100e-years', 'higher', 14, 3],
    ['lag', 'Lag behind the frontier in 2028', 'months', 'lower', 14, -5],
    ['time_to_market', 'Time to market of a reference model', 'months', 'lower', 9, -2.5],
    ['energy', 'Energy for each unit of work', 'kWh/H100e-day', 'lower', 31, -6],
  ],
  'national-security': [
    ['after_stop', 'Compute in the year after a stop', 'M H100e', 'higher', 3.2, 0.4],
    ['trough', 'Trough after a stop', 'M H100e', 'higher', 2.6, -0.3],
    ['recover', 'Months to regain the trend', 'months', 'lower', 11, 9],
    ['foreign_state', 'Foreign share of state fleets', 'share', 'lower', 0.08, 0.3],
    ['foreign_defence', 'Foreign share of defence-related fleets', 'share', 'lower', 0.03, 0.1],
  ],
  'industrial-policy': [
    ['domestic_output', 'Domestic output in 2032', 'M H100e/year', 'higher', 6, -1.4],
    ['domestic_revenue', 'Domestic revenue to 2032', 'USD', 'higher', 2.1e11, -4e10],
    ['maturity', 'Software maturity in 2030', 'share', 'higher', 0.7, -0.12],
    ['cover_year', 'Year in which domestic supply covers demand', 'calendar year', 'lower', 2029.6, 1.1],
    ['learning', 'Yield at the leading node in 2030', 'share', 'higher', 0.62, -0.03],
  ],
  'data-infrastructure-control': [
    ['reach', 'Fleet within reach of a foreign jurisdiction', 'share', 'lower', 0.2, 0.34],
    ['kill', 'Fleet that an update could stop', 'share', 'lower', 0.12, 0.25],
    ['single_vendor', 'Largest domestic vendor, share of fleet', 'share', 'lower', 0.52, -0.2],
    ['offshore_share', 'Work done offshore', 'share', 'lower', 0.22, -0.08],
  ],
  global: [
    ['vendor_revenue', 'Foreign vendors’ revenue in China to 2032', 'USD', 'higher', 2e10, 1.6e11],
    ['vendor_rd', 'R&D that this revenue pays for', 'USD', 'higher', 4e9, 3e10],
    ['duty', 'Import duty paid to 2032', 'USD', 'higher', 1e8, 3.4e10],
    ['one_stack', 'Work bound to one stack', 'share', 'lower', 0.66, -0.1],
    ['duplicated', 'Duplicated R&D to 2032', 'USD', 'lower', 9e10, -2e10],
  ],
};

const seriesRows: readonly (readonly [string, string, string, string, number, number])[] = [
  ['compute', 'Effective compute in China', 'M H100e', 'ai-development', 9, 3],
  ['training', 'Training compute', 'M H100e', 'ai-development', 4, 2],
  ['capability_lag', 'Lag behind the frontier', 'months', 'ai-development', 12, -4],
  ['usable', 'Compute that outlasts a stop', 'M H100e', 'national-security', 6, 0.5],
  ['foreign_critical', 'Foreign share of critical fleets', 'share', 'national-security', 0.1, 0.3],
  ['output', 'Domestic output', 'M H100e/year', 'industrial-policy', 5, -1],
  ['yield', 'Yield at the leading node', 'share', 'industrial-policy', 0.7, -0.02],
  ['software', 'Software maturity', 'share', 'industrial-policy', 0.75, -0.1],
  [
    'jurisdiction',
    'Fleet within reach of a foreign jurisdiction',
    'share',
    'data-infrastructure-control',
    0.2,
    0.3,
  ],
  ['revenue', 'Foreign vendors’ revenue', 'USD/year', 'global', 1e9, 2.4e10],
];

export const fixtureSeriesLens = Object.fromEntries(seriesRows.map(([id, , , lens]) => [id, lens]));

/** Makes the result: the same arguments give the same bytes. */
export function makeWeighResult(futures = 400): WeighResult {
  const metrics = Object.entries(metricRows).flatMap(([lens, rows]) => rows.map((row) => ({ lens, row })));
  const policies = policyNames.map((name) => name[0]);
  const values = new Map<string, Float64Array>();
  for (const { row } of metrics) {
    policyNames.forEach(([policy, , , openness]) => {
      values.set(`${policy} ${row[0]}`, draw(row, openness, futures));
    });
  }
  const of = (policy: string, metric: string) => values.get(`${policy} ${metric}`)!;
  const heads: MetricHead[] = metrics.map(({ lens, row: [id, title, unit, direction, base] }, i) => ({
    id,
    lens,
    group: `${lens}-${i % 3}`,
    case: lens === 'national-security' ? 'stop-2028' : 'drawn',
    title,
    unit,
    direction,
    explained: `${title}, as the fixture makes it up.`,
    threshold:
      i % 2 === 0
        ? {
            kind: direction === 'higher' ? 'at_least' : 'at_most',
            value: base,
            why: 'A line to try.',
            source: 'prior:yield_2025',
          }
        : null,
  }));
  const regretOf = (policy: string, metric: MetricHead) => {
    const gaps = Array.from({ length: futures }, (_, f) => {
      const all = policies.map((p) => of(p, metric.id)[f]!);
      const best = metric.direction === 'higher' ? Math.max(...all) : Math.min(...all);
      return Math.abs(best - of(policy, metric.id)[f]!);
    }).sort((a, b) => a - b);
    return {
      policy,
      metric: metric.id,
      p90: quantile(gaps, 0.9),
      max: gaps.at(-1)!,
      mean: gaps.reduce((a, b) => a + b, 0) / futures,
    };
  };
  const medians = (metric: string) => policies.map((p) => quantile(sorted(of(p, metric)), 0.5));
  const x = medians('compute_gain_2028');
  const y = medians('after_stop');
  return {
    schema: 'steelyard.weigh/1',
    version: '0.1.0',
    study: {
      id: 'fixture',
      title: 'Made-up result for trying the dossier',
      question: 'Should China admit the H200: freely, on terms, in some sectors only, or not at all?',
      decider: 'beijing',
      asOf: '2026-11-23',
      hash: '0f'.repeat(32),
    },
    model: { path: 'models/access/access.mdl', hash: '1a'.repeat(32) },
    data: { hash: '2b'.repeat(32), priors: 'current' },
    run: {
      key: '9c41d7e8a2b0'.repeat(5).slice(0, 64),
      folder: 'results/fixture-9c41d7e8a2b0',
      seed: 20261123,
      method: 'sobol',
      weighting: 'weighted',
      futures,
      runs: futures * 20,
    },
    cases: [
      { id: 'drawn', title: 'Shocks as drawn' },
      { id: 'stop-2028', title: 'Supply stops at the start of 2028' },
    ],
    lenses: lensNames.map(([id, title, about]) => ({ id, title, about })),
    policies: policyNames.map(
      ([id, title, short, openness]): PolicyHead => ({
        id,
        title,
        short,
        summary: `${title}: made up with openness ${openness}.`,
        terms: ['Cases are approved one by one.', `Share let in: ${Math.round(openness * 100)}%.`],
        sets: { 'lever admitted share': openness },
      }),
    ),
    metrics: heads,
    estimates: policies.flatMap((p) => heads.map((m) => estimate(p, m.id, of(p, m.id)))),
    frontier: {
      xMetric: 'compute_gain_2028',
      yMetric: 'after_stop',
      reference: 'closed',
      points: policies.map((policy, i) => ({
        policy,
        x: x[i]!,
        y: y[i]!,
        dominated: policies.some((_, j) => x[j]! > x[i]! && y[j]! > y[i]!),
        cloud: Array.from(
          { length: Math.min(200, futures) },
          (_, f) => [of(policy, 'compute_gain_2028')[f]!, of(policy, 'after_stop')[f]!] as const,
        ),
      })),
    },
    regret: policies.flatMap((p) => heads.map((m) => regretOf(p, m))),
    satisfied: policies.flatMap((policy) =>
      heads
        .filter((m) => m.threshold)
        .map((m) => {
          const line = m.threshold!;
          const met = [...of(policy, m.id)].filter((v) =>
            line.kind === 'at_least' ? v >= line.value : v <= line.value,
          );
          return { policy, metric: m.id, share: met.length / futures, shareError: 0.01 };
        }),
    ),
    satisfiedByLens: policyNames.flatMap(([policy, , , o]) =>
      [...lensNames.map((l) => l[0]), 'all'].map((lens, i) => ({
        policy,
        lens,
        share:
          lens === 'all'
            ? 0.05 + 0.1 * o * (1 - o)
            : Math.min(1, Math.max(0, i % 2 ? 0.9 - 0.8 * o : 0.2 + 0.7 * o)),
        shareError: 0.012,
      })),
    ),
    ranks: (['metrics', 'groups'] as const).flatMap((grouping) =>
      lensNames.map(([lens], i) => {
        const scored = policyNames
          .map(([policy, , , o]) => ({
            policy,
            score: i % 2 ? 0.9 - 0.6 * o : 0.3 + 0.5 * o + (grouping === 'groups' ? 0.3 * (1 - o) ** 3 : 0),
          }))
          .sort((a, b) => b.score - a.score);
        return { grouping, lens, order: scored.map((s, r) => ({ ...s, rank: r + 1 })) };
      }),
    ),
    acceptability: (['metrics', 'groups'] as const).flatMap((grouping) =>
      policyNames.map(([policy, , , o]) => {
        const raw = policies.map((_, r) =>
          Math.exp(-((r / 9 - Math.abs(o - (grouping === 'groups' ? 0.5 : 0.6))) ** 2) * 8),
        );
        const total = raw.reduce((a, b) => a + b, 0);
        return { grouping, policy, rankShares: raw.map((v) => v / total) };
      }),
    ),
    flips: ['compute_gain_2028', 'after_stop', 'domestic_output'].map((metric, k) => ({
      metric,
      leader: k === 0 ? 'open' : 'closed',
      rival: k === 0 ? 'practised' : 'quota',
      share: 0.71 - 0.06 * k,
      drivers: ['yield_2025', 'demand_growth', 'hbm_stock', 'port_cost', 'crowding_out'].map(
        (uncertainty, d) => ({
          uncertainty,
          title: uncertainty.replaceAll('_', ' '),
          lowFifth: 0.9 - 0.1 * d,
          highFifth: 0.35 + 0.08 * d,
          lowFifthBelow: 0.2 + d,
          highFifthAbove: 0.6 + 2 * d,
          unit: d === 0 ? 'share' : 'M H100e',
          source: `prior:${uncertainty}`,
        }),
      ),
    })),
    bands: seriesRows.flatMap((row) =>
      policyNames.flatMap((p) => ['drawn', 'stop-2028'].map((c) => band(row, p[0], p[3], c))),
    ),
    series: seriesRows.map(([id, title, unit]) => ({ id, title, unit })),
    history: [
      { id: 'h20', title: 'H20 shipped to China in 2025', unit: 'k chips', observed: 560, median: 610 },
      { id: 'ascend', title: 'Ascend shipped in 2025', unit: 'k chips', observed: 805, median: 640 },
      {
        id: 'share',
        title: 'Domestic share of the market in 2025',
        unit: 'share',
        observed: 0.41,
        median: 0.3,
      },
      {
        id: 'price',
        title: 'Grey price of an H100 server in 2025',
        unit: 'k USD',
        observed: 310,
        median: 205,
      },
    ].map(({ median, ...check }, i) => ({
      ...check,
      observedKey: `history:${check.id}@2025`,
      low: i === 1 ? 600 : null,
      high: i === 1 ? 900 : null,
      quantiles: quantileLevels.map((q) => median * (1 + (q - 0.5) * 0.7)),
      quantilesPolicyUnknown: quantileLevels.map((q) => median * (1 + (q - 0.5) * 1.4)),
      naive: i < 3 ? { title: 'same as in 2024', value: median * 0.7 } : null,
      inside90: i !== 3 && i !== 2,
      inside90PolicyUnknown: i !== 3,
      note: 'Counts of chips differ by source.',
    })),
    answer: [
      'In this made-up result, open access gains most compute to 2028 and is left with 3.6 M H100e (90% 2.1 to 5.6) after a stop.',
      'Never buying keeps 3.2 M H100e (90% 1.9 to 4.9), so that having bought leaves more in 58% of futures.',
      'No policy meets every threshold in more than 8% of futures.',
      'Under all weightings of lenses, quota and commercial stand first most often.',
      'The order between open and as practised turns on the yield of 2025.',
    ],
    warnings: ['12 of 8,000 runs reached a limit of the model: their metrics are kept.'],
  };
}

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], q: number) =>
  values[Math.round(q * (values.length - 1))] ?? Number.NaN;

/** Draws one metric: the same future has the same luck under every policy. */
function draw([id, , unit, , base, slope]: Row, openness: number, futures: number): Float64Array {
  const seed = [...id].reduce((a, c) => a + c.charCodeAt(0), 0);
  return Float64Array.from({ length: futures }, (_, f) => {
    const luck =
      Math.exp(0.35 * bell(f * 7 + seed)) * Math.exp(0.08 * bell(f * 13 + seed + Math.round(openness * 100)));
    const middle = base + slope * openness;
    if (unit === 'calendar year') return f % 17 === 0 ? Number.NaN : middle + 3 * (luck - 1);
    return unit === 'share' ? Math.min(1, middle * luck) : middle * luck;
  });
}

const hash = (n: number) => {
  const s = Math.sin(n * 12.9898 + 78.233) * 43758.5453;
  return s - Math.floor(s);
};
const bell = (n: number) => (hash(n) + hash(n + 0.31) + hash(n + 0.57) + hash(n + 0.83) - 2) * 1.7;

function estimate(policy: string, metric: string, values: Float64Array): Estimate {
  const finite = sorted([...values].filter(Number.isFinite));
  const mean = finite.reduce((a, b) => a + b, 0) / finite.length;
  return {
    policy,
    metric,
    n: finite.length,
    undefinedShare: 1 - finite.length / values.length,
    mean,
    meanError: Math.abs(mean) * 0.01,
    quantiles: quantileLevels.map((q) => quantile(finite, q)),
    quantileErrors: quantileLevels.map(() => Math.abs(mean) * 0.012),
  };
}

function band(
  [series, , unit, , top, slope]: (typeof seriesRows)[number],
  policy: string,
  openness: number,
  caseId: string,
): Band {
  const times = Array.from({ length: 45 }, (_, i) => 2022 + i / 4);
  const stop = (t: number) =>
    caseId === 'stop-2028' && t > 2028 ? 1 - 0.25 * openness * Math.exp(-(t - 2028) / 2) : 1;
  const middle = (t: number) => {
    const s = 1 / (1 + Math.exp(-(t - 2028) / 1.6));
    const path =
      (0.08 + s) * (top + slope * openness * (t > 2026 ? Math.min(1, (t - 2026) / 3) : 0)) * stop(t);
    return unit === 'share' ? Math.min(1, path) : path;
  };
  const spread = (t: number, z: number) => middle(t) * Math.exp(z * (0.08 + 0.05 * Math.max(0, t - 2025)));
  const at = (z: number) => times.map((t) => (unit === 'share' ? Math.min(1, spread(t, z)) : spread(t, z)));
  return {
    policy,
    case: caseId,
    series,
    times,
    p5: at(-1.645),
    p25: at(-0.674),
    p50: at(0),
    p75: at(0.674),
    p95: at(1.645),
  };
}
