import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import { answerBatch, inputOf, type Params, type Request, readBatch } from '../../src/controls/index.js';
import { parameters } from '../../src/controls/request/params.js';
import { situationOf } from '../../src/controls/request/situation.js';
import { classifier, facts } from './setup.js';

const { book } = classifier;

const base: Request = { chip: 'h200', destination: 'China', date: '2026-01-20' };
const situation = (more: Partial<Request>) => situationOf({ ...base, ...more }, facts, book);
const of = (params: unknown, more: Partial<Request> = {}) =>
  situation({ ...more, params: params as Params }).state.domains;
const words = (domains: ReturnType<typeof of>, name: string) => {
  const domain = domains.get(name);
  return domain?.kind === 'words' ? domain.values : undefined;
};

/** The complaint that a request meets with; undefined for a request that is read. */
function complaintOf(more: Record<string, unknown>) {
  try {
    situation(more as Partial<Request>);
    return undefined;
  } catch (error) {
    if (error instanceof SteelyardError) return error.complaint;
    throw error;
  }
}
const refusal = (params: unknown) => complaintOf({ params });

describe('parameters', () => {
  it.each<[unknown, string, string, string?]>([
    [{ tpp: 'many' }, 'CO012', 'tpp cannot be "many"'],
    [{ tpp: null }, 'CO012', 'tpp cannot be null'],
    [{ tpp: Number.POSITIVE_INFINITY }, 'CO012', 'tpp cannot be Infinity'],
    [{ tpp: Number.NaN }, 'CO012', 'tpp cannot be NaN'],
    [{ pd: -1 }, 'CO012', 'pd cannot be -1'],
    [{ die_mm2: 0 }, 'CO012', 'die_mm2 cannot be 0'],
    [{ die_mm2: { high: 0 } }, 'CO012', 'die_mm2 cannot be {"high":0}'],
    [{ tpp_below: 0 }, 'CO012', 'tpp_below cannot be 0'],
    [{ tpp_below: 'x' }, 'CO012', 'tpp_below cannot be "x"'],
    [{ tpp: { low: 'x' } }, 'CO012', 'tpp cannot have the end "x"'],
    [{ tpp: { low: Number.POSITIVE_INFINITY } }, 'CO012', 'tpp cannot begin at Infinity'],
    [{ tpp: { low: 1, lowOpen: 'yes' } }, 'CO012', 'tpp cannot have an end that is open "yes"'],
    [{ tpp: { low: 2, high: 1 } }, 'CO015', 'tpp lies between 2 and 1, the wrong way round'],
    [
      { tpp: { low: 600, high: 600, lowOpen: true } },
      'CO015',
      'tpp lies between 600 and 600 without an end, where no number is',
    ],
    [{ tpp: { lo: 1 } }, 'CO013', 'an interval has no "lo"', 'low'],
    [{ tops: { fp8: null } }, 'CO012', 'tops.fp8 cannot be null'],
    [{ tops: { fp8: { value: 1, sparse: 1 } } }, 'CO012', 'tops.fp8.sparse cannot be 1'],
    [{ tops: { fp8: { value: 1, dense: true } } }, 'CO013', 'tops.fp8 has no "dense"'],
    [{ tops: [1] }, 'CO012', 'tops cannot be [1]'],
    [{ datacenter: 'yes' }, 'CO012', 'datacenter cannot be "yes"'],
    [{ datacentre: true }, 'CO013', 'there is no parameter "datacentre"', 'datacenter'],
    [{ told: 'x' }, 'CO013', 'there is no parameter "told"'],
    [{ hq: 'CN' }, 'CO013', 'there is no parameter "hq"'],
    [{ item: 'computr' }, 'CO012', 'the item cannot be "computr"', 'computer'],
    [{ purpose: 7 }, 'CO012', 'the purpose cannot be 7'],
    [{ designer_hq: 5 }, 'CO012', 'the designer_hq cannot be 5'],
    [
      { customer: 'Chna' },
      'CO011',
      'the place of the customer "Chna" is no place that the data know',
      'China',
    ],
    [{ certifications: { kyc: 1 } }, 'CO012', 'kyc cannot be 1'],
    [{ certifications: { volume_ratio: true } }, 'CO012', 'volume_ratio cannot be true'],
    [{ certifications: { volume_ratio: -1 } }, 'CO012', 'volume_ratio cannot be -1'],
    [{ certifications: { destination: true } }, 'CO013', 'there is no certification "destination"'],
    [{ certifications: { us_labs: true } }, 'CO013', 'there is no certification "us_labs"', 'us_lab'],
    [{ us_lab: true, certifications: { us_lab: false } }, 'CO012', 'us_lab is told twice, as yes and as no'],
    [[], 'CO012', 'params cannot be []'],
  ])('%o: %s %s', (params, code, found, nearest) => {
    expect(refusal(params)).toMatchObject({ code, found, ...(nearest !== undefined && { nearest }) });
  });

  it('cut what was found to 80 letters', () => {
    expect(refusal({ tpp: 'x'.repeat(1000) })!.found).toBe(`tpp cannot be "${'x'.repeat(76)}...`);
  });

  it('take whatever exceptions ask about by its name, and pass over the ports of a published case', () => {
    const domains = of({ notice_given: true, purchase_order: false, note_ports: '21 instead of 24' });
    expect([words(domains, 'notice_given'), words(domains, 'purchase_order')]).toEqual([['yes'], ['no']]);
    for (const { name, kind } of parameters)
      if (kind === 'flag') expect(inputOf.get(name)?.kind).toBe('flag');
  });

  it('read makers in any letters, and places as the rules count them', () => {
    const domains = of({ maker: 'nvidia', customer: 'Hong Kong', designer_hq: 'China' });
    expect(words(domains, 'maker')).toEqual(['NVIDIA']);
    expect(words(domains, 'customer')).toEqual(['CN']);
    expect(words(domains, 'origin')).toEqual(['CN']);
  });

  it('shut exception ACM by the place of the customer as words do', () => {
    const acm = (params: Params) =>
      classifier
        .classify({ chip: 'h100', destination: 'Germany', date: '2025-06-01', params })
        .exceptions.find(({ id }) => id === 'ACM')?.available;
    expect(acm({ purpose: 'production', state_owned: false })).not.toBe(false);
    expect(acm({ purpose: 'production', state_owned: false, customer: 'China' })).toBe(false);
  });

  it('place packaging in the groups of the day', () => {
    const packaged = (packaged_in: string, date: string) =>
      words(of({ packaged_in }, { date }), 'packaged_in_macau_or_d5');
    expect(packaged('Nicaragua', '2024-03-14')).toEqual(['no']);
    expect(packaged('Nicaragua', '2024-03-15')).toEqual(['yes']);
    expect(packaged('Hong Kong', '2026-01-20')).toEqual(['yes']);
    expect(packaged('Macau', '2026-01-20')).toEqual(['yes']);
    expect(packaged('Taiwan', '2026-01-20')).toEqual(['no']);
  });
});

