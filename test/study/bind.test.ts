import { describe, expect, test } from 'vitest';
import { parseModel } from '../../src/sd/index.js';
import { dependantsOf, readStudy, syncConstants, viewOfModel } from '../../src/study/index.js';
import { bindSmall, facts, model, study } from './small.js';

describe('a study that fits', () => {
  const bound = bindSmall();

  test('lists its uncertain numbers: priors, variants by chance, draws element by element', () => {
    expect(bound.columns.map((column) => [column.id, column.sets])).toEqual([
      ['prior:growth', [{ element: 'growth', factor: 1 }]],
      ['variant:side-effect', [{ element: 'side effect', factor: 1 }]],
      ['draw:shock', [{ element: 'shock draw', factor: 1 }]],
      ['draw:slot[Cloud]', [{ element: 'slot draw[Cloud]', factor: 1 }]],
      ['draw:slot[State]', [{ element: 'slot draw[State]', factor: 1 }]],
    ]);
    expect(bound.columns[0]!.distribution.quantile(0.5)).toBeCloseTo(2, 12);
    expect(bound.columns[1]!.distribution.quantile(0.74)).toBe(0);
    expect(bound.columns[1]!.distribution.quantile(0.76)).toBe(1);
    expect(bound.together.groups).toEqual([
      { name: 'pair', members: ['prior:growth', 'draw:shock'], correlation: 0.5, loadings: undefined },
    ]);
  });

  test('resolves settings to elements; the setting of fewer elements wins', () => {
    expect([...bound.settings.policies.get('cloud')!]).toEqual([
      ['lever share[Cloud]', 1],
      ['lever share[State]', 0],
      ['lever fee', 0.1],
    ]);
    expect([...bound.settings.cases.get('stopped')!]).toEqual([['stop date', 2028]]);
  });

  test('keeps the model as it is for its own prior set, and takes fixed priors from another set', () => {
    expect([...bound.always]).toEqual([]);
    const dated = bindSmall({ study: ['priors: current', 'priors: known-2024-12-31'] });
    expect(dated.always.get('monthly loss')).toBeCloseTo(0.2, 12);
    expect(dated.columns[0]!.distribution.quantile(0.5)).toBeCloseTo(1, 12);
  });

  test('draws the back-test from its own prior set', () => {
    expect(bound.backtest!.columns[0]!.distribution.quantile(0.5)).toBeCloseTo(1, 12);
    expect(bound.backtest!.always.get('monthly loss')).toBeCloseTo(0.2, 12);
  });

  test('reads what happened and what a naive rule would have said', () => {
    expect(bound.measures.history[0]).toMatchObject({
      element: 'stock',
      fact: { value: 3.1 },
      rival: { value: 3 },
    });
  });

  test('covers ranges evenly if the design asks for it', () => {
    const even = bindSmall({ study: ['weighting: weighted', 'weighting: exploratory'] }).columns[0]!
      .distribution;
    const { quantile } = bound.columns[0]!.distribution;
    expect(even.quantile(0.9999)).toBeCloseTo(quantile(0.99), 2);
    expect(even.quantile(0.25)).toBeLessThan(quantile(0.25));
  });

  test('compares with the policy that a metric of the frontier is relative to', () => {
    expect(bound.reference).toBe('none');
    expect(bindSmall({ study: ['{x: end, y: after}', '{x: end, y: date}'] }).reference).toBe('none');
    expect(bindSmall({ study: ['{x: end, y: after}', '{x: end, y: after, reference: all}'] }).reference).toBe(
      'all',
    );
  });

  test('tells what depends on a number', () => {
    const dependants = dependantsOf(bound);
    expect(dependants.get('prior:growth')).toEqual({
      constants: [{ element: 'growth', place: 'small.mdl:3' }],
      metrics: ['end', 'after', 'date'],
      cited: [],
    });
    expect(dependants.get('price:cloud')).toMatchObject({
      metrics: [],
      cited: ['metric end', 'lever share'],
    });
    expect(dependants.get('history:level@2028')!.cited).toEqual(['history level-2028']);
  });
});

