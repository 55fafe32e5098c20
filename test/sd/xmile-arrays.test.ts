import { describe, expect, test } from 'vitest';
import { aux, runXmile } from './xmile.js';

const before = `<dimensions>
<dim name="Place"><elem name="Boston"/><elem name="New York"/><elem name="LA"/></dim>
<dim name="N" size="3"/><dim name="M" size="2"/></dimensions>`;
const over = (...dims: readonly string[]) =>
  `<dimensions>${dims.map((name) => `<dim name="${name}"/>`).join('')}</dimensions>`;
const element = (subscript: string, equation: string) =>
  `<element subscript="${subscript}"><eqn>${equation}</eqn></element>`;
const array = (name: string, dims: readonly string[], inside: string) =>
  `<aux name="${name}">${over(...dims)}${inside}</aux>`;
const all = (name: string, dims: readonly string[], equation: string) =>
  array(name, dims, `<eqn>${equation.replace(/</g, '&lt;')}</eqn>`);
// 3, 1, 2 over N, and 11 to 32 over N and M.
const given =
  array('a', ['N'], element('1', '3') + element('2', '1') + element('3', '2')) +
  all('t', ['N', 'M'], '10*N + M');

const cases: readonly (readonly [
  what: string,
  variables: string,
  expected: Readonly<Record<string, number>>,
])[] = [
  ['one equation for all', all('x', ['Place'], '5'), { 'x[Boston]': 5, 'x[LA]': 5 }],
  [
    'a dimension is the number of the element',
    all('x', ['N', 'M'], 'SQRT(N^2 + M^2)'),
    { 'x[3,2]': Math.sqrt(13) },
  ],
  ['an element with its dimension is a number', aux('x', 'Place.LA + Place.New_York*10'), { x: 23 }],
  [
    'an equation for each',
    array('x', ['Place'], element('Boston', '1') + element('new_york', '2') + element('LA', '3')),
    { 'x[New York]': 2 },
  ],
  ['one element of another', aux('x', 'a[1] + a[3]'), { x: 5 }],
  [
    'one element of many by their names',
    `${all('p', ['Place'], 'Place')}${aux('x', 'p[Boston] + 10*p[Place.LA]')}`,
    { x: 31 },
  ],
  ['subscripts left out', all('x', ['N'], 'a*2'), { 'x[1]': 6, 'x[3]': 4 }],
  ['subscripts left out in another order', all('x', ['M', 'N'], 't'), { 'x[2,3]': 32, 'x[1,2]': 21 }],
  ['subscripts written', all('x', ['N'], 'a[N] + t[N, 2]'), { 'x[2]': 23 }],
  [
    'the one before',
    all('x', ['N'], 'IF N = 1 THEN 1 ELSE x[N-1]*2 + a[N]'),
    { 'x[1]': 1, 'x[2]': 3, 'x[3]': 8 },
  ],
  ['outside is nothing', all('x', ['N'], 'a[N+1]'), { 'x[1]': 1, 'x[2]': 2, 'x[3]': 0 }],
  ['an index that is worked out', `${aux('i', 'MIN(TIME, 2)')}${aux('x', 'a[i]')}`, { x: 1 }],
  ['an index that is worked out and outside', aux('x', 'a[TIME + 7]'), { x: 0 }],
  ['a sum of all', aux('x', 'SUM(a) + SUM(a[*])*10'), { x: 66 }],
  ['a sum over a dimension by its name', aux('x', 'SUM(a[N]) + MAX(t[N, 1])'), { x: 6 + 31 }],
  ['a sum over one of two', all('x', ['N'], 'SUM(t[N, *])'), { 'x[1]': 23, 'x[3]': 63 }],
  ['a sum of a column', aux('x', 'SUM(t[*, 2])'), { x: 66 }],
  ['a sum of both', aux('x', 'SUM(t)'), { x: 129 }],
  ['a sum of products', aux('x', 'SUM(a*t[*, 1])'), { x: 33 + 21 + 62 }],
  ['a sum of some', aux('x', 'SUM(a[2:3])'), { x: 3 }],
  ['a sum in a sum', aux('x', 'SUM(a*SUM(t[1, *]))'), { x: 6 * 23 }],
  [
    'the same dimension twice',
    `${all('s', ['N', 'N'], '1')}${aux('x', 'SUM(s[*, *]) + SIZE(s)')}`,
    { x: 18 },
  ],
  [
    'mean, size, least and greatest',
    aux('x', 'MEAN(a) + 10*SIZE(a) + 100*MIN(a) + 1000*MAX(a[*]) + 10000*SIZE(N)'),
    { x: 33132 },
  ],
  [
    'the greatest of an array and a number',
    aux('x', 'MAX(a, 2.5) + 10*MAX(a, 7) + 100*MIN(0, a)'),
    { x: 73 },
  ],
  ['the greater element by element', all('x', ['N'], 'MAX(a, 2)'), { 'x[1]': 3, 'x[2]': 2 }],
  ['deviation', aux('x', 'STDDEV(a)'), { x: Math.sqrt(2 / 3) }],
  ['product', aux('x', 'PROD(a)'), { x: 6 }],
  [
    'the place of the least and of the greatest',
    aux('x', 'RANK(a, 1) + 10*RANK(a, 2) + 100*RANK(a, 3)'),
    { x: 132 },
  ],
  [
    'places of ties by another array',
    `${all('e', ['N'], '5')}${aux('x', 'RANK(e, 1) + 10*RANK(e, 2) + 100*RANK(e, 1, a)')}`,
    { x: 1 + 20 + 200 },
  ],
  ['a list of numbers', all('x', ['N', 'M'], '1,2; 3,4; 5,6;'), { 'x[2,1]': 3, 'x[3,2]': 6 }],
  [
    'one equation after the other',
    array('x', ['M'], '<eqn>TIME</eqn><eqn>-TIME</eqn>'),
    { 'x[1]': 4, 'x[2]': -4 },
  ],
  [
    'an equation for one and another for the rest',
    array('x', ['Place'], `${element('new_york', '10*Place')}<eqn>Place</eqn>`),
    { 'x[Boston]': 1, 'x[New York]': 20, 'x[LA]': 3 },
  ],
  [
    'elements by number',
    array('x', ['Place'], element('1', '5') + element('2', '6') + element('3', '7')),
    { 'x[LA]': 7 },
  ],
  [
    'points for each element and one equation',
    array(
      'x',
      ['M'],
      '<element subscript="1"><gf><xscale min="1" max="9"/><ypts>0,50,25</ypts></gf></element><element subscript="2"><gf><xscale min="1" max="9"/><ypts>90,10,50</ypts></gf></element><eqn>5</eqn>',
    ),
    { 'x[1]': 50, 'x[2]': 10 },
  ],
  [
    'stocks and flows',
    `<stock name="s">${over('N')}<eqn>a</eqn><inflow>f</inflow></stock><flow name="f">${over('N')}<eqn>N</eqn></flow>`,
    { 's[1]': 7, 's[3]': 14 },
  ],
  [
    'stocks that are not negative',
    `<stock name="s">${over('N')}<eqn>a</eqn><outflow>f</outflow><non_negative/></stock><flow name="f">${over('N')}<eqn>1</eqn></flow>`,
    { 's[1]': 0, 's[2]': 0, 'f[1]': 0 },
  ],
  ['a delay for each', all('x', ['N'], 'SMTH1(0, 2, a*8)'), { 'x[1]': 1.5, 'x[2]': 0.5 }],
];

describe('arrays', () => {
  test.each(cases)('%s', (_, variables, expected) => {
    const found = runXmile(given + variables, Object.keys(expected), { before });
    for (const [name, value] of Object.entries(expected))
      expect(found[name]!.at(-1), name).toBeCloseTo(value, 12);
  });

  test('a macro with variables of its own runs over the array that uses it', () => {
    const macro = `<macro name="ADDUP"><parm>rate</parm><eqn>level</eqn><variables>
<stock name="level"><eqn>0</eqn><inflow>gain</inflow></stock><flow name="gain"><eqn>rate</eqn></flow></variables></macro>`;
    const found = runXmile(given + all('x', ['N'], 'ADDUP(a)'), ['x[1]', 'x[2]'], { before: before + macro });
    expect([found['x[1]']!.at(-1), found['x[2]']!.at(-1)]).toEqual([12, 4]);
  });
});
