import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkModel, parseModel } from '../../src/sd/index.js';
import { elementsOf, model, run } from './run.js';

const balances = [
  ...elementsOf('balance of class and buyer'),
  ...elementsOf('balance of imports'),
  ...elementsOf('balance of makers'),
];
const open = { 'lever practice': 0, 'lever mandate kept': 0 };
const closed = { 'lever practice': 0, 'lever admitted share': 0 };
const settings: [string, Record<string, number>][] = [
  ['as it stands', {}],
  ['open', open],
  ['closed', closed],
  ['supply stops in 2028', { ...open, 'stress stop date': 2028 }],
  ['no demand', { 'demand switch': 0 }],
  ['no supply', { 'supply switch': 0 }],
  ['zero yield', { 'yield switch': 0 }],
  ['a cut-off on the first day', { 'stress stop date': 2022 }],
  ['Hong Kong only', { ...open, 'lever mainland': 0 }],
  ['adaptive', { ...open, 'lever adaptive': 1 }],
];

describe('the access model', () => {
  test('has no unit fault, no loop, no unused variable', () => {
    expect(checkModel(model)).toEqual([]);
  });

  test.each(settings)('conserves chips by class and sector: %s', (_, sets) => {
    const result = run(sets, [...balances, 'effective compute', 'made so far[Ascend]']);
    for (const name of balances) {
      const worst = Math.max(...result.of(name).map(Math.abs));
      expect(worst, name).toBeLessThan(1e-6);
    }
    expect(result.of('effective compute').every(Number.isFinite)).toBe(true);
  });

  test.each(settings)('keeps every stock of chips at zero or above: %s', (_, sets) => {
    const stocks = [
      'fleet',
      'pipeline',
      'inventory',
      'die bank',
      'HBM stock',
      'dies for HBM',
      'dies for other memory',
    ].flatMap((name) => elementsOf(name));
    const result = run(sets, stocks);
    for (const name of stocks) expect(Math.min(...result.of(name)), name).toBeGreaterThanOrEqual(-1e-9);
  });

  test('with no demand nothing is ordered, delivered or sold, and the fleet only shrinks', () => {
    const result = run({ 'demand switch': 0 }, [
      'foreign deliveries',
      'domestic units sold',
      'total desired orders',
      'smuggling',
      'foreign units',
    ]);
    for (const name of ['foreign deliveries', 'domestic units sold', 'total desired orders', 'smuggling'])
      expect(Math.max(...result.of(name)), name).toBe(0);
    const fleet = result.of('foreign units');
    for (let t = 1; t < fleet.length; t++) expect(fleet[t]!).toBeLessThan(fleet[t - 1]!);
  });

  test('with no supply nothing arrives from anywhere', () => {
    const names = ['foreign deliveries', 'domestic units sold', 'smuggling', 'offshore fleet'];
    const result = run({ 'supply switch': 0 }, names);
    for (const name of names.slice(0, 3)) expect(Math.max(...result.of(name)), name).toBe(0);
    expect(result.at('offshore fleet', 2033)).toBeLessThan(result.at('offshore fleet', 2022));
  });

  test('with zero yield domestic makers ship nothing', () => {
    const result = run({ 'yield switch': 0 }, [
      'domestic units sold',
      'domestic output',
      'made so far[Ascend]',
    ]);
    expect(Math.max(...result.of('domestic units sold'))).toBe(0);
    expect(Math.max(...result.of('domestic output'))).toBe(0);
    expect(result.at('made so far[Ascend]', 2033)).toBe(result.at('made so far[Ascend]', 2022));
  });

  test('an instant cut-off ends deliveries at once, rented service within a quarter or two, and never adds compute', () => {
    const names = [
      'foreign deliveries',
      'effective compute',
      'offshore fleet',
      'imported effective',
      'foreign service level',
    ];
    const cut = run({ ...open, 'stress stop date': 2028 }, names);
    const on = run(open, names);
    expect(cut.at('foreign deliveries', 2028)).toBe(0);
    expect(cut.at('effective compute', 2029)).toBeLessThan(on.at('effective compute', 2029));
    expect(cut.at('offshore fleet', 2029)).toBeLessThan(cut.at('offshore fleet', 2028) * 0.5);
    expect(cut.at('foreign service level', 2030)).toBeCloseTo(Math.exp(-0.06 * 2), 2);
    for (const time of [2022, 2025, 2027.75])
      expect(cut.at('effective compute', time)).toBe(on.at('effective compute', time));
  });

  test('levers closed means no foreign deliveries after the lead time', () => {
    const result = run({ ...closed, 'licence delay': 1 }, ['foreign deliveries']);
    expect(result.at('foreign deliveries', 2026.75)).toBeGreaterThan(1);
    const before = result.at('foreign deliveries', 2026.75);
    expect(result.at('foreign deliveries', 2028)).toBeLessThan(before / 100);
    for (let time = 2029; time <= 2033; time += 0.25)
      expect(result.at('foreign deliveries', time)).toBeLessThan(before / 10_000);
  });

  test('policies part ways only after the policy starts', () => {
    const [a, b] = [open, closed].map((sets) => run(sets, ['effective compute']).of('effective compute'));
    expect(a!.slice(0, 21)).toEqual(b!.slice(0, 21));
    expect(a!.at(-1)).not.toBe(b!.at(-1));
  });

  test('halving the step moves no headline by more than four per cent', () => {
    const text = readFileSync('models/access/access.mdl', 'utf8');
    const fine = parseModel(
      text.replace('TIME STEP= 0.125', 'TIME STEP= 0.0625'),
      'models/access/access.mdl',
    );
    for (const sets of [open, closed, { ...open, 'stress stop date': 2028 }])
      for (const name of ['effective compute', 'domestic output', 'lag', 'software maturity']) {
        const [coarse, refined] = [model, fine].map((one) => run(sets, [name], one));
        for (const time of [2026, 2029, 2031, 2033]) {
          const [x, y] = [coarse!.at(name, time), refined!.at(name, time)];
          expect(Math.abs(x / y - 1), `${name} at ${time}`).toBeLessThan(0.04);
        }
      }
  });
});

