import { describe, expect, test } from 'vitest';
import {
  type Cell,
  type ExternalReader,
  feedData,
  gridSheet,
  type Model,
  parseModel,
  printModel,
  readRunTable,
} from '../../src/sd/index.js';
import { clock, read, runModel } from './run.js';

const NA = -(2 ** 109);

/** A reader with one file, `book`, of one tab, `tab`. */
const readerOf = (
  grid: readonly (readonly Cell[])[],
  areas: Readonly<Record<string, readonly [row: number, column: number, rows: number, columns: number]>> = {},
): ExternalReader => ({
  open: (file, tab) => {
    if (file !== 'book') return { missing: 'file', known: ['book'] };
    if (tab !== 'tab') return { missing: 'tab', known: ['tab'] };
    const named = Object.entries(areas).map(
      ([name, [row, column, rows, columns]]) => [name, { row, column, rows, columns }] as const,
    );
    return { sheet: gridSheet(grid, new Map(named)) };
  },
});

const grid: readonly (readonly Cell[])[] = [
  ['time', 0, 2, 4, 'note'],
  ['sales', 10, 30, 50],
  ['cost', 1, undefined, 5],
  [],
  ['north', 7, 8],
  ['south', 9, 11],
  [0, 100, 200],
  [4, 300, 'n/a'],
];
const areas = { times: [0, 1, 1, 3], values: [1, 1, 2, 3], down: [6, 0, 2, 1], pair: [6, 1, 2, 2] } as const;
const ranges = 'R: a, b ~~|\nTo: c, d ~~|\n';
const from = (fn: string, ...args: string[]) =>
  `GET XLS ${fn}('book', 'tab', ${args.map((a) => `'${a}'`).join(', ')})`;
const withFile = (text: string): Model =>
  parseModel(`${ranges}${text}\n${clock()}`, 'small.mdl', { external: readerOf(grid, areas) });