describe('fields of a request', () => {
  it.each<[Record<string, unknown>, string, string, string?]>([
    [{ date: undefined }, 'CO014', 'the request has no day'],
    [{ date: 5 }, 'CO014', '5 is no day'],
    [{ date: '2026-02-30' }, 'CO014', '"2026-02-30" is no day'],
    [{ chip: 4090 }, 'CO012', 'the chip cannot be 4090'],
    [{ destination: null }, 'CO012', 'the destination cannot be null'],
    [{ route: {} }, 'CO012', 'the route cannot be {}'],
    [{ destination: 'Chna' }, 'CO011', 'the destination "Chna" is no place that the data know', 'China'],
    [{ buyer: 'bank' }, 'CO018', 'the buyer cannot be "bank"'],
    [{ transaction: 'rexport' }, 'CO012', 'the transaction cannot be "rexport"', 'reexport'],
    [{ jurisdiction: 'Not subject' }, 'CO012', 'the jurisdiction cannot be "Not subject"', 'not_subject'],
    [{ jurisdiction: 'bananas' }, 'CO012', 'the jurisdiction cannot be "bananas"'],
    [{ certifications: 'all' }, 'CO012', 'certifications cannot be "all"'],
  ])('%o: %s %s', (more, code, found, nearest) => {
    expect(complaintOf(more)).toMatchObject({ code, found, ...(nearest !== undefined && { nearest }) });
  });

  it('say of jurisdiction whether, or why, an item is subject to the EAR', () => {
    const read = (jurisdiction: string) => words(situation({ jurisdiction }).state.domains, 'jurisdiction');
    expect(['subject', 'us_origin', 'foreign_direct_product', 'not_subject'].map(read)).toEqual([
      ['subject'],
      ['subject'],
      ['subject'],
      ['not_subject'],
    ]);
  });

  it('keep the site as it is, since the gate of China tells Hong Kong from the mainland', () => {
    const { domains } = situation({ destination: 'Hong Kong' }).state;
    expect([words(domains, 'site'), words(domains, 'destination')]).toEqual([['HK'], ['CN']]);
    expect(words(situation({ site: 'Hong Kong' }).state.domains, 'site')).toEqual(['HK']);
  });

  it('make a reexport of what leaves another country, here as on the command line', () => {
    expect(words(situation({ route: 'Taiwan' }).state.domains, 'transaction')).toEqual(['reexport']);
  });
});

