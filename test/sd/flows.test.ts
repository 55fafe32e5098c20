import { expect, test } from 'vitest';
import { nameFlows } from '../../src/sd/index.js';
import { read } from './run.js';

const flows = (text: string) =>
  nameFlows(read(text)).map(({ stock, inflows, outflows, netName }) =>
    [stock.name, `+${inflows.join(' +')}`, `-${outflows.join(' -')}`, netName ?? ''].join(' '),
  );

// Each rate is split only where every term could be a flow of its own.
const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['a sum', 'a= 1 ~~|\nb= 2 ~~|\nc= 3 ~~|\nx= INTEG(a-(b-c), 0) ~~|', ['x +a +c -b ']],
  ['a term that stands twice', 'a= 1 ~~|\nx= INTEG(a+a, 0) ~~|', ['x + - net flow of x']],
  ['a factor', 'a= 1 ~~|\nx= INTEG(2*a, 0) ~~|', ['x + - net flow of x']],
  [
    'a stock as a rate',
    'y= INTEG(1, 0) ~~|\nx= INTEG(y, 0) ~~|',
    ['y + - net flow of y', 'x + - net flow of x'],
  ],
  ['nothing', 'x= INTEG(0, 5) ~~|', ['x + - ']],
  ['a flow from stock to stock', 'a= 1 ~~|\nx= INTEG(-a, 9) ~~|\ny= INTEG(a, 0) ~~|', ['x + -a ', 'y +a - ']],
  [
    'a variable that would fill two stocks',
    'a= 1 ~~|\nx= INTEG(a, 9) ~~|\ny= INTEG(a, 0) ~~|',
    ['x +a - ', 'y + - net flow of y'],
  ],
  [
    'a name that is taken',
    'net flow of x= 1 ~~|\nx= INTEG(2*net flow of x, 9) ~~|',
    ['x + - net flow 2 of x'],
  ],
  [
    'elements, one by one',
    'R: a, b ~~|\nf[R]= 1,2 ~~|\nx[a]= INTEG(f[a], 0) ~~|\nx[b]= INTEG(f[b], 9) ~~|',
    ['x +f - '],
  ],
  [
    'elements that are crossed',
    'R: a, b ~~|\nf[R]= 1,2 ~~|\nx[a]= INTEG(f[b], 0) ~~|\nx[b]= INTEG(f[a], 9) ~~|',
    ['x + - net flow of x'],
  ],
];

test.each(cases)('%s', (_, text, expected) => {
  expect(flows(text)).toEqual(expected);
});
