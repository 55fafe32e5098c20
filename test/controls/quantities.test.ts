import { beforeAll, describe, expect, it } from 'vitest';
import { quantitiesOf } from '../../src/controls/quantities.js';
import type { Params } from '../../src/controls/types.js';
import { chipId, type Facts } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data', { parts: ['accelerators', 'us'] });
});

const of = (chip: string | undefined, params: Params = {}) =>
  quantitiesOf(
    chip === undefined ? undefined : facts.chips.get(chipId(facts, chip)!)!,
    params,
    facts.formats!,
  );
const ends = (found: { low: number; high: number } | undefined) => found && [found.low, found.high];
const words = (found: { arithmetic: string } | undefined) => found?.arithmetic;

/** Chips whose performance is not the cross-check of the catalogue, which leaves TF32 out, and why. */
const differences: Record<string, [low: number, high: number, why: string]> = {
  'aws-trainium1': [3610, 6080, 'TF32 runs at the full rate of BF16, so its 19 or 32 bits govern'],
  'aws-trainium2': [12673, 21344, 'as Trainium1'],
  'aws-trainium3': [20136, 21472, 'FP8 governs unless TF32 counts 32 bits'],
  'en-t21': [3040, 5120, 'TF32 at the rate of BF16, as Trainium1'],
  'nv-l20': [
    1912,
    1913.6,
    'TF32 is half of FP16 (59.75), rounded up to 59.8 in the catalogue: no threshold near',
  ],
  'nv-l2': [
    1544,
    1545.6,
    'TF32 is half of FP16 (48.25), rounded up to 48.3 in the catalogue: no threshold near',
  ],
};

describe('total processing performance', () => {
  it('is the cross-check of the catalogue for every chip, but for the differences that are argued', () => {
    const found: Record<string, [number, number]> = {};
    for (const chip of facts.chips.values()) {
      const { tpp, perf_2022 } = quantitiesOf(chip, {}, facts.formats!);
      expect(ends(perf_2022), chip.id).toEqual(ends(tpp));
      if (chip.derived === undefined) {
        expect(tpp, chip.id).toBeUndefined();
        continue;
      }
      // The cross-checks stand rounded to one digit after the point.
      const agrees = [tpp!.low, tpp!.high].every((end) => Math.abs(end - chip.derived!.tpp_check) < 0.06);
      if (!agrees) found[chip.id] = [tpp!.low, tpp!.high];
    }
    expect(found).toEqual(
      Object.fromEntries(Object.entries(differences).map(([id, [low, high]]) => [id, [low, high]])),
    );
  });

  it('meets the official examples exactly', () => {
    const examples = facts.us!.definitions.tpp!.official_examples!;
    expect(examples).toHaveLength(2);
    for (const { tops, bits, tpp } of examples) {
      const format = bits === 8 ? 'int8' : 'fp16';
      expect(ends(of(undefined, { tops: { [format]: tops } }).tpp)).toEqual([tpp, tpp]);
    }
  });

  it.each<[string, Params, number, string]>([
    ['rtx 5090', { tops: { fp4: { value: 3352, sparse: true } } }, 6704, 'FP4'],
    [
      'rtx 5090d v2',
      { tops: { fp4: { value: 2375, sparse: true } } },
      4750.4,
      'INT8, rounded up in the catalogue',
    ],
    ['b300', {}, 56000, 'FP4'],
    ['h100', {}, 15832, 'FP8'],
    ['h20', {}, 2368, 'FP16'],
  ])('of %s with %o is %d (%s)', (chip, params, tpp) => {
    expect(ends(of(chip, params).tpp)).toEqual([tpp, tpp]);
  });

  it('halves sparse figures and says so', () => {
    const { tpp } = of(undefined, { tops: { fp4: { value: 2375, sparse: true } } });
    expect(words(tpp)).toBe('2375 sparse TOPS / 2 x 4 bits (fp4) = 4750');
    expect(tpp).toMatchObject({ low: 4750, high: 4750, unit: 'TPP', flags: ['sparsity_halved'] });
    expect(of(undefined, { tops: { fp4: { value: 1187.5, sparse: false } } }).tpp!.flags).toEqual([]);
  });

  it('tells the sum, its documents and its flags', () => {
    const { tpp, perf_2022 } = of('h100');
    expect(words(tpp)).toBe('1979 TOPS x 8 bits (fp8) = 15832');
    expect(tpp!.sources).toContain('ecfr_774');
    expect(words(perf_2022)).toBe('1979 TOPS x 8 bits (fp8) = 15832; 3A090.a.1 to a.4 of 2022');
    expect(perf_2022!.sources).toContain('fr_2022_21658');
    expect(of('mi308').tpp!.flags).toEqual(['estimate']);
    for (const key of tpp!.sources) expect(facts.sources.has(key), key).toBe(true);
  });

  it('leaves open what TF32 counts', () => {
    const { tpp } = of('aws-trainium1');
    expect(words(tpp)).toBe(
      '190 TOPS x 19 to 32 bits (tf32) = 3610 to 6080; the bit length of tf32 is not settled',
    );
    expect(tpp!.flags).toContain('bit_length_not_settled');
    expect(words(of('aws-trainium3').tpp)).toMatch(/\(fp8\) = 20136; at most 671 TOPS .* = 12749 to 21472;/);
    expect(of('h100').tpp!.flags).not.toContain('bit_length_not_settled');
  });

  it('takes intervals, keeps open ends, and lets what is given win', () => {
    expect(ends(of(undefined, { tops: { fp8: { low: 500, high: 700 } } }).tpp)).toEqual([4000, 5600]);
    expect(of(undefined, { tops: { fp8: { high: 600, highOpen: true } } }).tpp).toMatchObject({
      low: 0,
      high: 4800,
      highOpen: true,
    });
    const below = of('h100', { tpp_below: 4800 });
    expect(below.tpp).toMatchObject({ low: 0, high: 4800, highOpen: true, arithmetic: 'given: below 4800' });
    expect(below.pd).toMatchObject({ low: 0, highOpen: true });
    expect(of('h20', { tpp: 15832 }).tpp).toMatchObject({ low: 15832, high: 15832, sources: [], flags: [] });
    expect(words(of(undefined, { tpp: 15832 }).tpp)).toBe('given: 15832');
    expect(words(of(undefined, { tpp: 4992 }).perf_2022)).toBe('given: 4992; 3A090.a.1 to a.4 of 2022');
    expect(of(undefined, {})).toEqual({ notes: [], planar: undefined });
  });

  it('does not count a format without a bit length, and leaves the upper end open', () => {
    const { tpp, notes } = of(undefined, { tops: { int16: 400, int8: 100 } });
    expect(ends(tpp)).toEqual([800, Number.POSITIVE_INFINITY]);
    expect(tpp!.flags).toEqual(['format_not_known']);
    expect(notes).toEqual(['no bit length is known for the format int16, which may govern']);
  });
});

