import { describe, expect, test } from 'vitest';
import { parseModel } from '../../src/sd/index.js';
import { type Around, aux, fileOf, readXmileModel, runXmile } from './xmile.js';

const close = (found: readonly number[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 12);
};

// Times 0 to 4, step 1; every series is worked out by hand from the standard's words.
const equations: readonly (readonly [what: string, equation: string, expected: readonly number[]])[] = [
  ['numbers of all forms', '14. + .5 + 6E-1 + 1.5e1', [30.1, 30.1, 30.1, 30.1, 30.1]],
  ['a power binds tighter than a sign', '-2^2', [-4, -4, -4, -4, -4]],
  ['powers group from the right', '4^3^2/2^16', [4, 4, 4, 4, 4]],
  ['a sign in a power', '2^-1', [0.5, 0.5, 0.5, 0.5, 0.5]],
  [
    'a remainder has the sign of its divisor',
    '(-7 MOD 3) + 10*(7 MOD -3) + 100*(7 MOD 3)',
    [82, 82, 82, 82, 82],
  ],
  ['a remainder binds like a product', '10 - 7 MOD 4*2', [4, 4, 4, 4, 4]],
  ['choice', 'IF TIME > 1 AND NOT (TIME = 3) THEN 1 ELSE -1', [-1, -1, 1, -1, 1]],
  ['choice in a sum', '10 + (IF TIME < 2 THEN 1 ELSE 2)', [11, 11, 12, 12, 12]],
  ['choice after choice', 'IF TIME<1 THEN 1 ELSE IF TIME<2 THEN 2 ELSE 3', [1, 2, 3, 3, 3]],
  ['either', 'IF TIME < 1 OR TIME > 3 THEN 1 ELSE 0', [1, 0, 0, 0, 1]],
  ['truth is 1', '(TIME > 1) + (TIME <> 2)', [1, 1, 1, 2, 2]],
  ['words in any case', 'if time >= 2 And tImE <= 3 then 1 else 0', [0, 0, 1, 1, 0]],
  ['not behind its operand, as a converter writes it', '(1 NOT) + 10*((0) NOT)', [10, 10, 10, 10, 10]],
  ['not before a comparison', '(NOT 1 = 0) + 1', [2, 2, 2, 2, 2]],
  ['comments', '1 {one} + {two} 2', [3, 3, 3, 3, 3]],
  ['least and greatest', 'MIN(TIME, 2) + MAX(TIME, 3, 1) + MAX(5)', [8, 9, 10, 10, 11]],
  ['whole parts go down', 'INT(-2.5) + INT(2.5) + INT(-3)', [-4, -4, -4, -4, -4]],
  ['nearest whole number', 'ROUND(2.5) + ROUND(-0.6)', [2, 2, 2, 2, 2]],
  ['logarithms', 'LN(EXP(2)) + LOG10(1000)', [5, 5, 5, 5, 5]],
  [
    'angles',
    'SIN(PI/2) + COS(0) + ARCTAN(TAN(0.5)) + ARCSIN(0) + ARCCOS(1) + PI()*0',
    [2.5, 2.5, 2.5, 2.5, 2.5],
  ],
  ['roots and sizes', 'SQRT(9) + ABS(-4)', [7, 7, 7, 7, 7]],
  ['no bound', 'MIN(INF, 3)', [3, 3, 3, 3, 3]],
  ['safe division', 'SAFEDIV(1, 0) + SAFEDIV(1, 0, 7) + SAFEDIV(6, 2) + 5 // 0', [10, 10, 10, 10, 10]],
  ['the clock', 'STARTTIME + 10*STOPTIME + 100*DT', [140, 140, 140, 140, 140]],
  ['a step', 'STEP(5, 2)', [0, 0, 5, 5, 5]],
  ['a ramp', 'RAMP(2, 1)', [0, 0, 2, 4, 6]],
  ['a ramp that ends', 'RAMP(2, 1, 3)', [0, 0, 2, 4, 4]],
  ['one pulse', 'PULSE(20, 1)', [0, 20, 0, 0, 0]],
  ['one pulse with no interval', 'PULSE(20, 1, 0)', [0, 20, 0, 0, 0]],
  ['pulses', 'PULSE(20, 0, 2)', [20, 0, 20, 0, 20]],
  ['pulses with an interval that is worked out', 'PULSE(20, 1, 1 + 1)', [0, 20, 0, 20, 0]],
  ['a pipeline begins with its first input', 'DELAY(10 + TIME, 2)', [10, 10, 10, 11, 12]],
  ['a pipeline from a value', 'DELAY(TIME, 2, -1)', [-1, -1, 0, 1, 2]],
  ['a delay of first order', 'DELAY1(STEP(8, 1), 2)', [0, 0, 4, 6, 7]],
  ['a delay from a value', 'DELAY1(0, 2, 8)', [8, 4, 2, 1, 0.5]],
  ['a delay of third order', 'DELAY3(STEP(6, 0.6), 3)', [0, 0, 0, 0, 6]],
  ['a delay of any order has its order before its start', 'DELAYN(0, 2, 2, 8)', [8, 8, 0, 0, 0]],
  ['a smooth', 'SMTH1(STEP(8, 1), 2)', [0, 0, 4, 6, 7]],
  ['a smooth from a value', 'SMTH1(0, 2, 8)', [8, 4, 2, 1, 0.5]],
  ['a smooth of third order', 'SMTH3(STEP(6, 0.6), 3)', [0, 0, 0, 0, 6]],
  ['a smooth of any order', 'SMTHN(0, 1, 1, 8)', [8, 0, 0, 0, 0]],
  // The average starts at 10/(1 + 0.5*2) = 5 and gains half its gap a step: 5, 7.5, 8.75, ...
  ['a trend', 'TREND(10, 2, 0.5)', [0.5, 1 / 6, 1 / 14, 1 / 30, 1 / 62]],
  ['a forecast', 'FORCST(10, 2, 3, 0.5)', [25, 15, 10 + 30 / 14, 11, 10 + 30 / 62]],
  ['a forecast of what does not grow', 'FORCST(10, 2, 3)', [10, 10, 10, 10, 10]],
  ['a value kept from the start', 'INIT(TIME + 3)', [3, 3, 3, 3, 3]],
  ['the value before', 'PREVIOUS(TIME, -5)', [-5, 0, 1, 2, 3]],
  ['its own value before', 'PREVIOUS(SELF, 1)*2', [2, 4, 8, 16, 32]],
  ['waves', 'SINWAVE(3, 4)', [0, 3, 0, -3, 0]],
  ['functions of a vendor by their full name', 'std.MAX(1, 2) + isee.PERCENT(0.5)', [52, 52, 52, 52, 52]],
];