describe('numbers of the model', () => {
  const sync = (text: string) => syncConstants(text, viewOfModel(parseModel(text, 'small.mdl')), facts);

  test('that agree with the data are left as they are', () => {
    expect(sync(model)).toEqual({ text: model, changes: [] });
  });

  test('are brought in line with the data, the factor applied, and nothing else changes', () => {
    const stale = model
      .replace('growth= 2 ', 'growth= 1.9 ')
      .replace('monthly loss= 0.1 ', 'monthly loss= 1 ')
      .replace('30, 40', '30,  41');
    const { text, changes } = sync(stale);
    expect(text).toBe(model.replace('30, 40', '30,  40'));
    expect(changes).toEqual([
      { element: 'growth', line: 3, was: 1.9, is: 2 },
      { element: 'monthly loss', line: 4, was: 1, is: 0.1 },
      { element: 'price[State]', line: 5, was: 41, is: 40 },
    ]);
  });
});

describe('a faulty study', () => {
  const line = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  // What is wrong, the change to the study, the code, and words that the message must hold.
  const inStudy: [string, [string, string], string, string][] = [
    ['a number in quotes', ['low: 0, high: 1,', "low: '0', high: 1,"], 'ST006', 'expected a number'],
    ['a number as words', ['chance: 0.25', 'chance: a quarter'], 'ST006', 'expected a number'],
    ['an unknown key', ['decider: here', 'decidr: here'], 'ST004', 'did you mean "decider"'],
    ['a key twice', ['data: data\n', 'data: data\ndata: data\n'], 'ST002', 'keep one'],
    ['no futures', ['futures: 64', 'futures: 0'], 'ST007', '0'],
    ['too many futures', ['futures: 64', 'futures: 1000001'], 'ST007', '1000001'],
    ['a seed that is not whole', ['seed: 7', 'seed: 7.5'], 'ST006', '7.5'],
    ['a day that the calendar lacks', ['2026-11-23', '2026-02-30'], 'ST007', '2026-02-30'],
    ['an unknown design', ['method: sobol', 'method: sobl'], 'ST007', 'did you mean "sobol"'],
    [
      'text cut at its comma',
      ['why: it decides', 'why: it decides, and more'],
      'ST004',
      'put the text in quotes',
    ],
    ['weights of a lens', ['about: more}', 'about: more, weight: 2}'], 'ST004', 'weight'],
    ['a missing key', ['explained: the end}', '}'], 'ST005', 'explained'],
    ['a name of 17 letters', ['short: Cloud', 'short: Clouds and others'], 'ST007', 'Clouds and others'],
    ['a metric named as a column', ['- {id: end,', '- {id: future,'], 'ST007', 'rename it'],
    ['a series named as a column', ['- {id: level,', '- {id: time,'], 'ST007', 'rename it'],
    ['an id too long', ['- {id: level,', `- {id: ${'l'.repeat(61)},`], 'ST007', 'at most 60'],
    ['two policies of one name', ['{id: cloud, title', '{id: all, title'], 'ST002', '"all" stands twice'],
    [
      'a prior varied and fixed',
      ['{prior: yearly_loss', '{prior: growth'],
      'ST002',
      'uncertainties and in fixed',
    ],
    ['a metric of no lens', ['after, lens: safety', 'after, lens: safty'], 'ST040', 'did you mean "safety"'],
    ['a metric in no case', ['case: stopped', 'case: stoped'], 'ST040', 'did you mean "stopped"'],
    [
      'a metric relative to no policy',
      ['{policy: none}', '{policy: nobody}'],
      'ST040',
      'one of none, all, cloud',
    ],
    ['a metric relative to itself', ['{policy: none}', '{case: stopped}'], 'ST043', 'itself'],
    [
      'a lens without metrics',
      [
        '{id: safety, title: Safety, about: less to lose}',
        '{id: safety, title: S, about: s}\n  - {id: third, title: T, about: t}',
      ],
      'ST040',
      'no metric belongs',
    ],
    ['a frontier of no metric', ['{x: end,', '{x: ende,'], 'ST040', 'did you mean "end"'],
    ['a level that is missing', ['first_at_or_above, level: 3', 'first_at_or_above'], 'ST041', 'add level:'],
    [
      'a time without meaning',
      ['statistic: final, threshold', 'statistic: final, at: 2028, threshold'],
      'ST041',
      'only with at',
    ],
    [
      'a window that ends before it starts',
      ['statistic: final, threshold', 'statistic: mean, from: 2029, to: 2028, threshold'],
      'ST041',
      'before it starts',
    ],
    [
      'a time outside the horizon',
      ['statistic: at, at: 2028', 'statistic: at, at: 2031'],
      'ST042',
      '2026 to 2030',
    ],
    [
      'a threshold without a source',
      [", source: 'price:cloud'}, explained", '}, explained'],
      'ST005',
      'source',
    ],
    [
      'a threshold with a source that is not there',
      ["source: 'price:cloud'}, explained", "source: 'price:clod'}, explained"],
      'ST044',
      'price:clod',
    ],
    ['a threshold against the direction', ['{at_least: 5', '{at_most: 5'], 'ST007', 'expected at_least'],
    ['a lever without a reason', [', why: chosen}', '}'], 'ST005', 'no reason'],
    [
      'a lever that ends below its start',
      ['low: 0, high: 0.5', 'low: 1, high: 0.5'],
      'ST007',
      'low at or below high',
    ],
    [
      'a lever of no constant',
      ['constant: lever fee', 'constant: lever fees'],
      'ST030',
      'did you mean "lever fee"',
    ],
    [
      'a lever that is no lever in the model',
      ['constant: lever fee', 'constant: growth'],
      'ST035',
      'tag it with @lever fee',
    ],
    ['a lever under another name', ['{id: fee,', '{id: fees,'], 'ST035', 'did you mean "fee"'],
    ['a default that the model does not have', ['default: 1', 'default: 0.9'], 'ST014', 'make them equal'],
    ['a setting beyond its lever', ['lever fee: 0.1}', 'lever fee: 0.6}'], 'ST034', 'from 0 to 0.5'],
    ['a setting of no constant', ['lever fee: 0.1}', 'lever fe: 0.1}'], 'ST030', 'did you mean "lever fee"'],
    ['a setting of no element', ['lever share[Cloud]', 'lever share[Clod]'], 'ST032', 'did you mean "Cloud"'],
    [
      'a setting of what is no lever',
      ['lever fee: 0.1}', 'growth: 0.1}'],
      'ST033',
      'no lever covers "growth"',
    ],
    ['a setting given twice', ['lever fee: 0.1}', '"lever share[ Cloud ]": 0.5}'], 'ST002', 'set twice'],
    ['a case that sets a lever', ['{stop date: 2028}', '{lever fee: 0.1}'], 'ST036', '@lever'],
    [
      'a variable that the model lacks',
      ['variable: stock, statistic: final, threshold', 'variable: stck, statistic: final, threshold'],
      'ST031',
      'did you mean "stock"',
    ],
    [
      'a variable with all its elements',
      ['variable: "by buyer[Cloud]"', 'variable: by buyer'],
      'ST032',
      'means 2 elements',
    ],
    [
      'a subscript on a scalar',
      ['variable: stock, title: Level', 'variable: "stock[Cloud]", title: Level'],
      'ST032',
      'no subscripts',
    ],
    ['a prior that the data lack', ['{prior: growth, why', '{prior: growht, why'], 'ST020', 'growth'],
    [
      'a fixed prior that the data lack',
      ['{prior: yearly_loss, why: known well}', '{prior: yearly_loss, why: w}\n  - {prior: yearly, why: w}'],
      'ST020',
      'no prior named "yearly"',
    ],
    [
      'a prior that the model does not carry',
      ['{prior: yearly_loss, why: known well}', '{prior: yearly_loss, why: w}\n  - {prior: unused, why: w}'],
      'ST021',
      'no constant',
    ],
    [
      'a prior set that is not there',
      ['priors: current', 'priors: curent'],
      'ST020',
      'did you mean "current"',
    ],
    [
      'a prior set of the back-test that is not there',
      ['priors: known-2024-12-31', 'priors: known-2024'],
      'ST020',
      'known-2024-12-31',
    ],
    ['a draw that the model lacks', ['slot: when', 'slt: when'], 'ST023', 'did you mean "slot"'],
    ['a member of no group', ['"draw:shock"]', '"draw:shok"]'], 'ST024', 'did you mean "draw:shock"'],
    ['a correlation that cannot be', ['correlation: 0.5', 'correlation: 1.5'], 'ST007', '1.5'],
    ['a group without a correlation', ['correlation: 0.5, ', ''], 'ST024', 'either correlation'],
    [
      'a variant of no switch',
      ['constant: side effect', 'constant: growth'],
      'ST037',
      '@variant side-effect',
    ],
    ['a variant without value and chance', ['chance: 0.25, ', ''], 'ST007', 'value: 0 or 1'],
    ['history without a back-test', ['backtest: {', 'headline: []\n#'], 'ST040', 'no backtest'],
    [
      'a fact of history that is not there',
      ['history:level@2028', 'history:level@2029'],
      'ST044',
      'history:level@2029',
    ],
  ];

  test.each(inStudy)('with %s', (_, change, code, words) => {
    const error = failure(() => bindSmall({ study: change }));
    expect(error.code).toBe(code);
    expect(error.text).toContain(words);
    if (error.file === 'small.yaml') {
      // A missing back-test is reported where the checks begin, two lines above.
      expect(error.line).toBeGreaterThanOrEqual(line(study, change[0]) - (words === 'no backtest' ? 2 : 0));
      expect(error.column).toBeGreaterThan(0);
    } else expect(error.file).toBe('small.mdl');
  });

  const inModel: [string, [string, string], string, string][] = [
    ['a constant without a tag', ['@structure unit of time', 'unit of time'], 'ST010', 'one year'],
    ['an unknown tag', ['@structure unit', '@structur unit'], 'ST011', 'did you mean "structure"'],
    ['two tags', ['@structure unit', '@structure unit @judgement x'], 'ST011', 'one tag'],
    ['a tag without its name', ['@draw shock', '@draw'], 'ST011', 'name after @draw'],
    ['a tag without its reason', ['@structure unit of time', '@structure'], 'ST011', 'reason'],
    ['a factor that is no number', ['yearly_loss / 12', 'yearly_loss / twelve'], 'ST011', 'factor "twelve"'],
    [
      'too few keys',
      [
        '[Buyer]= 1, 1 ~ Dmnl ~ @lever share',
        '[Buyer]= 1, 1 ~ Dmnl ~ @fact price:cloud, price:state, price:cloud',
      ],
      'ST012',
      '3 keys for 2 elements',
    ],
    [
      'a fact that the data lack',
      ['price:cloud, price:state', 'price:cloud, price:stat'],
      'ST013',
      'did you mean "price:state"',
    ],
    ['a prior that the data lack', ['@prior growth', '@prior growt'], 'ST013', 'growt'],
    [
      'a number that is not that of the data',
      ['growth= 2', 'growth= 2.1'],
      'ST014',
      'growth is 2 in the data',
    ],
    ['a factor forgotten', ['monthly loss= 0.1', 'monthly loss= 1.2'], 'ST014', 'evidence --sync'],
    ['a draw outside 0 to 1', ['shock draw= 0.5', 'shock draw= 2'], 'ST014', 'between 0 and 1'],
    ['a draw that the study does not explain', ['@draw shock', '@draw shok'], 'ST023', 'shock'],
    [
      'a lever that the study lacks',
      ['one year= 1 ~ Year ~ @structure unit of time', 'one year= 1 ~ Year ~ @lever unit'],
      'ST035',
      'add it to levers',
    ],
    [
      'a variant that the study lacks',
      ['one year= 1 ~ Year ~ @structure unit of time', 'one year= 1 ~ Year ~ @variant unit'],
      'ST037',
      'add it to variants',
    ],
    ['a lever that starts outside its range', ['lever fee= 0', 'lever fee= 0.9'], 'ST034', 'from 0 to 0.5'],
  ];

  test.each(inModel)('in the model: %s', (_, change, code, words) => {
    const error = failure(() => bindSmall({ model: change }));
    expect(error.code).toBe(code);
    expect(error.text).toContain(words);
    if (error.file === 'small.mdl') expect(error.line).toBe(line(model, change[0]));
    else expect(error.file).toBe('small.yaml');
  });

  test('that is empty or no YAML', () => {
    expect(failure(() => readStudy('', 'x.yaml')).code).toBe('ST003');
    expect(failure(() => readStudy('a: [1', 'x.yaml')).code).toBe('ST001');
  });
});

function failure(run: () => unknown) {
  try {
    run();
  } catch (error) {
    const { complaint, message } = error as import('../../src/base/error.js').SteelyardError;
    expect(complaint.expected ?? complaint.remedy, `a way out of: ${message}`).toBeTruthy();
    return { code: complaint.code, text: message, ...complaint.place };
  }
  throw new Error('nothing was refused');
}