describe('performance density', () => {
  // Published as 6.04, 19.45 and so on: two digits.
  it.each([
    ['a100', 6.04, 826],
    ['h200', 19.45, 814],
    ['h20', 2.91, 814],
    ['l40s', 9.63, 609],
    ['rtx 5090d', 6.33, 750],
  ])('of %s is %d on %d mm2', (chip, pd, die) => {
    const found = of(chip);
    expect(found.planar).toBe(false);
    expect(ends(found.die_mm2)).toEqual([die, die]);
    expect(found.pd!.low).toBeCloseTo(pd, 2);
    expect(found.pd!.high).toBe(found.pd!.low);
  });

  it('tells its sum', () => {
    expect(words(of('h100').pd)).toBe('15832 / 814 mm2 = 19.45');
    expect(of('h100').pd!.sources).toContain('ecfr_774');
  });

  it.each(['mi300x', 'mi308', 'mi325x', 'mi350x', 'mi355x', 'ascend 910'])(
    'of %s is at most that of its compute dies, since I/O dies count on top',
    (chip) => {
      const { die_mm2, pd, tpp } = of(chip);
      expect(die_mm2!.high).toBe(Number.POSITIVE_INFINITY);
      expect(die_mm2!.flags).toContain('io_dies_not_counted');
      expect(pd).toMatchObject({ low: 0, lowOpen: true });
      expect(pd!.high).toBeCloseTo(tpp!.high / die_mm2!.low, 9);
    },
  );

  it('of an MI300X is written with what is not known', () => {
    expect(words(of('mi300x').die_mm2)).toBe(
      '880 mm2 of compute dies, and I/O dies of an area that is not known',
    );
    expect(words(of('mi300x').pd)).toBe('20919.2 / (880 or more) mm2 = at most 23.77');
  });

  it('takes I/O dies on a planar node for nothing', () => {
    const chip = { ...facts.chips.get('amd-mi300x')!, process_node: 'N5 compute + 28nm I/O' };
    expect(ends(quantitiesOf(chip, {}, facts.formats!).die_mm2)).toEqual([880, 880]);
  });

  it('does not exist for planar dies, unless it is given', () => {
    const planar = of('h100', { non_planar: false });
    expect(planar).toMatchObject({ planar: true });
    expect([planar.pd, planar.die_mm2]).toEqual([undefined, undefined]);
    expect(planar.notes).toEqual([
      'planar logic dies have no applicable area, so performance density is not defined',
    ]);
    expect(of(undefined, { tpp: 2000, die_mm2: 500, node_nm: 28 }).pd).toBeUndefined();
    expect(ends(of(undefined, { tpp: 2000, die_mm2: 500, node_nm: 7 }).pd)).toEqual([4, 4]);
    expect(words(of('h100', { non_planar: false, pd: 3 }).pd)).toBe('given: 3');
  });

  it('is worked out with a note where the transistors are not known', () => {
    const { planar, pd, notes } = of('google-tpu-v5e');
    expect(planar).toBeUndefined();
    expect(pd!.flags).toContain('transistors_not_known');
    expect(notes).toHaveLength(1);
  });

  it('as given wins over the sum; a given area wins over the catalogue', () => {
    expect(ends(of(undefined, { tpp: 20919, pd: 20.57, die_mm2: 1000 }).pd)).toEqual([20.57, 20.57]);
    expect(of('mi300x', { tpp: 20919, die_mm2: 1017 }).pd!.low).toBeCloseTo(20.569, 3);
    expect(ends(of(undefined, { tpp: 1600, die_mm2: { low: 200, high: 400 } }).pd)).toEqual([4, 8]);
    // Meets the threshold of 3A090.b.1 as on paper.
    expect(of(undefined, { tpp: 2400, die_mm2: 1500 }).pd!.low).toBe(1.6);
  });
});

