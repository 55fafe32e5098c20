import { describe, expect, test } from 'vitest';
import { parseAll } from '../../src/sd/index.js';
import { type Around, aux, fileOf } from './xmile.js';

const before = '<dimensions><dim name="N" size="3"/></dimensions>';
const array = (name: string, equation: string) =>
  `<aux name="${name}"><dimensions><dim name="N"/></dimensions><eqn>${equation}</eqn></aux>`;
const stock = (inside: string) => `<stock name="s"><eqn>1</eqn>${inside}</stock>`;

// Each case has one fault, and its place is where § stands.
const cases: readonly (readonly [
  what: string,
  variables: string,
  code: string,
  words: RegExp,
  around?: Around,
])[] = [
  ['a stray character', aux('x', '1 §? 2'), 'SD001', /"\?"/],
  ['a place behind a reference', aux('x', '1 < 2 §& 3'), 'SD001', /"&"/],
  ['a place behind a line end', aux('x', '1 +\n\n 2 §? 3'), 'SD001', /"\?"/],
  ['an equation that ends too early', aux('x', '1 +§'), 'SD001', /too early/],
  ['a choice without another way', aux('x', 'IF 1 THEN 2§'), 'SD001', /too early/],
  ['a function that is not known', aux('x', '1 + §SMTH(2, 3)'), 'SD003', /"SMTH"/],
  ['a function of chance', aux('x', '§MONTECARLO(50)'), 'SD003', /"MONTECARLO"/],
  ['too few arguments', aux('x', '§SMTH1(2)'), 'SD004', /SMTH1 has 1/],
  ['a name that is not there', aux('price', '1') + aux('x', '§pricee*2'), 'SD005', /"pricee"/],
  ['a flow that is not there', stock('§<inflow>nothing</inflow>'), 'SD005', /"nothing"/],
  ['a variable twice', `${aux('x', '1')}§${aux('X', '2')}`, 'SD006', /second time/],
  [
    'a dimension twice',
    aux('x', '1'),
    'SD006',
    /second time/,
    { before: before.replace('</dimensions>', '§<dim name="n" size="2"/></dimensions>') },
  ],
  ['too many subscripts', `${array('a', '1')}${aux('x', '§a[1,2]')}`, 'SD007', /2 subscripts/, { before }],
  [
    'an array without subscripts',
    `${array('a', '1')}${aux('x', '§a + 1')}`,
    'SD007',
    /without subscripts/,
    { before },
  ],
  [
    'a dimension that is not there',
    '<aux name="x"><dimensions>§<dim name="Q"/></dimensions><eqn>1</eqn></aux>',
    'SD008',
    /"Q"/,
  ],
  ['an element that is not there', `${array('a', '1')}${aux('x', 'a[§z]')}`, 'SD008', /"z"/, { before }],
  [
    'all elements outside a function',
    `${array('a', '1')}${aux('x', 'a[§*]')}`,
    'SD010',
    /outside an array function/,
    { before },
  ],
  ['as many y as x', aux('x', '1', '§<gf><xpts>1,2</xpts><ypts>1,2,3</ypts></gf>'), 'SD012', /2 x and 3 y/],
  ['x that fall', aux('x', '1', '§<gf><xpts>2,1</xpts><ypts>1,2</ypts></gf>'), 'SD012', /2 x/],
  ['points that are no numbers', aux('x', '1', '<gf>§<xpts>1,b</xpts><ypts>1,2</ypts></gf>'), 'SD012', /"b"/],
  ['a step that is no number', aux('x', '1'), 'SD013', /"soon"/, { dt: '§<dt>soon</dt>' }],
  [
    'a clock told in two ways',
    aux('TIME STEP', '0.5'),
    'SD013',
    /1 for TIME STEP.*0\.5/,
    { dt: '§<dt>1</dt>' },
  ],
  ['a call of what is no function', aux('a', '1') + aux('x', '§a(2)'), 'SD015', /no graphical function/],
  ['an oven', stock('§<oven/>'), 'SD017', /an oven .*"s"/],
  ['an oven of a vendor', stock('§<isee:oven/>'), 'SD017', /an oven/],
  ['a module in another file', '§<module name="m" resource="m.stmx"/>', 'SD017', /another file/],
  ['a module without a model', '§<module name="m"/>', 'SD017', /no <model name="m">/],
  [
    'a module in itself',
    '<module name="m"/>',
    'SD017',
    /in itself/,
    { after: '<model name="m"><variables>§<module name="m"/></variables></model>' },
  ],
  [
    'a macro that calls itself',
    aux('x', 'F(3)'),
    'SD017',
    /calls itself/,
    { before: '<macro name="F"><parm>n</parm><eqn>n*§F(n - 1)</eqn></macro>' },
  ],
  [
    'an array turned around',
    `${array('a', '1')}${aux('x', "SUM(a§')")}`,
    'SD017',
    /turns an array around/,
    { before },
  ],
  [
    'a module with another clock',
    '<module name="m"/>',
    'SD017',
    /clock of its own/,
    { after: '<model name="m">§<sim_specs><start>0</start><stop>9</stop></sim_specs><variables/></model>' },
  ],
  ['an unknown element of a variable', aux('x', '1', '§<unit>kg</unit>'), 'SD041', /<unit> in the aux "x"/],
  ['an unknown kind of variable', '§<konstant name="x"><eqn>1</eqn></konstant>', 'SD041', /<konstant>/],
  ['a variable without a name', '§<aux><eqn>1</eqn></aux>', 'SD041', /no name/],
  ['a variable without an equation', '§<aux name="x"/>', 'SD041', /no equation/],
  ['an equation that a converter left open', `§${aux('x', '???')}`, 'SD041', /no equation/],
  ['elements inside an equation', '<aux name="x"><eqn>1§<b/></eqn></aux>', 'SD041', /<b> stands inside/],
  ['equations that are not one for each', array('x', '1</eqn>§<eqn>2'), 'SD041', /2 equations/, { before }],
];

