import { describe, expect, test } from 'vitest';
import { answerOf, type FleetAnswer, workloadNamed } from '../../src/compute/index.js';
import { cardPrice, electricityOf, overheadOf, pricedCountries, rentOf } from '../../src/compute/prices.js';
import { estimator, facts } from './load.js';

function ask(workload: string, chip: string, count: number, more: object = {}): FleetAnswer {
  const terms = { ways: ['buy', 'rent'] as const, country: 'CN', ...more };
  const answer = answerOf({ workload: workloadNamed(workload, facts), chip, count }, estimator, terms);
  if ('why' in answer) throw new Error(answer.why);
  return answer;
}

describe('energy and cost follow from time and power', () => {
  for (const [workload, chip, count] of [
    ['llama3.1-70b-pretraining', 'h200', 512],
    ['llama3.1-8b-pretraining', '910c', 64],
    ['dlrm-dcnv2-training', 'a100', 8],
  ] as const) {
    test(`${workload} on ${chip}`, () => {
      const { job, power, overhead, energy, costs } = ask(workload, chip, count);
      const hours = job!.hours.value;
      expect(energy.ofJob!.value).toBeCloseTo((hours * power.value * overhead.value) / 1e6, 6);
      for (const cost of costs) expect(cost.ofJob!.value).toBeCloseTo(hours * cost.perHour.value, 4);
      const bought = costs.find(({ way }) => way === 'buy');
      if (bought === undefined) return;
      // Sites with domestic chips pay two fifths less.
      const tariff = electricityOf('CN', facts)!.value * (chip === '910c' ? 0.6 : 1);
      expect(bought.electricity!.value * hours).toBeCloseTo(energy.ofJob!.value * 1000 * tariff, 4);
      expect(bought.chips.value).toBeCloseTo((count * cardPrice(chip, facts)!.value) / (4 * 8766), 6);
      expect(bought.perHour.value).toBeCloseTo(bought.chips.value + bought.electricity!.value, 6);
    });
  }

  test('time is the job over the rate, and failures lengthen a training', () => {
    const { job, rate } = ask('llama3.1-70b-pretraining', 'h200', 512);
    expect(job!.hours.value).toBeCloseTo(job!.value / rate.value / 3600 / job!.goodput, 6);
    expect(job!.goodput).toBeGreaterThan(0.7);
    expect(job!.goodput).toBeLessThan(1);
    expect(ask('dlrm-dcnv2-training', 'h100', 8).job!.goodput).toBe(1);
  });

  test('ranges are wider than those of what they are made of', () => {
    const { job, power, energy } = ask('llama3.1-70b-pretraining', 'h200', 512);
    const width = ({ low, high }: { low: number; high: number }) => Math.log(high / low);
    expect(width(energy.ofJob!)).toBeGreaterThan(width(job!.hours));
    expect(width(energy.ofJob!)).toBeGreaterThan(width(power));
    expect(width(energy.ofJob!)).toBeLessThan(width(job!.hours) + width(power) + Math.log(1.5 / 1.3) + 1e-9);
  });

  test('a site of one and a half takes half as much again as its servers', () => {
    const one = ask('hpl', 'h100', 8, { pue: 1 });
    const more = ask('hpl', 'h100', 8, { pue: 1.5 });
    expect(more.energy.perDay.value / one.energy.perDay.value).toBeCloseTo(1.5, 9);
  });
});

describe('prices are those on record', () => {
  test('of a chip, with its range and its sources', () => {
    expect(cardPrice('h200', facts)).toMatchObject({ value: 27000, low: 24600, high: 40000 });
    expect(cardPrice('h200', facts)!.sources).toContain('tencent_h200');
  });

  test('none is made up', () => {
    expect(cardPrice('l40s', facts)).toBeUndefined();
    expect(rentOf('mlu590', 'CN', facts)).toBeUndefined();
    expect(electricityOf('BR', facts)).toBeUndefined();
    const { costs, unpriced } = ask('llama3.1-8b-pretraining', 'mlu590', 64);
    expect(costs.map(({ way }) => way)).toEqual(['buy']);
    expect(unpriced).toEqual(['rent']);
  });

  test('rent in China is that of China, of the newest year', () => {
    expect(rentOf('h100', 'CN', facts)!.rows).toEqual(['rent-nv-h100-sxm-mid-2026-china']);
    expect(rentOf('h100', undefined, facts)!.rows.some((id) => /china/.test(id))).toBe(false);
  });

  test('claims of single sites and subsidies do not stand for a country', () => {
    const china = electricityOf('CN', facts)!;
    expect(china.rows.some((id) => /subsidised|2026/.test(id))).toBe(false);
    expect(china.low).toBeGreaterThan(0.05);
  });

  test('a tariff is found by the country of its region', () => {
    expect(pricedCountries(facts)).toEqual(expect.arrayContaining(['AE', 'CN', 'GB', 'IN', 'MY', 'US']));
  });

  test('without a country electricity is not counted, and that is said', () => {
    const { costs } = ask('llama3.1-8b-pretraining', 'h200', 64, { country: undefined });
    const bought = costs.find(({ way }) => way === 'buy')!;
    expect(bought.electricity).toBeUndefined();
    expect(bought.without).toMatch(/electricity/);
    expect(overheadOf(undefined, facts)!.rows.every((id) => /world/.test(id))).toBe(true);
  });
});
