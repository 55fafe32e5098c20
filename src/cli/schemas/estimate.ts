import { z } from 'zod';

const band = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .describe('the middle, and the ends of the 80 % interval; of a price the lowest and highest on record');
const bandOrNull = band.nullable();
const spread = z
  .strictObject({ p5: z.number(), p50: z.number(), p95: z.number() })
  .describe('5th, 50th and 95th percentile of the priors');
const scalar = z.union([z.number(), z.string(), z.boolean()]);
const bound = z.enum(['compute', 'memory', 'communication', 'bubble', 'other']);

/** One row that was estimated. */
export const estimateRow = z.strictObject({
  id: z.string(),
  metric: z.string().nullable(),
  unit: z.string().nullable().describe('as the row gives it; no value is converted'),
  value: z.number().nullable().describe('null where there is no estimate; why says so'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  interval: z.number().describe('probability with which the truth lies between low and high'),
  bound: bound.nullable().describe('what takes most of the time'),
  terms: z
    .strictObject({
      compute_s: z.number(),
      memory_s: z.number(),
      communication_s: z.number(),
      bubble_s: z.number(),
      other_s: z.number(),
    })
    .nullable()
    .describe('seconds of one step, batch or unit of work; only their shares can be compared between rows'),
  assumed: z.array(
    z.strictObject({ what: z.string(), value: z.union([z.number(), z.string()]), why: z.string() }),
  ),
  baseline: z.number().nullable().describe('what a rule of thumb says, where there is one in use'),
  why: z.string().optional().describe('only where value is null'),
});

const price = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  unit: z.string(),
  says: z.string(),
  rows: z
    .array(z.string())
    .describe('rows of data/evidence/prices.yaml; `steelyard evidence price:ID` shows one'),
  sources: z.array(z.string()).describe('keys of data/sources.yaml'),
});

const fleet = z.strictObject({
  workload: z.string(),
  title: z.string(),
  chip: z.string().describe('id in the catalogue'),
  name: z.string(),
  count: z.number().int(),
  throughput: band.extend({ unit: z.string() }).describe('of the whole fleet'),
  job: z
    .strictObject({
      value: z.number(),
      unit: z.string(),
      hours: band,
      goodput: z.number().describe('share of the time in which work goes on'),
    })
    .nullable(),
  utilisation_pct: bandOrNull.describe('model FLOP over the dense BF16 peak; of training only'),
  power_w: band.describe('mean, of the servers'),
  overhead: band.extend({ says: z.string() }).describe('energy of the site over that of the servers (PUE)'),
  energy_mwh: z.strictObject({ per_day: band, of_job: bandOrNull }),
  energy_kwh_per_million: bandOrNull.describe('for a million tokens or samples'),
  costs: z.array(
    z.strictObject({
      way: z.enum(['buy', 'rent']),
      usd_per_hour: band,
      usd_of_job: bandOrNull,
      usd_per_million: bandOrNull,
      usd_outlay: bandOrNull.describe('to pay at once, where the chips are bought'),
      usd_per_hour_electricity: bandOrNull,
      prices: z.array(price),
      without: z.string().describe('what is not in it'),
    }),
  ),
  shares: z.record(bound, z.number()).describe('of the time, by what binds it'),
  layout: z.record(z.string(), scalar).nullable(),
  rests: z
    .strictObject({
      ofChip: z.number().int(),
      ofFamily: z.number().int(),
      mostChips: z.number().int().describe('chips of the largest measured row of the kind'),
      ofAll: z.number().int(),
      family: z.string(),
      says: z.string(),
    })
    .describe('measured rows of the same kind of work in the calibration'),
});

const workload = z.looseObject({ id: z.string(), title: z.string(), kind: z.string(), model: z.string() });

/** The shape of what `steelyard estimate --json` prints. */
export const estimateSchema = z
  .strictObject({
    schema: z.literal('steelyard.estimate/1'),
    results: z.array(estimateRow).describe('one for each row, in order'),
    answer: fleet.optional().describe('where one workload was asked about: what follows from its row'),
    against: z
      .array(
        z.strictObject({
          chip: z.string(),
          same: z.union([
            fleet,
            z.strictObject({
              why: z.string(),
              over_bytes: z.number().nullable().describe('over what one chip holds'),
              chips_that_fit: z.number().int().nullable(),
            }),
          ]),
          ratio: bandOrNull.describe('work of as many over that of the chip that was asked about'),
          match: fleet.nullable().describe('as many as do the same work; null where no fleet does'),
        }),
      )
      .optional(),
    deadline: z
      .strictObject({
        hours: z.number(),
        likely: z.number().int().nullable().describe('chips that finish in time as likely as not'),
        safe: z.number().int().nullable().describe('chips that finish in time in nine cases of ten'),
        most_useful: z
          .strictObject({ count: z.number().int(), hours: band })
          .describe('beyond so many chips more of them bring next to nothing'),
      })
      .optional(),
    budget: z
      .strictObject({
        usd: z.number(),
        way: z.enum(['buy', 'rent']),
        count: band,
        hours: z.number().nullable(),
        price: price.nullable(),
      })
      .optional(),
    order: z
      .strictObject({
        months: z.number(),
        delay_months: spread,
        in_time: z
          .number()
          .describe('share of what is permitted that arrives in time and before supply is lost'),
        supply_lost: spread.describe('chance within the time, as buyers see it'),
        admitted: spread.nullable().describe('share of what Washington permits that Beijing lets in'),
        prepaid: spread.nullable().describe('share of the price that is paid before delivery'),
        arriving: spread.describe('share of the order that arrives in time, both gates counted'),
        order_factor: z.number().nullable(),
      })
      .optional(),
    after_cutoff: z
      .strictObject({
        economic_life_years: spread,
        left: z.array(z.strictObject({ years: z.number(), chips: spread, work: spread, supported: spread })),
      })
      .optional(),
    move: z
      .strictObject({
        to: z.string(),
        months: spread,
        cost_share: spread.describe('of the price of the new hardware'),
        maturity_2025: spread,
        locked: spread.describe('share of the work that cannot move within a year'),
        ported_a_year: spread,
        efforts: z.array(
          z.strictObject({ when: z.string(), value: z.number(), unit: z.string(), key: z.string() }),
        ),
        ratio: bandOrNull,
        match: fleet.nullable(),
      })
      .optional(),
    workloads: z.array(workload).optional().describe('the library, where nothing was asked about'),
  })
  .describe('What chips do for a workload, each number with its 80 % interval.');