describe('what is wrong is told with its place', () => {
  test.each(cases)('%s', (_, variables, code, words, around) => {
    const marked = fileOf(variables, around);
    const lines = marked.slice(0, marked.indexOf('§')).split('\n');
    const { problems } = parseAll(marked.replace('§', ''), 'm.xmile');
    const found = problems.map(({ complaint }) => [
      complaint.code,
      complaint.place?.line,
      complaint.place?.column,
    ]);
    expect(found, problems.map(({ message }) => message).join('\n')).toEqual([
      [code, lines.length, lines.at(-1)!.length + 1],
    ]);
    expect(problems[0]!.message).toMatch(words);
    const { expected, nearest, remedy } = problems[0]!.complaint;
    expect(expected ?? nearest ?? remedy, problems[0]!.message).toBeDefined();
  });

  test('a method that is not there', () => {
    const { problems } = parseAll(fileOf(aux('x', '1'), { specs: 'method="gear"' }), 'm.xmile');
    expect(problems.map(({ complaint }) => [complaint.code, complaint.place?.line])).toEqual([['SD017', 4]]);
  });

  test('all faults at once, in the order of the text', () => {
    const text = fileOf(`${aux('x', '1 ? 2')}\n${aux('y', 'FOO(1)')}\n${aux('z', 'nothing')}`);
    expect(parseAll(text, 'm.xmile').problems.map(({ complaint }) => complaint.code)).toEqual([
      'SD001',
      'SD003',
      'SD005',
    ]);
  });

  test.each([
    ['no model', '<xmile><sim_specs><start>0</start><stop>1</stop></sim_specs></xmile>', 'SD041'],
    ['no clock', '<xmile><model><variables/></model></xmile>', 'SD013'],
    ['another kind of XML', '<html/>', 'SD041'],
    ['nothing but a tag', '<', 'SD040'],
    ['a tag that stays open', '<xmile><model>', 'SD040'],
    ['a reference that is not known', '<xmile>&what;</xmile>', 'SD040'],
    ['elements a hundred thousand deep', `<xmile>${'<a>'.repeat(100_000)}`, 'SD026'],
  ])('%s', (_, text, code) => {
    const { problems } = parseAll(text, 'm.xmile');
    expect(problems.map(({ complaint }) => complaint.code)).toContain(code);
    for (const { complaint } of problems) expect(complaint.place?.file).toBe('m.xmile');
  });

  test('functions in functions do not grow without end', () => {
    const text = fileOf(aux('x', `${'INT('.repeat(60)}1.5${')'.repeat(60)}`));
    expect(parseAll(text, 'm.xmile').problems.map(({ complaint }) => complaint.code)).toEqual(['SD026']);
  });

  test('macros in macros do not grow without end', () => {
    const macros = Array.from({ length: 30 }, (_, i) => {
      const call = i === 0 ? 'a' : `M${i - 1}(a) + M${i - 1}(a + 1)`;
      return `<macro name="M${i}"><parm>a</parm><eqn>${call}</eqn></macro>`;
    });
    const text = fileOf(aux('x', 'M29(1)'), { before: macros.join('') });
    expect(parseAll(text, 'm.xmile').problems.map(({ complaint }) => complaint.code)).toEqual(['SD026']);
  });
});