describe('figures', () => {
  it('keep open ends from the person to the rules', () => {
    const open = { low: 14000, high: 15000, lowOpen: true, highOpen: true };
    const domains = of({
      tpp: open,
      dram_gbs: { low: 4500, lowOpen: true, high: 4800 },
      interconnect_gbs: 1,
    });
    expect(domains.get('perf_2022')).toMatchObject(open);
    expect(domains.get('dram_plus_io')).toMatchObject({
      low: 4501,
      lowOpen: true,
      high: 4801,
      highOpen: false,
    });
    const answer = classifier.classify({
      chip: 'a part of our own',
      params: { tpp: { low: 14000, lowOpen: true, high: 15000 }, dram_gbs: 4800 },
      transaction: 'import_to_us',
      date: '2026-02-01',
    });
    expect(answer.license_required).toBe('tariff_25');
  });

  it('take throughput from TOPS that were told, and bound it by bit lengths where only performance was', () => {
    expect(of({ tops: { fp8: 5 } }, { chip: 'a part of our own' }).get('tops')).toMatchObject({
      low: 5,
      high: 5,
    });
    expect(of({ tops: { fp8: { value: 10, sparse: true } } }, { chip: 'x' }).get('tops')).toMatchObject({
      low: 5,
      high: 5,
    });
    expect(of({ tpp: 128 }, { chip: 'x' }).get('tops')).toMatchObject({ low: 2, high: 32 });
  });
});

describe('what is taken as given', () => {
  it('stands in the data: inputs of the register with values that they take', () => {
    for (const { input, value } of book.rules.given) {
      const found = inputOf.get(input);
      if (found?.kind === 'flag') expect(['yes', 'no']).toContain(value);
      else if (found?.kind === 'place') expect(book.places.ids).toContain(value);
      else expect([...(found?.choices ?? [value])], input).toContain(value);
      expect(found, input).toBeDefined();
    }
  });

  it('is listed only where a clause asks for it', () => {
    const listed = (date: string) => classifier.classify({ ...base, date }).assumed.map(({ what }) => what);
    expect(listed('2026-01-20')).toContain('hq');
    expect(listed('2026-01-20')).not.toContain('packager');
    expect(listed('2026-01-20')).not.toContain('veu_listed');
  });

  it('sets an untold ratio of volumes at the limit that the rule asks for', () => {
    expect(situation({ certifications: 'met' }).state.domains.get('volume_ratio')).toMatchObject({
      low: 0.5,
      high: 0.5,
    });
  });

  it('counts a chip as sold in the United States by the last day that its date can mean', () => {
    const sold = (chip: string) => words(situation({ chip }).state.domains, 'us_availability');
    expect(sold('h200')).toEqual(['yes']);
    expect(sold('h20')).toEqual(['no']);
    for (const { id, country, designed_for_export, general_availability = '' } of facts.chips.values()) {
      if (country === 'US' && !designed_for_export && general_availability >= '2026')
        expect(sold(id), id).toEqual(['yes', 'no']);
    }
  });
});