describe('behaviours that the model must show', () => {
  test('H20: overshoot and collapse', () => {
    const sales = run({}, ['H20 deliveries']);
    const peak = Math.max(...sales.of('H20 deliveries'));
    expect(sales.at('H20 deliveries', 2024)).toBe(0);
    expect(peak).toBeGreaterThan(500);
    expect(sales.at('H20 deliveries', 2026)).toBeLessThan(peak / 3);
  });

  test('yield: S-curve below its ceiling', () => {
    const path = run({}, ['die yield']).of('die yield');
    for (let t = 1; t < path.length; t++) expect(path[t]!).toBeGreaterThan(path[t - 1]!);
    const early = path[12]! - path[0]!;
    const late = path[44]! - path[32]!;
    expect(late).toBeLessThan(early);
    expect(path.at(-1)!).toBeLessThan(0.68);
  });

  test('die bank and foreign memory run down', () => {
    const stocks = run({}, ['die bank', 'HBM stock']);
    expect(stocks.at('die bank', 2025)).toBeCloseTo(1900, -2);
    expect(stocks.at('die bank', 2028)).toBeLessThan(500);
    expect(stocks.at('HBM stock', 2026)).toBeCloseTo(4000, -2);
    expect(stocks.at('HBM stock', 2028.5)).toBeLessThan(1000);
  });

  test('gates flip both ways', () => {
    const draws = (name: string, u: number) =>
      Object.fromEntries(elementsOf(name).map((element) => [element, u]));
    const tight = run({ ...draws('us tighten draw', 0.99), ...draws('us loosen draw', 0.01) }, ['stance']);
    const loose = run({ ...draws('us tighten draw', 0.01), ...draws('us loosen draw', 0.99) }, ['stance']);
    expect(tight.at('stance', 2029)).toBeLessThan(0.6);
    expect(loose.at('stance', 2029)).toBeGreaterThan(2.6);
  });

  test('the law on record opens each class when it did, and moves after it walk between regimes', () => {
    const classes = ['Earlier', 'ExportVariant', 'H200', 'Next'];
    const names = classes.flatMap((one) => [`open in text[${one}]`, `us allows[${one}]`]);
    const draws = (name: string, u: number) =>
      Object.fromEntries(elementsOf(name).map((element) => [element, u]));
    const plain = run({}, names);
    const law = (time: number, result = plain) =>
      classes.map((one) => result.at(`open in text[${one}]`, time));
    const offered = (time: number, result = plain) =>
      classes.map((one) => result.at(`us allows[${one}]`, time));
    expect(law(2022)).toEqual([1, 1, 1, 1]);
    expect(law(2023)).toEqual([1, 1, 0, 0]);
    expect(law(2024)).toEqual([0, 1, 0, 0]);
    expect(law(2025.5)).toEqual([0, 0, 0, 0]);
    expect(law(2025.75)).toEqual([0, 1, 0, 0]);
    expect(law(2026.25)).toEqual([0, 1, 1, 0]);
    // A class is offered once a maker sells it, whatever the law.
    expect(offered(2022)).toEqual([1, 0, 0, 0]);
    expect(offered(2024.25)).toEqual([0, 1, 0, 0]);
    const tight = run({ ...draws('us tighten draw', 0.99), ...draws('us loosen draw', 0.01) }, names);
    const loose = run({ ...draws('us tighten draw', 0.01), ...draws('us loosen draw', 0.99) }, names);
    expect(law(2029, tight)).toEqual([0, expect.closeTo(0, 1), 0, 0]);
    expect(law(2029, loose)).toEqual([1, 1, 1, 1]);
    expect(offered(2029, loose)).toEqual([0, 1, 1, 1]);
  });

  test('grey price follows scarcity', () => {
    const short = run({ 'wanted stock at end of 2025': 4000 }, ['scarcity premium']);
    const ample = run({ 'wanted stock at end of 2025': 900 }, ['scarcity premium']);
    expect(short.at('scarcity premium', 2027)).toBeGreaterThan(ample.at('scarcity premium', 2027));
  });

  test('after a cut-off the level falls and is regained through domestic supply', () => {
    const severe = { ...open, 'stress stop date': 2028, 'immediate loss': 0.3 };
    const result = run(severe, ['effective compute', 'level at stop']);
    const before = result.at('level at stop', 2029);
    expect(Math.min(...result.of('effective compute').slice(24, 29))).toBeLessThan(before);
    expect(result.at('effective compute', 2033)).toBeGreaterThan(before);
  });
});