describe('an equation means what the standard says', () => {
  test.each(equations)('%s', (_, equation, expected) => {
    close(runXmile(aux('x', equation), ['x']).x!, expected);
  });

  test('a pulse gives its volume in one step, however long', () => {
    const flow =
      '<stock name="s"><eqn>0</eqn><inflow>f</inflow></stock><flow name="f"><eqn>PULSE(20, 1)</eqn></flow>';
    const found = runXmile(flow, ['f', 's'], { dt: '<dt reciprocal="true">4</dt>', stop: 2 });
    expect(Math.max(...found.f!)).toBe(80);
    expect(found.s!.at(-1)).toBe(20);
  });
});

const stock = (name: string, inside: string) => `<stock name="${name}">${inside}</stock>`;
const flow = (name: string, equation: string, more = '') =>
  `<flow name="${name}"><eqn>${equation}</eqn>${more}</flow>`;
const gf = (inside: string, type = 'continuous') => `<gf type="${type}">${inside}</gf>`;
const points = '<xscale min="1" max="3"/><ypts>10,20,40</ypts>';

const models: readonly (readonly [
  what: string,
  variables: string,
  expected: Readonly<Record<string, readonly number[]>>,
  around?: Around,
])[] = [
  [
    'a stock with flows',
    stock('s', '<eqn>1</eqn><inflow>a</inflow><inflow>b</inflow><outflow>c</outflow>') +
      flow('a', 'TIME') +
      flow('b', '2') +
      flow('c', '1'),
    { s: [1, 2, 4, 7, 11] },
  ],
  ['a stock alone', stock('s', '<eqn>5</eqn>'), { s: [5, 5, 5, 5, 5] }],
  [
    'a stock that only drains',
    stock('s', '<eqn>5</eqn><outflow>f</outflow>') + flow('f', '2'),
    { s: [5, 3, 1, -1, -3] },
  ],
  ['a flow that is not negative', flow('f', 'TIME - 2', '<non_negative/>'), { f: [0, 0, 0, 1, 2] }],
  [
    'a stock that is not negative',
    stock('s', '<eqn>5</eqn><outflow>f</outflow><non_negative/>') + flow('f', '2'),
    { s: [5, 3, 1, 0, 0], f: [2, 2, 1, 0, 0] },
  ],
  [
    'outflows in their order',
    stock('s', '<eqn>5</eqn><outflow>first</outflow><outflow>second</outflow><non_negative/>') +
      flow('first', '2') +
      flow('second', '2'),
    { s: [5, 1, 0, 0, 0], first: [2, 1, 0, 0, 0], second: [2, 0, 0, 0, 0] },
  ],
  [
    'what one stock gives, another gets',
    stock('a', '<eqn>3</eqn><outflow>f</outflow><non_negative/>') +
      stock('b', '<eqn>0</eqn><inflow>f</inflow>') +
      flow('f', '2'),
    { a: [3, 1, 0, 0, 0], b: [0, 2, 3, 3, 3] },
  ],
  [
    'one flow out of two stocks limits each by itself',
    stock('a', '<eqn>3</eqn><outflow>f</outflow><non_negative/>') +
      stock('b', '<eqn>9</eqn><outflow>f</outflow>') +
      flow('f', '2'),
    { a: [3, 1, 0, 0, 0], b: [9, 7, 5, 3, 1], f: [2, 2, 2, 2, 2] },
  ],
  [
    'a stock that is not negative, drained by the flow that fills it',
    stock('a', '<eqn>0</eqn><outflow>f</outflow>') +
      stock('b', '<eqn>3</eqn><inflow>f</inflow><non_negative/>') +
      flow('f', '-2'),
    { a: [0, 2, 3, 3, 3], b: [3, 1, 0, 0, 0], f: [-2, -1, 0, 0, 0] },
  ],
  [
    'a flow into two stocks that runs backwards is limited where it drains the one',
    stock('a', '<eqn>3</eqn><inflow>f</inflow><non_negative/>') +
      stock('b', '<eqn>3</eqn><inflow>f</inflow>') +
      flow('f', '-2'),
    { a: [3, 1, 0, 0, 0], b: [3, 1, -1, -3, -5], f: [-2, -2, -2, -2, -2] },
  ],
  [
    'behaviour of the file, and a flow that has its own',
    flow('f', '-1') + flow('g', '-1', '<non_negative> FALSE </non_negative>'),
    { f: [0, 0, 0, 0, 0], g: [-1, -1, -1, -1, -1] },
    { before: '<behavior><flow><non_negative/></flow></behavior>' },
  ],
  [
    'a flow in other units',
    stock('s', '<eqn>0</eqn><inflow>f</inflow>') + flow('f', '2', '<multiplier>10</multiplier>'),
    { s: [0, 20, 40, 60, 80] },
  ],
  ['a graphical function', aux('x', 'TIME', gf(points)), { x: [10, 10, 20, 40, 40] }],
  [
    'a graphical function that goes on',
    aux('x', 'TIME', gf(points, 'extrapolate')),
    { x: [0, 10, 20, 40, 60] },
  ],
  [
    'a graphical function of stairs',
    aux('x', 'TIME/2 + 1', gf('<xpts>1,2,3</xpts><ypts>10,20,20</ypts>', 'discrete')),
    { x: [10, 10, 20, 20, 20] },
  ],
  [
    'points with another mark between them',
    aux('x', 'TIME', gf('<xpts sep=";">0;4</xpts><ypts sep=" ">0 8</ypts>')),
    { x: [0, 2, 4, 6, 8] },
  ],
  [
    'a graphical function with a name',
    `<gf name="price curve">${points}</gf>${aux('x', 'price_curve(TIME)')}${aux('y', 'LOOKUP(Price_Curve, 2)')}`,
    { x: [10, 10, 20, 40, 40], y: [20, 20, 20, 20, 20] },
  ],
  [
    'a named graphical function that goes on',
    `<gf name="c" type="extrapolate">${points}</gf>${aux('x', 'c(TIME)')}`,
    { x: [0, 10, 20, 40, 60] },
  ],
  [
    'a variable that refers to a graphical function',
    `<gf name="c">${points}</gf>${aux('x', 'TIME', '<gf name="c"/>')}`,
    { x: [10, 10, 20, 40, 40] },
  ],
  [
    'a variable with points is a function too',
    aux('x', 'TIME', gf(points)) + aux('y', 'LOOKUP(x, 3)'),
    { y: [40, 40, 40, 40, 40] },
  ],
  [
    'a variable with points and no equation is a function',
    `<aux name="t">${gf(points)}</aux>${aux('y', 't(2)')}`,
    { y: [20, 20, 20, 20, 20] },
  ],
  [
    'names are the same whatever their blanks, case and quotes',
    aux('Room\\nTemp', '2') +
      aux('x', 'room_temp + ROOM__TEMP + "Room Temp"') +
      aux('y', 'x&#160;+0'.replace('&#160;', ' ')),
    { x: [6, 6, 6, 6, 6], 'room temp': [2, 2, 2, 2, 2] },
  ],
  [
    'odd characters in quotes',
    `<aux name="a-b (%) &quot;c&quot;"><eqn>2</eqn></aux>${aux('x', '"A-B_(%) \\"c\\""*3')}`,
    { x: [6, 6, 6, 6, 6] },
  ],
  [
    'a start of its own',
    aux('x', 'TIME', '<init_eqn>7</init_eqn>') + stock('s', '<eqn>x</eqn>'),
    { s: [7, 7, 7, 7, 7], x: [0, 1, 2, 3, 4] },
  ],
  [
    'text kept from marking up',
    '<aux name="x"><eqn><![CDATA[IF 1 < 2 THEN 5 ELSE 6]]></eqn></aux>',
    { x: [5, 5, 5, 5, 5] },
  ],
  [
    'a macro of one equation',
    aux('x', 'TWICE(TIME) + TWICE(1)'),
    { x: [2, 4, 6, 8, 10] },
    { before: '<macro name="Twice"><parm>a</parm><eqn>a*2</eqn></macro>' },
  ],
  [
    'a macro with variables of its own',
    aux('x', 'SMOOTH1(8, 2)') + aux('y', 'SMOOTH1(4, 1) + x'),
    { x: [0, 4, 6, 7, 7.5], y: [0, 8, 10, 11, 11.5] },
    {
      before: `<macro name="SMOOTH1"><parm>input</parm><parm>averaging time</parm><eqn>smooth</eqn><variables>
<stock name="smooth"><eqn>0</eqn><inflow>change</inflow></stock>
<flow name="change"><eqn>(input - smooth)/averaging_time</eqn></flow></variables></macro>`,
    },
  ],
  [
    'modules and their connections',
    `${aux('capital', '100')}<module name="market"><connect to="capital" from="capital"/></module>
<module name="bank"><connect to="bank.deposit" from="market.price"/></module>${aux('x', 'market.price + bank.interest')}`,
    { x: [60, 60, 60, 60, 60], 'market.price': [50, 50, 50, 50, 50], 'bank.interest': [10, 10, 10, 10, 10] },
    {
      after: `<model name="market"><variables><aux name="capital" access="input"><eqn>1</eqn></aux>${aux('price', 'capital/2')}</variables></model>
<model name="bank"><variables><aux name="deposit" access="input"/>${aux('interest', 'deposit*rate')}${aux('rate', '.base/5')}</variables></model>`,
    },
  ],
  ['a group', `${aux('x', '1')}<group name="G"><entity name="x"/></group>`, { x: [1, 1, 1, 1, 1] }],
];
const modules = models.findIndex(([what]) => what.startsWith('modules'));