describe('anything at all', () => {
  const fields = [
    ...['id', 'chip', 'params', 'destination', 'end_user', 'end_user_hq', 'ultimate_parent', 'buyer', 'site'],
    ...['transaction', 'route', 'jurisdiction', 'date', 'certifications'],
  ];
  const junk = fc.oneof(
    fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
    fc.jsonValue(),
    fc.double(),
    fc.record(
      { low: fc.anything(), high: fc.anything(), lowOpen: fc.anything(), highOpen: fc.anything() },
      { requiredKeys: [] },
    ),
    fc.constantFrom('__proto__', 'constructor', 'any', 'China', 'US', 5e-324, 1e308, -0, true, null),
  );
  const names = parameters.map(({ name }) => name);
  const ids = book.rules.certifications.map(({ id }) => id);
  const params = fc.oneof(
    junk,
    fc.dictionary(fc.constantFrom(...names, '__proto__', 'toString'), junk, { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.double({ min: 0, noNaN: true }), fc.boolean()), {
      maxKeys: 5,
    }),
    fc.record({ tops: fc.dictionary(fc.constantFrom('fp8', 'tf32', 'int9', '__proto__'), junk) }),
    fc.record({ certifications: fc.dictionary(fc.constantFrom(...ids, 'destination', '__proto__'), junk) }),
  );

  /** Only a complaint or an answer comes of it; counts both. */
  const outcomes = () => {
    const seen = { answers: 0, complaints: 0 };
    const ask = (request: unknown) => {
      try {
        classifier.classify(request as Request);
        seen.answers += 1;
      } catch (error) {
        if (!(error instanceof SteelyardError)) throw error;
        seen.complaints += 1;
      }
    };
    return { seen, ask };
  };

  it('as parameters is read or refused', () => {
    const { seen, ask } = outcomes();
    fc.assert(
      fc.property(params, (value) => ask({ ...base, params: value })),
      { numRuns: 5000, seed: 11 },
    );
    expect(seen.answers).toBeGreaterThan(200);
    expect(seen.complaints).toBeGreaterThan(200);
  }, 120_000);

  it('as a field of a request, or as a request, is read or refused', () => {
    const { seen, ask } = outcomes();
    fc.assert(
      fc.property(fc.constantFrom(...fields), junk, (field, value) => ask({ ...base, [field]: value })),
      { numRuns: 5000, seed: 12 },
    );
    expect(seen.answers).toBeGreaterThan(200);
    expect(seen.complaints).toBeGreaterThan(200);
    fc.assert(
      fc.property(junk, (value) => ask(value)),
      { numRuns: 500, seed: 13 },
    );
  }, 120_000);

  it('in one case of a batch does not lose the others', () => {
    const text =
      'cases: [{id: a, chip: h200, date: 2026-01-20}, {id: b, chip: h200, date: 2026-01-20, params: {tops: {fp8: null}}}]';
    const [a, b] = answerBatch(classifier, readBatch(text, 'x.yaml'));
    expect(a).toHaveProperty('eccn');
    expect(b).toMatchObject({ id: 'b', error: { code: 'CO012', place: { line: 1 } } });
  });
});

describe('several owners', () => {
  const parents = (end_user: string, date = '2026-03-01') =>
    words(situation({ destination: 'Singapore', end_user, date }).state.domains, 'parent');
  it.each([
    ['US-owned, with a Chinese ultimate parent', 'CN'],
    ['subsidiary of a US firm that is owned by a Chinese group', 'CN'],
    ['US-owned 10 per cent, Chinese-owned 90 per cent', 'CN'],
    ['subsidiary of a Japanese company', 'JP'],
    ['not owned by a Chinese company', 'SG'],
  ])('"%s": %s', (end_user, parent) => {
    expect(parents(end_user)).toEqual([parent]);
  });
  it.each([
    'American-owned until 2025, acquired by Alibaba',
    'subsidiary of Tencent',
    'owned by a US firm and a Japanese company, run by Alibaba',
  ])('"%s" leaves the parent open', (end_user) => {
    expect(parents(end_user)!.length).toBeGreaterThan(100);
  });
});

describe('what a request may not say at once', () => {
  it('refuses goods that go to one place and are to stand in another', () => {
    expect(complaintOf({ destination: 'Singapore', site: 'China' })).toMatchObject({ code: 'CO012' });
    expect(complaintOf({ destination: 'China', site: 'Hong Kong' })).toBeUndefined();
    expect(complaintOf({ destination: 'Singapore', site: 'China', transaction: 'service' })).toBeUndefined();
  });
  it('refuses an output of a fab without an export by the fab', () => {
    expect(complaintOf({ params: { item: 'fab_output' } })).toMatchObject({ code: 'CO012' });
    expect(complaintOf({ params: { item: 'fab_output' }, transaction: 'fab_export' })).toBeUndefined();
  });
  it('counts no certificate on end use as met where the buyer is military', () => {
    const { domains } = situation({ buyer: 'military', certifications: 'met' }).state;
    expect([words(domains, 'end_use'), words(domains, 'kyc')]).toEqual([['no'], ['yes']]);
  });
});

describe('how a request was read is said', () => {
  it.each<[string, Partial<Request>, RegExp]>([
    ['words that tell nothing', { end_user: 'Tencent' }, /"Tencent" tell nothing/],
    ['figures of its own', { params: { tpp: 2000 } }, /catalogue's: tpp/],
  ])('%s', (_, more, remark) => {
    expect(situation(more).remarks.join()).toMatch(remark);
    expect(classifier.classify({ ...base, ...more }).notes[0]).toMatch(remark);
  });
});
