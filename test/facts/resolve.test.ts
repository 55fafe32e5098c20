import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  chipId,
  decimalDate,
  type Facts,
  lastDay,
  numberOf,
  parseKeyPath,
  resolveFact,
} from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data');
});

describe('key paths', () => {
  it.each([
    ['prior:demand_growth', 0.9, '1/yr (multiplier minus 1)'],
    ['prior:demand_growth.p95', 2, '1/yr (multiplier minus 1)'],
    ['chip:h200.memory.capacity_gb', 141, 'GB'],
    ['chip:nv-h100-sxm.dense_tops.bf16', 989.4, 'TFLOP/s'],
    ['chip:H800.interconnect.bidirectional_total_gb_s', 400, 'GB/s'],
    ['chip:hw-ascend-910c.derived.tpp_check', 12800, 'TPP'],
    ['system:hw-cloudmatrix-384.power_kw', 559, 'kW'],
    ['platform:hgx-h100.scale_out_gb_s', 50, 'GB/s'],
    ['platform:hgx-h100.scale_up_chips', 8, 'chips'],
    ['variant:MI300A.dense_tops.fp64_tensor', 122.6, 'TFLOP/s'],
    ['variant:H100-96GB-500W.tdp_w', 500, 'W'],
    ['event:ev045.date', 2025 + 98 / 365, 'year'],
    ['measure:us-2023-10-25.date', 2023 + 320 / 365, 'year'],
    ['measure:us-2023-10-25.announced', 2023 + 289 / 365, 'year'],
    ['measure:us-2025-12-08', 2025 + 341 / 365, 'year'],
    ['measure:cn-2025-11-05.date', 2025 + 308 / 365, 'year'],
    ['history:h200_china_2026@2026-08 delivered', 20, 'thousand units'],
    ['price:card-nv-h200-sxm', 27000, 'USD per card'],
    ['price:card-nv-h200-sxm.high', 40000, 'USD per card'],
    ['forecast:ifp_b30a_none', 31, 'ratio'],
    ['assumption:h100e_basis', 989.4, 'TFLOP/s'],
  ])('%s is %d %s', (key, value, unit) => {
    const found = resolveFact(facts, key);
    expect(found.value).toBeCloseTo(value, 9);
    expect(found.unit).toBe(unit);
  });

  it.each([
    ['demand_growth', /FA020 .*kind:name/],
    ['pior:demand_growth', /FA020 .*did you mean "prior:demand_growth"/],
    ['prior:demand_grwth', /FA021 .*did you mean "prior:demand_growth"/],
    ['chip:h2000.tdp_w', /FA021 .*did you mean "chip:h200"/],
    ['chip:h200.dense_tops.bf15', /FA022 .*did you mean "dense_tops.bf16"/],
    ['chip:h200', /FA022 .*needs a field/],
    ['platform:hgx-h100', /FA022 .*needs a field/],
    ['variant:MI300B.tdp_w', /FA021 .*did you mean "variant:MI300A"/],
    ['prior:demand_growth.p75', /FA022 .*expected one of p5, p50, p95/],
    ['history:capex_china', /FA021/],
    ['measure:us-2025-12-08.effective', /FA022 .*expected one of date, published/],
  ])('%s is refused', (key, message) => {
    expect(() => resolveFact(facts, key)).toThrow(message);
  });

  it('refuses text where a number is needed, and parts that were not loaded', async () => {
    expect(() => numberOf(facts, 'chip:h200.status')).toThrow(/FA023/);
    const few = await readFacts('data', { parts: ['priors'] });
    expect(() => resolveFact(few, 'chip:h200.tdp_w')).toThrow(/FA025 .*"accelerators"/);
    expect(numberOf(few, 'prior:demand_growth')).toBe(0.9);
  });

  it('takes a prior from the set that is asked for', () => {
    const then = resolveFact(facts, 'prior:demand_growth', { priors: 'known-2024-12-31' });
    expect(then.value).toBe(0.75);
    expect(then.place.file).toContain('known-2024-12-31');
  });

  it('finds a chip by any spelling of its names', () => {
    for (const name of ['H200', 'h200', 'NV-H200-SXM', 'nv h200 sxm', 'H200-SXM'])
      expect(chipId(facts, name)).toBe('nv-h200-sxm');
    expect(chipId(facts, 'h900')).toBeUndefined();
  });

  it('takes apart what it puts together', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
    fc.assert(
      fc.property(name, name, (id, field) => {
        expect(parseKeyPath(`chip:${id}.${field}`)).toEqual({ kind: 'chip', id, field });
        expect(parseKeyPath(`history:${id}@${field}`)).toEqual({ kind: 'history', id, field });
      }),
    );
  });
});

describe('dates', () => {
  it('keeps the order of days, and every value within its range', () => {
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(Math.sign(decimalDate(a).value - decimalDate(b).value)).toBe(a < b ? -1 : a > b ? 1 : 0);
        for (const part of [a.slice(0, 7), a.slice(0, 4)]) {
          const { value, low, high } = decimalDate(part);
          expect(low < value && value < high).toBe(true);
          expect(decimalDate(a).value >= low && decimalDate(a).value < high).toBe(true);
          expect(lastDay(part) >= a).toBe(true);
        }
      }),
    );
  });
});