// Times 0 to 4, step 1, all worked out by hand from the cells above.
const cases: readonly (readonly [
  what: string,
  equations: string,
  expected: Readonly<Record<string, readonly number[]>>,
])[] = [
  ['a constant', `x= ${from('CONSTANTS', 'B5')} ~~|`, { x: [7, 7, 7, 7, 7] }],
  [
    'constants to the right, and downwards',
    `x[R]= ${from('CONSTANTS', 'B5')} ~~|\ny[R]= ${from('CONSTANTS', 'B5*')} ~~|`,
    { 'x[b]': [8, 8, 8, 8, 8], 'y[b]': [9, 9, 9, 9, 9] },
  ],
  [
    'a table, and its columns as rows',
    `x[R,To]= ${from('CONSTANTS', 'B5')} ~~|\ny[R,To]= ${from('CONSTANTS', 'B5*')} ~~|`,
    { 'x[a,d]': [8, 8, 8, 8, 8], 'x[b,c]': [9, 9, 9, 9, 9], 'y[a,d]': [9, 9, 9, 9, 9] },
  ],
  [
    'constants of one row of a table, and of a named area',
    `x[R,c]= ${from('CONSTANTS', 'B5*')} ~~|\nx[R,d]= 1 ~~|\ny= ${from('CONSTANTS', 'PAIR')} ~~|`,
    { 'x[b,c]': [9, 9, 9, 9, 9], y: [100, 100, 100, 100, 100] },
  ],
  [
    'data between their times, by each rule',
    `i:= ${from('DATA', '1', 'B2')} ~~|\nh:HOLD BACKWARD::= ${from('DATA', '1', 'B2')} ~~|\nf:LOOK FORWARD::= ${from('DATA', '1', 'B2')} ~~|\nw:RAW::= ${from('DATA', '1', 'B2')} ~~|`,
    {
      i: [10, 20, 30, 40, 50],
      h: [10, 10, 30, 30, 50],
      f: [10, 30, 30, 50, 50],
      w: [10, NA, 30, NA, 50],
    },
  ],
  [
    'a series for each element, with a missing value',
    `x[R]:= ${from('DATA', '1', 'B2')} ~~|\ny[R]:RAW::= ${from('DATA', 'times', 'values')} ~~|`,
    { 'x[b]': [1, 2, 3, 4, 5], 'y[b]': [1, NA, NA, NA, 5] },
  ],
  [
    'times down a column',
    `x[R]:INTERPOLATE::= ${from('DATA', 'A', 'B7')} ~~|\ny:= ${from('DATA', 'down', 'B7')} ~~|`,
    {
      'x[a]': [100, 150, 200, 250, 300],
      'x[b]': [200, 200, 200, 200, 200],
      y: [100, 150, 200, 250, 300],
    },
  ],
  [
    'lookups',
    `t( ${from('LOOKUPS', '1', 'B2')} ) ~~|\nx= t(Time)+t(9) ~~|\nu[R]= ${from('LOOKUPS', '1', 'B2')} ~~|\ny[R]= u[R](2) ~~|`,
    { x: [60, 70, 80, 90, 100], 'y[b]': [3, 3, 3, 3, 3] },
  ],
  [
    'elements across, down, and of a whole column',
    `E: ${from('SUBSCRIPT', 'A5', 'A6', '')} ~~|\nF: ${from('SUBSCRIPT', 'B1', '1', 't')} ~~|\nG: ${from('SUBSCRIPT', 'A5', 'A', 'g ')} ~~|\nx[E]= 1, 2 ~~|\ny[F]= 1, 2, 3, 4 ~~|\nz[G]= 1, 2, 3, 4 ~~|`,
    {
      'x[south]': [2, 2, 2, 2, 2],
      'y[t4]': [3, 3, 3, 3, 3],
      'y[tnote]': [4, 4, 4, 4, 4],
      'z[g4]': [4, 4, 4, 4, 4],
    },
  ],
  [
    'one variable from a file, from data and from the text',
    `x[a]:= ${from('DATA', '1', 'B2')} ~~|\nx[b]= 3 ~~|\ny[R]= x[R]*2 ~~|`,
    { 'y[a]': [20, 40, 60, 80, 100], 'y[b]': [6, 6, 6, 6, 6] },
  ],
  [
    'data equations have points where their data have',
    `s:RAW::= ${from('DATA', '1', 'B2')} ~~|\nc:RAW::= ${from('DATA', '1', 'B3')} ~~|\nk= 2 ~~|\nx:RAW::= s*k ~~|\ny:= s-c ~~|\nz:LOOK FORWARD::= IF THEN ELSE(s > 20, s, 0) ~~|`,
    { x: [20, NA, 60, NA, 100], y: [9, 18, 27, 36, 45], z: [0, 30, 30, 50, 50] },
  ],
  [
    'data equations over ranges',
    `s[R]:= ${from('DATA', '1', 'B2')} ~~|\nx[R]:= s[R]+R ~~|\nall:= SUM(s[R!])+VMAX(x[R!]) ~~|`,
    { 'x[b]': [3, 4, 5, 6, 7], all: [22, 43, 64, 85, 106] },
  ],
  [
    'what is known of points',
    `s:= ${from('DATA', '1', 'B2')} ~~|\nc:= ${from('DATA', '1', 'B3')} ~~|\na= GET DATA AT TIME(s, 2)+GET DATA AT TIME(c, 4) ~~|\nn= GET DATA AT TIME(c, 2) ~~|\nb= GET DATA BETWEEN TIMES(s, Time+0.5, 0) ~~|\nf= GET DATA BETWEEN TIMES(s, 1, 1)*100+GET DATA BETWEEN TIMES(s, 1, -1) ~~|\nt= GET DATA FIRST TIME(s)+10*GET DATA LAST TIME(c)+100*GET DATA TOTAL POINTS(c) ~~|\nm= GET DATA MIN(s, 1, 9)+10*GET DATA MAX(s, 0, 3)+100*GET DATA MEAN(s, 0, 9)+GET DATA MEDIAN(s, 1, 9) ~~|\ne= GET DATA MAX(s, 1, 1.5) ~~|`,
    {
      a: [35, 35, 35, 35, 35],
      n: [NA, NA, NA, NA, NA],
      b: [15, 25, 35, 45, NA],
      f: [3010, 3010, 3010, 3010, 3010],
      t: [240, 240, 240, 240, 240],
      m: [3370, 3370, 3370, 3370, 3370],
      e: [NA, NA, NA, NA, NA],
    },
  ],
  [
    'data at the start of a stock, and in a clock',
    `s:= ${from('DATA', '1', 'B2')} ~~|\nx= INTEG(s, s*2) ~~|\ny= INITIAL(s+1) ~~|`,
    { x: [20, 30, 50, 80, 120], y: [11, 11, 11, 11, 11] },
  ],
];

