import { parseXml, type XmlElement, XmlText } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { SteelyardError } from '../../../src/base/error.js';
import {
  type ExternalReader,
  gridSheet,
  type Model,
  parseAll,
  parseModel,
  printXmile,
} from '../../../src/sd/index.js';
import { foldName } from '../../../src/sd/names.js';
import { prepareXmile } from '../../../src/sd/write/xmile/prepare.js';
import { read } from '../run.js';
import { readableModels, runAll } from './models.js';

const runs = (await readableModels()).filter(({ model }) => typeof runAll(model) !== 'string');
const runnable = runs.filter(({ model }) => refusalOf(model) === undefined);

test.runIf(runs.length > 50)('what cannot be written is refused', () => {
  const refused = runs.flatMap(({ name, model }) => {
    const code = refusalOf(model);
    return code === undefined ? [] : [`${name.split('/').at(-1)} ${code}`];
  });
  expect(refused).toEqual([
    'test_control_vars.mdl SD013',
    'test_dynamic_final_time.mdl SD013',
    'test_get_time_value_simple.mdl SD003',
    'test_get_with_missing_values_xlsx.mdl SD017',
  ]);
});

function refusalOf(model: Model): string | undefined {
  try {
    printXmile(model);
    return undefined;
  } catch (error) {
    return error instanceof SteelyardError ? error.complaint.code : String(error);
  }
}

describe('a model that is made ready for XMILE runs the same', () => {
  test.each(runnable)('$name', ({ model }) => {
    expectSameRuns(model, prepareXmile(model));
  });
});

// The reader of XMILE, where it is there, takes the text back.
const readsXmile = parseAll(printXmile(read('x= 1 ~~|')), 'm.xmile').problems.length === 0;
const skipped: Readonly<Record<string, string>> = {
  'test_subscripted_lookups.mdl':
    'has a lookup whose points stand by element, each with an equation beside them',
};

describe.skipIf(!readsXmile)('a model that is written as XMILE and read again runs the same', () => {
  for (const { name, model } of runnable) {
    const short = name.split('/').at(-1)!;
    test.skipIf(skipped[short] !== undefined)(`${short} ${skipped[short] ?? ''}`, () => {
      expectSameRuns(model, parseModel(printXmile(model), short.replace('.mdl', '.xmile')));
    });
  }
});

/** Every element that both have runs alike; hyperbolic functions are written with EXP, and keep twelve digits. */
function expectSameRuns(before: Model, after: Model): void {
  const [wanted, found] = [runAll(before), runAll(after)];
  if (typeof wanted === 'string' || typeof found === 'string') throw new Error(String(found));
  const byKey = new Map([...found].map(([name, values]) => [keyOf(name), values]));
  let compared = 0;
  for (const [name, values] of wanted) {
    const again = byKey.get(keyOf(name));
    if (!again) continue;
    compared++;
    values.forEach((value, t) => {
      if (Object.is(again[t], value)) return;
      expect(Math.abs(again[t]! - value), `${name} at ${t}`).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    });
  }
  expect(compared).toBeGreaterThan(wanted.size * 0.5);
}

const keyOf = (name: string) => foldName(name.replaceAll('"', '').replace(/\s*,\s*/g, ','));

describe('the text is XMILE in form', () => {
  test.each(runnable)('$name', ({ model }) => {
    const root = parseXml(printXmile(model)).root!;
    expect([root.name, root.attributes.version]).toEqual(['xmile', '1.0']);
    const variables = all(child(child(root, 'model')!, 'variables')!);
    const names = variables.map((one) => foldName(one.attributes.name!));
    expect(new Set(names).size).toBe(names.length);
    const sizes = new Map(
      all(child(root, 'dimensions')).map((dim) => [dim.attributes.name!, all(dim).length]),
    );
    for (const variable of variables) {
      const axes = all(child(variable, 'dimensions')).map((dim) => sizes.get(dim.attributes.name!)!);
      const elements = all(variable).filter(({ name }) => name === 'element');
      if (child(variable, 'eqn')) expect(elements).toEqual([]);
      else expect(elements.length, variable.attributes.name).toBe(axes.reduce((a, b) => a * b, 1));
      for (const flow of all(variable).filter(({ name }) => name.endsWith('flow'))) {
        const named = variables.find((one) => foldName(one.attributes.name!) === wordOf(textOf(flow)));
        expect(named?.name, textOf(flow)).toBe('flow');
      }
    }
    expect(undefinedWords(root, variables)).toEqual([]);
    const view = child(child(child(root, 'model')!, 'views')!, 'view')!;
    const drawn = all(view).filter(({ name }) => name !== 'connector');
    expect(drawn.map((one) => foldName(one.attributes.name!)).sort()).toEqual([...names].sort());
  });
});