describe('each disputed mechanism and lever moves what it should', () => {
  const years = [2028, 2029, 2030, 2031, 2032];
  const total = (sets: Record<string, number>, name: string) => {
    const result = run(sets, [name]);
    return years.reduce((sum, time) => sum + result.at(name, time), 0);
  };
  const cases: [string, Record<string, number>, Record<string, number>, string, 'more' | 'less', number][] = [
    [
      'habit costs domestic output',
      open,
      { ...open, 'crowd out draw': 0.1, 'import crowd out': 0.8 },
      'domestic output',
      'less',
      0.03,
    ],
    [
      'no memory costs domestic output',
      {},
      { 'HBM stock in 2026': 10, 'HBM domestic in 2026': 10, 'HBM leak': 10 },
      'domestic output',
      'less',
      0.2,
    ],
    [
      'what is stronger than the H200 adds compute',
      open,
      { ...open, 'lever next class': 1 },
      'effective compute',
      'more',
      0.005,
    ],
    ['a quota lets less in', open, { ...open, 'lever quota': 50 }, 'foreign deliveries', 'less', 0.3],
    ['bundling lets less in', open, { ...open, 'lever bundling': 3 }, 'foreign deliveries', 'less', 0.02],
    [
      'only Hong Kong lets less in',
      open,
      { ...open, 'lever mainland': 0 },
      'foreign deliveries',
      'less',
      0.2,
    ],
    [
      'a remote-access rule shrinks fleets abroad',
      {},
      { 'washington remote rule': 1 },
      'offshore fleet',
      'less',
      0.05,
    ],
    ['enforcement cuts smuggling', {}, { 'washington enforcement': 1 }, 'smuggling', 'less', 0.05],
    ['tool controls slow capacity', {}, { 'washington equipment controls': 1 }, 'capacity', 'less', 0.1],
    [
      'location checks widen foreign reach',
      open,
      { ...open, 'washington location checks': 1 },
      'foreign reach',
      'more',
      0.05,
    ],
    [
      'porting support ripens software',
      {},
      { 'lever porting support': 10_000 },
      'software maturity',
      'more',
      0.005,
    ],
  ];
  test.each(cases)('%s', (_, without, having, name, sign, least) => {
    const change = total(having, name) / total(without, name) - 1;
    expect(sign === 'more' ? change : -change).toBeGreaterThan(least);
  });

  test('levers of either side leave history alone', () => {
    const names = ['effective compute', 'smuggling', 'foreign deliveries'];
    const plain = run({}, names);
    const set = run(
      {
        'washington cap share': 0,
        'washington enforcement': 1,
        'washington remote rule': 1,
        'washington equipment controls': 1,
        'washington location checks': 1,
        'lever subsidy': 0.5,
      },
      names,
    );
    for (const name of names) expect(set.of(name).slice(0, 20)).toEqual(plain.of(name).slice(0, 20));
  });

  test('without memory a maker sells no more than the cards that need none', () => {
    const starved = { 'HBM stock in 2026': 0, 'HBM domestic in 2026': 0, 'HBM leak': 0 };
    const result = run(starved, ['HBM packages[THead]', 'other packages[THead]', 'packages[THead]']);
    expect(result.at('HBM packages[THead]', 2030)).toBe(0);
    expect(result.at('packages[THead]', 2030)).toBeCloseTo(
      result.at('other packages[THead]', 2030) * 0.87,
      9,
    );
  });
});
