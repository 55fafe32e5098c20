import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explore, leavesOf } from '../../src/controls/answer/explore.js';
import { compileRegime } from '../../src/controls/compile.js';
import type { Request } from '../../src/controls/index.js';
import { situationOf } from '../../src/controls/request/situation.js';
import { regimeOn } from '../../src/controls/rules/regime.js';
import { type NaiveCase, naive } from './naive.js';
import { COUNTRIES } from './naive-groups.js';
import { classifier, facts } from './setup.js';

const { book } = classifier;

/** A number: near a threshold of the rules more often than not, on it or one step of a double beside it. */
const figure = (thresholds: readonly number[], most: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.double({ min: 0, max: most, noNaN: true }) },
    { weight: 5, arbitrary: fc.constantFrom(...thresholds.flatMap((t) => [below(t), t, above(t)])) },
  );

const bits = new DataView(new ArrayBuffer(8));
const step = (value: number, by: bigint) => {
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + by);
  return bits.getFloat64(0);
};
const above = (value: number) => step(value, 1n);
const below = (value: number) => step(value, -1n);

/** Days on which anything changes, with the day before; and any day. */
const day = fc.oneof(
  fc.integer({ min: 0, max: 1825 }).map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10)),
  fc.constantFrom(
    ...book.changeDays
      .filter((d) => d > '2022-01-01' && d < '2027-01-01')
      .flatMap((d) => [d, new Date(Date.parse(d) - 86_400_000).toISOString().slice(0, 10)]),
  ),
);

const country = fc.oneof(
  fc.constantFrom(...COUNTRIES),
  fc.constantFrom(
    'CN',
    'HK',
    'MO',
    'SG',
    'VN',
    'AE',
    'SA',
    'IL',
    'IN',
    'JP',
    'US',
    'RU',
    'KH',
    'CY',
    'NI',
    'TW',
  ),
);

const anyCase: fc.Arbitrary<NaiveCase> = fc.record({
  item: fc.constantFrom('ic' as const, 'ic' as const, 'computer' as const, 'HBM' as const),
  tpp: figure([1600, 2400, 4800, 4992, 21000], 60_000),
  pd: figure([1.6, 3.2, 5.92], 40),
  dram: figure([600, 1400, 6500], 9000),
  io: figure([300, 600, 1100], 2000),
  memDensity: figure([2, 3.3], 12),
  datacenter: fc.boolean(),
  destination: country,
  parent: country,
  uaeApproved: fc.boolean(),
  transaction: fc.constantFrom('export_from_us', 'reexport', 'transfer_in_country', 'export_from_abroad'),
  certified: fc.boolean(),
  date: day,
});

const requestOf = (c: NaiveCase): Request => ({
  chip: 'a part of our own',
  params: {
    ...(c.item === 'HBM'
      ? { mem_bw_density: c.memDensity }
      : { tpp: c.tpp, pd: c.pd, dram_gbs: c.dram, interconnect_gbs: c.io, datacenter: c.datacenter }),
    item: c.item,
    approved_party: c.uaeApproved,
    // Whether the lane reaches paragraph b is not known; the transcription reads that it does not.
    lane_reaches_b: false,
    certifications: c.certified ? {} : { us_lab: false },
  },
  destination: c.destination,
  end_user_hq: c.parent,
  ultimate_parent: c.parent,
  transaction: c.transaction,
  date: c.date,
  certifications: 'met',
});

const compiled = new Map<string, ReturnType<typeof compileRegime>>();

describe('two evaluations that share nothing', () => {
  it('agree on 100,000 parts, days and destinations, and so does the compiled path', () => {
    let seen = 0;
    const answers = new Map<string, number>();
    fc.assert(
      fc.property(anyCase, (c) => {
        const expected = naive(c);
        const { state } = situationOf(requestOf(c), facts, book);
        const regime = regimeOn(book, c.date);
        // Where the item falls instead may stay open (its highest throughput is not told); what is compared may not.
        const leaves = leavesOf(explore(regime, book.rules.reasons, state));
        for (const { outcome } of leaves) {
          const { eccn, license_required, review_policy } = outcome;
          expect({ eccn, license_required, review_policy }).toEqual(expected);
        }
        const { eccn, license_required, review_policy } = expected;
        const found = { eccn, license_required, review_policy };
        if (c.item !== 'HBM') {
          const program = compiled.get(regime.date) ?? compileRegime(regime, book);
          compiled.set(regime.date, program);
          const [row, out] = [new Float64Array(program.width), new Int32Array(1)];
          program.encode(state, row);
          program.run(row, out);
          expect(program.decode(out[0]!)).toEqual(found);
        }
        const answer = `${eccn} ${license_required} ${review_policy}`;
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
        seen += 1;
      }),
      { numRuns: 100_000, seed: 20261126 },
    );
    expect(seen).toBe(100_000);
    // The draw must reach the corners: every kind of answer, often enough to mean something.
    expect(answers.size).toBeGreaterThan(25);
    expect(Math.min(...answers.values())).toBeGreaterThan(4);
  }, 300_000);
});