const wordOf = (text: string) => foldName(text);
const all = (element: XmlElement | undefined) =>
  (element?.children ?? []).filter((one): one is XmlElement => one.type === 'element');
const child = (element: XmlElement, name: string) => all(element).find((one) => one.name === name);
const textOf = (element: XmlElement) =>
  element.children.map((one) => (one instanceof XmlText ? one.text : '')).join('');

const language =
  'and or not mod if then else self time dt starttime stoptime abs arccos arcsin arctan cos exp int ln max min sin sqrt tan delay delay1 delay3 delayn forcst smth1 smth3 smthn trend step init previous lookup sum prod';

/** Words of equations that are no variable, dimension, element or word of the language. */
function undefinedWords(root: XmlElement, variables: readonly XmlElement[]): string[] {
  const known = new Set([
    ...language.split(' '),
    ...variables.map((one) => foldName(one.attributes.name!)),
    ...all(child(root, 'dimensions')).flatMap((dim) =>
      [dim, ...all(dim)].map((one) => foldName(one.attributes.name!)),
    ),
  ]);
  const equations = variables.flatMap((one) =>
    [one, ...all(one)].flatMap((part) => all(part).filter(({ name }) => name.endsWith('eqn'))),
  );
  const words = equations.flatMap((eqn) =>
    [...textOf(eqn).matchAll(/"(?:\\.|[^"\\])*"|(?<![\d.])[\p{L}_][\p{L}\p{N}_$]*/gu)].map(([word]) => word),
  );
  return [...new Set(words)].filter((word) => !known.has(foldName(word)));
}

