import { z } from 'zod';

const id = z.string();
const lines = z.array(z.string());
const grouping = z
  .enum(['metrics', 'groups'])
  .describe('each metric counts once, or each group of kindred metrics');
const numbers = z.array(z.number());
const share = z.number().min(0).max(1);

const threshold = z.strictObject({
  kind: z.enum(['at_least', 'at_most']),
  value: z.number(),
  why: z.string(),
  source: z.string(),
});

const policy = z.strictObject({
  id,
  title: z.string(),
  short: z.string(),
  summary: z.string(),
  terms: lines,
  sets: z.record(z.string(), z.number()).describe('lever constant of the model -> value'),
});

const metric = z.strictObject({
  id,
  lens: id,
  group: id,
  case: id,
  title: z.string(),
  unit: z.string(),
  direction: z.enum(['higher', 'lower']).describe('which way is better'),
  explained: z.string(),
  relativeTo: z
    .strictObject({
      policy: id.nullable().describe('null: the policy itself'),
      case: id.nullable().describe("null: the metric's own case"),
      as: z.enum(['difference', 'ratio']),
    })
    .nullish()
    .describe("what each future's value is compared with; null if it stands for itself"),
  threshold: threshold.nullable(),
});

const estimate = z.strictObject({
  policy: id,
  metric: id,
  n: z.number().int().describe('futures with a finite value'),
  undefinedShare: share.describe('share of futures in which the metric is not defined'),
  mean: z.number().nullable(),
  meanError: z.number().nullable().describe('Monte Carlo standard error of the mean'),
  quantiles: z.array(z.number().nullable()).length(7).describe('at 0.05 0.10 0.25 0.50 0.75 0.90 0.95'),
  quantileErrors: z
    .array(z.number().nullable())
    .length(7)
    .describe('Monte Carlo standard error of each quantile'),
});

const driver = z.strictObject({
  uncertainty: id,
  title: z.string(),
  lowFifth: share,
  highFifth: share,
  lowFifthBelow: z.number(),
  highFifthAbove: z.number(),
  unit: z.string(),
  source: z.string(),
});

const band = z.strictObject({
  policy: id,
  case: id,
  series: id,
  times: numbers,
  p5: numbers,
  p25: numbers,
  p50: numbers,
  p75: numbers,
  p95: numbers,
});

const historyCheck = z.strictObject({
  id,
  title: z.string(),
  unit: z.string(),
  observed: z.number(),
  observedKey: z.string(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  quantiles: numbers,
  quantilesPolicyUnknown: numbers,
  naive: z.strictObject({ title: z.string(), value: z.number() }).nullable(),
  inside90: z.boolean(),
  inside90PolicyUnknown: z.boolean(),
  note: z.string(),
});

/** The shape of what `steelyard weigh STUDY --json` prints. */
export const weighSchema = z
  .strictObject({
    schema: z.literal('steelyard.weigh/1'),
    version: z.string(),
    study: z.strictObject({
      id,
      title: z.string(),
      question: z.string(),
      decider: z.string(),
      asOf: z.string(),
      hash: z.string(),
    }),
    model: z.strictObject({ path: z.string(), hash: z.string() }),
    data: z.strictObject({ hash: z.string(), priors: z.string() }),
    run: z.strictObject({
      key: z.string(),
      folder: z.string(),
      seed: z.number().int(),
      method: z.string(),
      weighting: z.string(),
      futures: z.number().int(),
      runs: z.number().int(),
    }),
    cases: z.array(z.strictObject({ id, title: z.string() })),
    lenses: z.array(z.strictObject({ id, title: z.string(), about: z.string() })),
    policies: z.array(policy),
    metrics: z.array(metric),
    headline: z.array(id).optional().describe('metrics of the printed table, in order'),
    estimates: z.array(estimate),
    frontier: z.strictObject({
      xMetric: id,
      yMetric: id,
      reference: id,
      points: z.array(
        z.strictObject({
          policy: id,
          x: z.number().nullable(),
          y: z.number().nullable(),
          dominated: z.boolean(),
          cloud: z.array(z.tuple([z.number(), z.number()])),
        }),
      ),
    }),
    regret: z.array(
      z.strictObject({
        policy: id,
        metric: id,
        p90: z.number().nullable(),
        max: z.number().nullable(),
        mean: z.number().nullable(),
      }),
    ),
    satisfied: z.array(z.strictObject({ policy: id, metric: id, share, shareError: z.number() })),
    satisfiedByLens: z.array(z.strictObject({ policy: id, lens: id, share, shareError: z.number() })),
    ranks: z.array(
      z.strictObject({
        grouping,
        lens: id,
        order: z.array(z.strictObject({ policy: id, score: z.number(), rank: z.number() })),
      }),
    ),
    acceptability: z.array(z.strictObject({ grouping, policy: id, rankShares: z.array(share) })),
    flips: z.array(z.strictObject({ metric: id, leader: id, rival: id, share, drivers: z.array(driver) })),
    bands: z.array(band),
    series: z.array(z.strictObject({ id, title: z.string(), unit: z.string() })),
    history: z.array(historyCheck),
    answer: lines.describe('the answer in sentences, written from the numbers'),
    warnings: lines,
  })
  .describe('The whole decision: estimates by policy and metric, ranks, regret, and what flips the answer.');