describe('models', () => {
  test.each(models)('%s', (_, variables, expected, around) => {
    const more = variables.includes('name="market"') ? aux('base', '1') : '';
    const found = runXmile(variables + more, Object.keys(expected), around);
    for (const [name, series] of Object.entries(expected)) close(found[name]!, series);
  });

  test('modules are among them', () => expect(modules).toBeGreaterThan(0));

  test('variables stand directly in the model in an older dialect', () => {
    const text = fileOf(aux('x', '2')).replace('<variables>', '').replace('</variables>', '');
    expect(parseModel(text, 'm.stmx').variables.map(({ name }) => name)).toContain('x');
  });

  test('units, comments, groups and other spellings of a unit are kept', () => {
    const text = `${aux('x', '1', '<units>people/month</units><doc>Two\nlines</doc>')}<group name="G"><entity name="X"/></group>`;
    const before = '<model_units><unit name="People"><eqn/><alias>person</alias></unit></model_units>';
    const model = readXmileModel(text, { before });
    const [x] = model.variables;
    expect([x!.units, x!.comment, x!.group]).toEqual(['people/month', 'Two lines', 'G']);
    expect(model.unitAliases).toEqual([['People', 'person']]);
  });
});

describe('the clock', () => {
  test('a step as its inverse, and a save step of the vendors', () => {
    const around = { dt: '<dt reciprocal="true">8</dt>', specs: 'isee:save_interval="0.5"', stop: 1 };
    expect(runXmile(aux('x', 'TIME'), ['x'], around).x).toEqual([0, 0.5, 1]);
  });

  test('a step of 1 when none is given', () => {
    expect(runXmile(aux('x', 'DT'), ['x'], { dt: '', stop: 1 }).x).toEqual([1, 1]);
  });

  // One step of length h takes growth at rate 1 to 1 + h + h^2/2 + h^3/6 + h^4/24.
  test.each(['RK4', 'rk2', 'gear, rk4'])('four stages for %s', (method) => {
    const growth = stock('s', '<eqn>1</eqn><inflow>f</inflow>') + flow('f', 's');
    const found = runXmile(growth, ['s'], { specs: `method="${method}"`, stop: 2 }).s!;
    const factor = 1 + 1 + 1 / 2 + 1 / 6 + 1 / 24;
    close(found, [1, factor, factor * factor]);
  });

  test('a pipeline takes in what flows at the start of a step of four stages', () => {
    const found = runXmile(aux('x', 'DELAY(TIME, 1, -1)'), ['x'], { specs: 'method="RK4"' }).x!;
    close(found, [-1, 0, 1, 2, 3]);
  });

  test('variables with the names of the clock that say the same', () => {
    const model = readXmileModel(aux('TIME STEP', '1') + aux('SAVEPER', 'TIME_STEP') + aux('x', 'TIME_STEP'));
    expect(model.variables.map(({ name }) => name)).toEqual([
      'TIME STEP',
      'SAVEPER',
      'x',
      'INITIAL TIME',
      'FINAL TIME',
    ]);
  });
});