// The equation of x, as it stands in the file.
const written: readonly (readonly [equation: string, eqn: string])[] = [
  ['x= 1+y*2', '1 + y * 2'],
  ['x= -2^2', '-2 ^ 2'],
  ['x= (-2)^2', '(-2) ^ 2'],
  ['x= 4^3^2', '4 ^ (3 ^ 2)'],
  ['x= IF THEN ELSE(y>1 :AND: :NOT: y=3, 1, -1)', 'IF y > 1 AND NOT (y = 3) THEN 1 ELSE -1'],
  ['x= 1+IF THEN ELSE(y>1, 1, 0)', '1 + (IF y > 1 THEN 1 ELSE 0)'],
  ['x= TIME STEP+INITIAL TIME+FINAL TIME+Time', 'DT + STARTTIME + STOPTIME + TIME'],
  ['x= XIDZ(1, y, 7)', 'IF ABS(y) < 0.000001 THEN 7 ELSE 1 / y'],
  ['x= ZIDZ(1, y)', 'IF ABS(y) < 0.000001 THEN 0 ELSE 1 / y'],
  ['x= INTEGER(y)', 'IF y < 0 THEN -INT(-y) ELSE INT(y)'],
  ['x= MODULO(Time, 4)', 'TIME MOD 4'],
  ['x= LOG(y, 10)', 'LN(y) / LN(10)'],
  ['x= STEP(5, 2)', 'STEP(5, 2)'],
  ['x= PULSE(1, 2)', 'IF TIME + DT / 2 > 1 AND TIME + DT / 2 < 1 + MAX(2, DT) THEN 1 ELSE 0'],
  ['x= RAMP(2, 1, 3)', 'IF TIME > 1 THEN 2 * (MIN(TIME, 3) - 1) ELSE 0'],
  ['x= SMOOTH3I(y, 2, 8)', 'SMTH3(y, 2, 8)'],
  ['x= SMOOTH N(y, 2, 8, 4)', 'SMTHN(y, 2, 4, 8)'],
  ['x= DELAY1(y, 2)', 'DELAY1(y, 2)'],
  ['x= DELAY FIXED(y, 2, -1)', 'DELAY(y, 2, -1)'],
  ['x= FORECAST(y, 2, 3)', 'FORCST(y, 2, 3)'],
  ['x= INITIAL(y)', 'INIT(y)'],
  ['x= INITIAL(y+1)', 'INIT(start_in_x)'],
  ['x= SAMPLE IF TRUE(y=2, Time, -1)', 'IF y = 2 THEN (TIME) ELSE PREVIOUS(SELF, -1)'],
  ['x= WITH LOOKUP(y, ((0,0),(4,8)))', 'y'],
  ['x= 2*WITH LOOKUP(y, ((0,0),(4,8)))', '2 * lookup_in_x'],
  ['t((0,0),(4,8)) ~~|\nx= t(y)', 'LOOKUP(t, y)'],
  ['"a-b (%)"= 2 ~~|\nx= "a-b (%)"*y', '"a-b_(%)" * y'],
  ['pi= 3 ~~|\nx= pi*y', 'pi_value * y'],
  ['R: a, b ~~|\nz[R]= 1,2 ~~|\nx= SUM(z[R!])', 'SUM(z[*])'],
  ['R: a, b ~~|\nz[R]= 1,2 ~~|\nx= SUM(z[R!]*y)', 'SUM(terms_in_x[*])'],
  ['R: a, b ~~|\nz[R]= 1,2 ~~|\nx= z[b]', 'z[b]'],
  ['R: a, b ~~|\nz[R]= 1,2 ~~|\nx[R]= z[R]*2', 'z[R] * 2'],
  ['x= GAME(y)', 'y'],
  ['x= :NA:', '-6.490371073168535e+32'],
];

describe('equations in the words of XMILE', () => {
  test.each(written)('%s', (equation, eqn) => {
    const root = parseXml(printXmile(read(`y= 3*Time ~~|\n${equation} ~~|`))).root!;
    const x = all(child(child(root, 'model')!, 'variables')!).find(
      ({ attributes }) => attributes.name === 'x',
    )!;
    expect(textOf(child(x, 'eqn')!)).toBe(eqn);
  });
});

test('a rate that is a sum becomes inflows and outflows, any other one flow', () => {
  const text = printXmile(
    read('a= 2 ~~|\nb= 1 ~~|\nx= INTEG(a-b, 9) ~ kg ~|\ny= INTEG(a*b, 9) ~ kg ~|\nz= INTEG(0, 1) ~~|'),
  );
  expect(text).toContain('<inflow>a</inflow>\n        <outflow>b</outflow>');
  expect(text).toContain('<inflow>net_flow_of_y</inflow>');
  expect(text).toContain(
    '<flow name="net flow of y">\n        <eqn>a * b</eqn>\n        <units>kg/Month</units>',
  );
  expect(/<stock name="z">[\s\S]*?<\/stock>/.exec(text)![0]).not.toContain('flow');
});

test('the clock, ranges of sliders, spellings of units and comments are kept', () => {
  const text = printXmile(
    parseModel(
      'x= 1 ~ kg [0,9] ~ less < more & "so" |\nINITIAL TIME= 2 ~ Year ~|\nFINAL TIME= 8 ~ Year ~|\nTIME STEP= 0.25 ~ Year ~|\nSAVEPER= 1 ~ Year ~|\n\\\\\\---/// Sketch\n22:kg,kilogram\n',
      'folder/m.mdl',
    ),
  );
  for (const part of [
    '<name>m</name>',
    '<sim_specs method="Euler" time_units="Year" isee:save_interval="1">',
    '<start>2</start>',
    '<stop>8</stop>',
    '<dt>0.25</dt>',
    '<unit name="kg">',
    '<alias>kilogram</alias>',
    '<doc>less &lt; more &amp; "so"</doc>',
    '<range min="0" max="9"/>',
  ])
    expect(text).toContain(part);
});

