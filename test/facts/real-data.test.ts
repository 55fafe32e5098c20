import { beforeAll, describe, expect, it } from 'vitest';
import {
  allParts,
  checkEvidence,
  decimalDate,
  describeEvidence,
  type Facts,
  factKeys,
  lastDay,
  printCheck,
  printEvidence,
  priorSet,
  resolveFact,
} from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data', { parts: allParts });
});

describe('the catalogue', () => {
  it('holds what was brought in', () => {
    expect(facts.chips.size).toBe(100);
    expect(facts.systems.size).toBe(9);
    expect(facts.cases.size).toBe(69);
    expect(facts.events.size).toBeGreaterThanOrEqual(120);
    expect(facts.history.size).toBeGreaterThanOrEqual(40);
    expect(facts.forecasts.size).toBeGreaterThanOrEqual(36);
    expect(facts.measurements.size).toBe(351);
    expect(facts.platforms.size).toBeGreaterThanOrEqual(39);
    expect(facts.variants.size).toBe(6);
    expect(priorSet(facts, 'current').size).toBeGreaterThanOrEqual(105);
    expect([...priorSet(facts, 'known-2024-12-31').keys()].sort()).toEqual(
      [...priorSet(facts, 'current').keys()].sort(),
    );
  });

  it('resolves every key to a finite number or a text, with its place and documents of the register', () => {
    for (const key of factKeys(facts)) {
      if (/^(chip|system|platform|variant):/.test(key)) continue;
      const { value, place, sources } = resolveFact(facts, key);
      if (typeof value === 'number') expect(Number.isFinite(value), key).toBe(true);
      expect(place.line, key).toBeGreaterThan(0);
      expect(
        sources.every((source) => source !== undefined),
        key,
      ).toBe(true);
    }
  });

  it('resolves every cell of every chip, system, server and variant under its own key', () => {
    const cells = facts.rows.filter(
      ({ key }) => /^(chip|system|platform|variant):[^.]+\./.test(key) && !key.endsWith('price_usd'),
    );
    expect(cells.length).toBeGreaterThan(700);
    for (const { key, source, place } of cells) {
      const found = resolveFact(facts, key);
      expect(
        found.sources.map((record) => record.key),
        key,
      ).toEqual(source);
      expect(found.place, key).toEqual(place());
      expect(found.unit, key).not.toBe('');
    }
  });

  it('puts every chip and every variant in one server', () => {
    const standing = [...facts.platforms.values()].flatMap(({ chips }) => chips);
    expect([...standing].sort()).toEqual([...facts.chips.keys(), ...facts.variants.keys()].sort());
    for (const { id, platform } of facts.variants.values())
      expect(facts.platforms.get(platform!)!.chips, id).toContain(id);
  });

  it('describes by a chip or a variant every label that the measurements use', () => {
    for (const [label, { chip }] of facts.measured)
      expect(chip !== undefined || facts.variants.has(label), label).toBe(true);
  });

  it('repeats the cross-check of total processing performance from the throughputs', () => {
    const bits: Record<string, number> = {
      fp64: 64,
      fp64_tensor: 64,
      fp32: 32,
      bf16: 16,
      fp16: 16,
      fp8: 8,
      int8: 8,
      fp6: 6,
      fp4: 4,
      int4: 4,
    };
    for (const chip of facts.chips.values()) {
      if (chip.derived === undefined) continue;
      const products = Object.entries(chip.dense_tops ?? {}).map(
        ([name, cell]) => (bits[name] ?? 0) * cell!.value,
      );
      expect(Math.abs(Math.max(...products) / chip.derived.tpp_check - 1), chip.id).toBeLessThan(0.001);
      if (chip.derived.pd_check === undefined) continue;
      const density = chip.derived.tpp_check / chip.compute_die_area_mm2!.value;
      expect(Math.abs(density / chip.derived.pd_check - 1), chip.id).toBeLessThan(0.001);
    }
  });

  it('names every label of the measurements', () => {
    for (const { chip, id } of facts.measurements.values())
      expect(facts.measured.has(chip), `${id}: ${chip}`).toBe(true);
  });
});

describe('the evidence', () => {
  it('has a source, or says that it is ours, for every value', () => {
    const check = checkEvidence(facts, { asOf: '2026-11-23' });
    const failing = check.findings.filter(({ kind }) => kind === 'unsourced' || kind === 'later');
    expect(failing.map(({ key, detail }) => `${key}: ${detail}`)).toEqual([]);
    expect(check.passed).toBe(true);
    expect(check.findings.filter(({ kind }) => kind === 'unused').map(({ key }) => key)).toEqual([]);
    expect(
      Math.max(
        ...printCheck(check)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it('has nothing later than 2024-12-31 in the dated set', () => {
    const check = checkEvidence(facts, { asOf: '2024-12-31', priors: 'known-2024-12-31' });
    expect(check.counts.later).toBe(0);
    for (const prior of priorSet(facts, 'known-2024-12-31').values()) {
      for (const key of prior.source)
        expect(lastDay(facts.sources.get(key)!.date!) <= '2024-12-31', `${prior.id}: ${key}`).toBe(true);
    }
  });

  it('finds what is later as soon as the day is moved back', () => {
    const check = checkEvidence(facts, { asOf: '2023-12-31', priors: 'known-2024-12-31' });
    expect(check.counts.later).toBeGreaterThan(50);
    expect(check.passed).toBe(false);
  });

  it('marks what the study uses', () => {
    const uses = ['prior:learning_rate'];
    const check = checkEvidence(facts, { asOf: '2026-11-23', uses });
    expect(new Set(check.findings.filter(({ used }) => used).map(({ key }) => key))).toEqual(new Set(uses));
  });

  it('has no figure under a share-alike licence', () => {
    expect([...facts.sources.values()].filter(({ licence }) => /sa|share/i.test(licence ?? ''))).toEqual([]);
  });
});

describe('acts, events and the H200', () => {
  it('dates events by the act that they tell of', () => {
    const linked = [...facts.events.values()].filter(({ measure }) => measure !== undefined);
    expect(linked.length).toBeGreaterThanOrEqual(37);
  });

  it('puts the first H200 deliveries between 1 June and 14 July 2026 everywhere', () => {
    const series = facts.history.get('h200_china_2026')!;
    const delivered = series.observations.filter(({ period }) => period.includes('delivered'));
    for (const { period, value } of delivered)
      expect(Number(value) > 0, period).toBe(period.slice(0, 10) > '2026-06-01');
    expect(resolveFact(facts, 'event:ev112').value).toBe(decimalDate('2026-07-14').value);
    expect(facts.cn!.h200_status.settled).toContain('by 2026-07-14');
    const admitted = priorSet(facts, 'current').get('cn_admit_fraction')!;
    expect(admitted.p5 < 20 / 400 && 20 / 400 < admitted.p95).toBe(true);
  });
});

describe('a description for a reader', () => {
  it('shows both dated sets of a prior, its sources and what rests on it, within 100 columns', () => {
    const dependants = new Map([
      ['prior:pue', [{ kind: 'constant' as const, name: 'site overhead', place: 'm.mdl:3' }]],
    ]);
    const found = describeEvidence(facts, 'pue', dependants);
    expect(found.sets.map(({ set }) => set)).toEqual(['current', 'known-2024-12-31']);
    expect(found.dependants).toHaveLength(1);
    const text = printEvidence(found);
    expect(text).toContain('site overhead');
    for (const line of text.split('\n'))
      if (!line.includes('://')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