describe('bandwidths', () => {
  it('of DRAM are those of the catalogue; memory outside the package is flagged', () => {
    expect(of('h200').dram_gbs).toMatchObject({ low: 4800, high: 4800, arithmetic: '4800 GB/s of HBM3e' });
    expect(of('h200').dram_gbs!.flags).toEqual([]);
    expect(of('rtx 5090').dram_gbs!.flags).toContain('off_package_dram');
    expect(of('cam-mlu370-x8').dram_gbs!.flags).toContain('off_package_dram');
    expect(of('rtx 5090', { dram_gbs: 1792 }).dram_gbs).toMatchObject({
      arithmetic: 'given: 1792',
      flags: ['off_package_dram'],
    });
    expect(of('kunlun p800').dram_gbs).toBeUndefined();
  });

  it.each<[string, number, number, string]>([
    ['a100', 600, 664, 'PCIe 4.0'],
    ['a800', 400, 464, 'PCIe 4.0'],
    ['h800', 400, 528, 'PCIe 5.0'],
    ['h20', 900, 1028, 'PCIe 5.0'],
    ['rtx 4090', 0, 64, 'no link from chip to chip'],
    ['t4', 0, 32, 'no GPU-to-GPU link'],
    ['b200', 1800, 2056, 'at most 256 GB/s (PCIe 5.0 / 6.0)'],
    ['google-tpu-v5e', 400, 656, 'at most 256 GB/s (PCIe (host board))'],
    ['rubin', 3600, Number.POSITIVE_INFINITY, 'not known (NVLink-C2C to Vera CPU)'],
  ])('between chips for %s lie between %d and %d', (chip, low, high, says) => {
    const found = of(chip).interconnect_gbs!;
    expect(ends(found)).toEqual([low, high]);
    expect(found.arithmetic).toContain(says);
    expect(found.flags).toContain('host_link_open');
  });

  it('between chips are not known where only a name is', () => {
    for (const chip of ['mi308', 'aws-trainium1', 'br-br104', 'bd-kunlun-m100'])
      expect(of(chip).interconnect_gbs, chip).toBeUndefined();
    expect(of('ali-zhenwu-810e').interconnect_gbs!.flags).toContain('direction_not_stated');
    expect(ends(of('mi308', { interconnect_gbs: 448 }).interconnect_gbs)).toEqual([448, 448]);
  });

  it('of a memory stack over its area are only given', () => {
    expect(of('h200').mem_bw_density).toBeUndefined();
    expect(of(undefined, { mem_bw_density: { low: 2, lowOpen: true } }).mem_bw_density).toMatchObject({
      low: 2,
      lowOpen: true,
      high: Number.POSITIVE_INFINITY,
      arithmetic: 'given: more than 2',
    });
  });
});