describe('values from a file', () => {
  test.each(cases)('%s', (_, equations, expected) => {
    const found = runModel(withFile(equations), Object.keys(expected));
    expect(found).toEqual(expected);
  });

  test('a constant from a file can be set, and can set the clock', () => {
    const model = withFile(`x[R]= ${from('CONSTANTS', 'B5')} ~~|\ny= SUM(x[R!]) ~~|`);
    expect(runModel(model, ['y'], { 'x[a]': 1 }).y![0]).toBe(9);
    const text = `FINAL TIME= ${from('CONSTANTS', 'B5')} ~~|\nINITIAL TIME= 0 ~~|\nTIME STEP= 1 ~~|\nx= Time ~~|`;
    const timed = parseModel(text, 'm.mdl', { external: readerOf(grid) });
    expect(runModel(timed, ['x']).x).toHaveLength(8);
  });

  test('what a data equation rests on cannot be set', () => {
    const model = withFile(`s:= ${from('DATA', '1', 'B2')} ~~|\nk= 2 ~~|\nx:= s*k ~~|`);
    expect(() => runModel(model, ['x'], { k: 3 })).toThrow(/EN003 .*data equation/);
  });

  test('a name in the settings stands for a file', () => {
    const text = `x= GET XLS CONSTANTS('?in', 'tab', 'B5') ~~|\n${clock()}\n\\\\\\---/// Sketch\n///---\\\\\\\n:L\x7f<%^E!@\n30:?IN=book\n`;
    expect(runModel(parseModel(text, 'm.mdl', { external: readerOf(grid) }), ['x']).x![0]).toBe(7);
  });

  test('times that are sums of steps meet the points they are meant for', () => {
    const tenths = readerOf([
      [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
      [1, 2, 3, 4, 5, 6, 7, 8],
    ]);
    const text = `x:RAW::= ${from('DATA', '1', 'A2')} ~~|\ny:LOOK FORWARD::= ${from('DATA', '1', 'A2')} ~~|\n${clock(0.1, 0.7)}`;
    const found = runModel(parseModel(text, 'm.mdl', { external: tenths }), ['x', 'y']);
    expect(found).toEqual({ x: [1, 2, 3, 4, 5, 6, 7, 8], y: [1, 2, 3, 4, 5, 6, 7, 8] });
  });

  test('the text comes back as it was', () => {
    const text = `x[R]= ${from('CONSTANTS', 'B5')} ~~|\ns:HOLD BACKWARD::= ${from('DATA', '1', 'B2')} ~~|\nh:RAW: ~~|\ny:LOOK FORWARD::= s*2 ~~|`;
    const printed = printModel(withFile(text));
    expect(printModel(parseModel(printed, 'm.mdl', { external: readerOf(grid) }))).toBe(printed);
    expect(printed).toContain("x[R]=\n\tGET XLS CONSTANTS('book', 'tab', 'B5')");
    expect(printed).toContain("s:HOLD BACKWARD::=\n\tGET XLS DATA('book', 'tab', '1', 'B2')");
    expect(printed).toContain('h:RAW:\n');
  });

  test.each([
    ["x= GET XLS CONSTANTS('book', 'tab', 'C3') ~~|", 'cell C3 of book, tab is empty'],
    ["x= GET XLS CONSTANTS('book', 'tab', 'A1') ~~|", 'cell A1 of book, tab holds "time"'],
    ["x= GET XLS CONSTANTS('Book', 'tab', 'A1') ~~|", 'there is no file "Book".*did you mean "book"'],
    ["x:= GET XLS DATA('book', 'tab', 'times', 'pair') ~~|", 'times "times" are 1 x 3 cells'],
    ["x:= GET XLS DATA('book', 'tab', 'time', 'B2') ~~|", 'did you mean "times"'],
    ["x= GET XLS CONSTANTS('book', 'tab') ~~|", 'has 2 arguments'],
  ])('%s says what is wrong', (text, message) => {
    expect(() => withFile(text)).toThrow(new RegExp(message));
  });

  test('without a reader the model is refused where it names the file', () => {
    expect(() => read(`\nx= ${from('CONSTANTS', 'B5')} ~~|`)).toThrow(/small\.mdl:3:4 SD050 .*no files/);
  });
});

describe('values of another run', () => {
  const text = 'R: a, b ~~|\nx:HOLD BACKWARD: ~~|\ny[R] ~~|\nz= x+SUM(y[R!]) ~~|';
  const table = 'Time\tX\t"y"[ A ]\ty[b]\n0\t1\t10\t5\n2\t3\t\t\n4\t7\t30\t\n';

  test.each([
    ['down', table],
    ['down, with commas', 'Time,x,"y[a]","y[b]"\r\n0,1,10,5\r\n2,3,,\r\n4,7,30,\r\n'],
    ['across', 'Time\t0\t2\t4\nx\t1\t3\t7\ny[a]\t10\t\t30\ny[b]\t5\t\t\n'],
    ['in blocks', 'x\n0\t1\n2\t3\n4\t7\ny[a]\n0\t10\n4\t30\ny[b]\n0\t5\n'],
  ])('times %s', (_, run) => {
    const model = feedData(read(text), [readRunTable(run, 'run.tab')]);
    expect(runModel(model, ['x', 'y[a]', 'z'])).toEqual({
      x: [1, 1, 3, 3, 7],
      'y[a]': [10, 15, 20, 25, 30],
      z: [16, 21, 28, 33, 42],
    });
  });

  test('the later of two tables counts', () => {
    const tables = [readRunTable(table, 'a.tab'), readRunTable('Time\tx\n0\t50\n', 'b.tab')];
    expect(runModel(feedData(read(text), tables), ['x', 'y[b]'])).toMatchObject({
      x: [50, 50, 50, 50, 50],
      'y[b]': [5, 5, 5, 5, 5],
    });
  });

  test('an element without values is named, where something asks for it', () => {
    const model = feedData(read(text), [readRunTable('Time\tx\ty[a]\n0\t1\t2\n', 'run.tab')]);
    expect(runModel(model, ['x']).x![0]).toBe(1);
    expect(() => runModel(model, ['z'])).toThrow(/small\.mdl:4:1 EN004 .*"y\[b\]" has no values/);
  });

  test.each([
    ['Time\tx\n0\tfive\n', 'run.tab:2:3 SD051 a cell holds "five"; expected a number for "x"'],
    ['Time\tx\nzero\t5\n', 'run.tab:2:1 SD051 a cell holds "zero"; expected a time'],
    ['x\n0\tfive\n', 'run.tab:2:3 SD051 a cell holds "five"; expected a time and a value'],
  ])('a table that cannot be read: %j', (run, message) => {
    expect(() => readRunTable(run, 'run.tab')).toThrow(message);
  });
});

test('what cannot stand in a name of the model is changed or refused in a file, too', () => {
  const text = `E: ${from('SUBSCRIPT', 'A1', '1', '')} ~~|\nx[E]= 1, 2 ~~|\n${clock()}`;
  const model = (cells: readonly Cell[]) => parseModel(text, 'm.mdl', { external: readerOf([cells]) });
  const written = printModel(model(['2021\\', 'a "b"']));
  expect(parseModel(written, 'm.mdl').dimensions[0]!.elements).toEqual(['"2021/"', `"a 'b'"`]);
  expect(() => model(['long'.repeat(3000), 'b'])).toThrow(/SD051.*12000 letters/);
});