test('what XMILE has no form for is refused with its place', () => {
  const model = read('x= ABS(Time) ~~|');
  const foreign: Model = JSON.parse(JSON.stringify(model).replace('"ABS"', '"GET DAY"'));
  expect(() => printXmile(foreign)).toThrow(/small\.mdl:2.* SD060 .*GET DAY/);
});

test('a clock that changes cannot be written', () => {
  const text = 'INITIAL TIME= 0 ~~|\nFINAL TIME= x ~~|\nTIME STEP= 1 ~~|\nx= Time+9 ~~|';
  expect(() => printXmile(parseModel(text, 'm.mdl'))).toThrow('SD013');
});

test('elements without an equation are 0, and said to be', () => {
  const text = printXmile(read('R: a, b, c ~~|\nF: a, b ~~|\nx[a]= 1 ~~|\nx[c]= 2 ~~|\ny= x[a] ~~|'));
  expect(text).toMatch(/subscript="b">\s*<eqn>0<\/eqn>/);
  expect(text).toContain('Elements without an equation are 0 here');
});

describe('data, vectors and lookups by element', () => {
  const sheet = gridSheet([
    ['time', 0, 2, 4],
    ['sales', 5, 9, 1],
    ['price', 3],
  ]);
  const external: ExternalReader = { open: () => ({ sheet }) };
  const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 4 ~~| TIME STEP= 0.5 ~~|';
  const read = (text: string) => parseModel(`${text} ~~| ${clock}`, 'm.mdl', { external });
  const sales = "GET DIRECT DATA('b.xlsx', 'shop', '1', 'B2')";

  test.each([
    `x:= ${sales}`,
    `x:= ${sales} ~~| y:= x*2`,
    "x:= GET DIRECT DATA('b.xlsx', 'shop', '1', 'B3')",
    "x= GET DIRECT CONSTANTS('b.xlsx', 'shop', 'B2')",
    `R: a, b ~~| x[R]:= ${sales} ~~| y= SUM(x[R!])`,
    'R: a, b ~~| c[a]((0,1),(2,5)) ~~| c[b]((0,2),(3,1)) ~~| x[R]= c[R](Time)',
    'x= TIME BASE(3, 2)',
  ])('%s runs the same', (text) => {
    const model = read(text);
    expectSameRuns(model, parseModel(printXmile(model), 'm.xmile'));
  });

  test('data become a graphical function of time', () => {
    expect(printXmile(read(`x:= ${sales}`)).replace(/\s*\n\s*/g, '')).toContain(
      '<eqn>TIME</eqn><gf><yscale min="1" max="9"/><xpts>0,2,4</xpts><ypts>5,9,1</ypts></gf>',
    );
  });

  test.each([
    [`x:HOLD BACKWARD::= ${sales}`, 'SD017 XMILE has no data that are read as those of "x" are'],
    ['x', 'SD017 the data variable "x" has no values'],
    [`x:= ${sales} ~~| y= GET DATA LAST TIME(x)`, 'SD003 XMILE has no GET DATA LAST TIME, which "y" uses'],
    [
      'R: a, b ~~| v[R]= 1,2 ~~| x[R]= VECTOR SORT ORDER(v[R], 1)',
      'SD003 XMILE has no VECTOR SORT ORDER, which "x" uses',
    ],
    ['c((0,1),(1,2)) ~~| x= LOOKUP FORWARD(c, Time)', 'SD003 XMILE has no LOOKUP FORWARD, which "x" uses'],
    ['x= RANDOM 0 1()', 'SD003 XMILE has no RANDOM 0 1, which "x" uses'],
  ])('%s is refused by name', (text, words) => {
    expect(() => printXmile(read(text))).toThrow(words);
  });
});
