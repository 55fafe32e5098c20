import { z } from 'zod';
import { access, date, grade, sourceKeys, text } from './common.js';

const yes = z.literal(true).optional();
const number = z.number();

const price = z.strictObject({
  id: text,
  chip: text.optional(),
  item: text.optional(),
  what: text.optional(),
  region: text.optional(),
  value: number.optional(),
  low: number.optional(),
  high: number.optional(),
  unit: text,
  currency: text.optional(),
  usd: z.strictObject({ low: number, high: number }).optional(),
  date: text,
  /** The figure is a share of a whole system: servers and network are in it. */
  whole_system: yes,
  basis: text.optional(),
  confidence: z.enum(['high', 'medium', 'low']).optional(),
  estimate: yes,
  note: text.optional(),
  source: sourceKeys,
});
/** One price, rent, tariff or ratio. */
export type Price = z.infer<typeof price>;

/** The form of data/evidence/prices.yaml. */
export const pricesFile = z.strictObject({
  cards: z.array(price),
  servers: z.array(price),
  rental: z.array(price),
  electricity: z.array(price),
  pue: z.array(price),
  other: z.array(price),
});

const observation = z.strictObject({
  period: text,
  period_end: date.optional(),
  value: z.union([number, text]),
  low: number.optional(),
  high: number.optional(),
  unit: text.optional(),
  basis: text.optional(),
  derived: yes,
  grade,
  evidence: access,
  note: text.optional(),
  source: sourceKeys,
});
/** One observed value of a series. */
export type Observation = z.infer<typeof observation>;

const series = z.strictObject({
  id: text,
  name: text,
  unit: text,
  frequency: text,
  note: text.optional(),
  model_use: text.optional(),
  observations: z.array(observation).min(1),
});
/** One series of observations of the market's history. */
export type Series = z.infer<typeof series>;

/** The form of data/evidence/history.yaml. */
export const historyFile = z.strictObject({ series: z.array(series) });

const forecast = z.strictObject({
  id: text,
  publisher: text,
  date,
  topic: text,
  kind: z.enum(['forecast', 'estimate', 'measurement', 'fact_used_in_analysis']),
  quantity: text,
  target_period: text,
  value: number,
  low: number.optional(),
  high: number.optional(),
  unit: text,
  condition: text.optional(),
  grade,
  evidence: access,
  note: text.optional(),
  source: sourceKeys,
});
/** One forecast or estimate that somebody published. */
export type Forecast = z.infer<typeof forecast>;

/** The form of data/evidence/forecasts.yaml. */
export const forecastsFile = z.strictObject({ forecasts: z.array(forecast) });

const assumption = z.strictObject({
  id: text,
  title: text,
  value: number,
  low: number.optional(),
  high: number.optional(),
  unit: text,
  why: text,
  grade: z.enum(['judgement', 'derived', 'convention']),
  date,
  note: text.optional(),
  source: sourceKeys,
});
/** One modelling assumption of ours, dated and with its reason. */
export type Assumption = z.infer<typeof assumption>;

/** The form of data/evidence/assumptions.yaml. */
export const assumptionsFile = z.strictObject({ assumptions: z.array(assumption) });
