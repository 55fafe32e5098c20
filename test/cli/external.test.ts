import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, type WorkBook, write } from '@e965/xlsx';
import { afterAll, expect, test } from 'vitest';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-external-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock =
  'INITIAL TIME= 0 ~ Month ~|\nFINAL TIME= 2 ~ Month ~|\nTIME STEP= 1 ~ Month ~|\nSAVEPER= 1 ~ Month ~|\n';
const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

/** Changes one byte. */
function bend(bytes: Uint8Array, at: number): Uint8Array {
  const bent = Uint8Array.from(bytes);
  bent[at]! ^= 255;
  return bent;
}

function book(): WorkBook {
  const made = utils.book_new();
  utils.book_append_sheet(
    made,
    utils.aoa_to_sheet([
      ['year', 0, 2],
      ['oil', 5, 9],
      ['gas', 1, 3],
    ]),
    'Prices',
  );
  utils.book_append_sheet(made, utils.aoa_to_sheet([[7], [true], ['n/a']]), "Plant's own");
  made.Workbook = {
    Names: [
      { Name: 'years', Ref: 'Prices!$B$1:$C$1' },
      { Name: 'price', Ref: 'Prices!$B$2:$C$3' },
      { Name: 'size', Ref: 'Prices!$B$2' },
      { Name: 'size', Ref: "'Plant''s own'!$A$1", Sheet: 1 },
    ],
  };
  return made;
}

/** Runs a model of these equations and gives its columns. */
async function simulate(equations: string, ...options: string[]) {
  put('model.mdl', `${equations}\n${clock}`);
  const { code, stdout, stderr } = await run(['simulate', 'model.mdl', '--format', 'tab', ...options], {
    cwd: folder,
  });
  const [head, ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const column = (name: string) => rows.map((row) => row[head!.indexOf(name)]);
  return { code, stderr, column };
}

test.each([
  ['xlsx', 'Years', 'price'],
  ['xlsb', 'Years', 'price'],
  // The library writes no names into this old kind.
  ['xls', '1', 'B2'],
] as const)('reads a spreadsheet of kind %s', async (bookType, times, values) => {
  put(`book.${bookType}`, write(book(), { type: 'buffer', bookType }) as Uint8Array);
  const { code, stderr, column } = await simulate(
    [
      "Fuel: GET XLS SUBSCRIPT('BOOK.FILE', 'prices', 'A2', 'A3', '') ~~|",
      `p[Fuel]:= GET DIRECT DATA('BOOK.FILE', 'PRICES', '${times}', '${values}') ~~|`,
      "q[Fuel]= GET XLS CONSTANTS('book.FILE', 'Prices', 'C2*') ~~|",
    ]
      .join('\n')
      .replaceAll('FILE', bookType),
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(column('p[oil]')).toEqual(['5', '7', '9']);
  expect(column('p[gas]')).toEqual(['1', '2', '3']);
  expect(column('q[gas]')).toEqual(['3', '3', '3']);
});

test('a name of the tab goes before one of the whole file', async () => {
  const made = book();
  made.SheetNames[1] = 'Plant';
  made.Sheets.Plant = made.Sheets["Plant's own"]!;
  made.Workbook!.Names![3]!.Ref = 'Plant!$A$1';
  put('names.xlsx', write(made, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
  const { column } = await simulate(
    "x= GET XLS CONSTANTS('names.xlsx', 'Plant', 'SIZE') ~~|\ny= GET XLS CONSTANTS('names.xlsx', 'Prices', 'size') ~~|",
  );
  expect([column('x')[0], column('y')[0]]).toEqual(['7', '5']);
});

test('reads texts with separators', async () => {
  put('across.csv', 'Time,\t0,\t2\nwater,\t5\t,\t9\n"salt, fine",1,3\n');
  put('down.tab', '\uFEFFTime\twater\r\n0\t5\r\n2\t9\r\n');
  put('odd.txt', 'Time;0;2\nwater;5;9\n');
  const { stderr, column } = await simulate(
    [
      "Good: GET DIRECT SUBSCRIPT('across.csv', ',', 'A2', 'A', 'g ') ~~|",
      "x[Good]:= GET DIRECT DATA('across.csv', ',', '1', 'B2') ~~|",
      "y:= GET DIRECT DATA('down.tab', '', 'A', 'B2') ~~|",
      "z:= GET DIRECT DATA('odd.txt', ';', '1', 'B2') ~~|",
    ].join('\n'),
  );
  expect(stderr).toBe('');
  expect(column('x[gwater]')).toEqual(['5', '7', '9']);
  expect(column('"x[""gsalt, fine""]"')).toEqual(['1', '2', '3']);
  expect(column('y')).toEqual(['5', '7', '9']);
  expect(column('z')).toEqual(['5', '7', '9']);
});

test.each([
  ['no.xlsx', 'Prices', 'B2', 'SD050', 'there is no file "no.xlsx"'],
  ['book.xlsx', 'Price', 'B2', 'SD050', 'nearest Prices'],
  ['book.xlsx', 'Prices', 'B9', 'SD051', 'cell B9 of book.xlsx, Prices is empty'],
  ['text.xlsx', 'Prices', 'B2', 'SD050', 'its content is not that of a spreadsheet'],
  ['cut.xlsx', 'Prices', 'B2', 'SD050', 'cannot be read'],
  ['bent.xlsx', 'Prices', 'B2', 'SD050', 'a part of it is damaged'],
  ['bent.xls', 'Prices', 'B2', 'SD050', 'cannot be read'],
  ['empty.csv', ',', 'A1', 'SD051', 'is empty'],
  ['across.csv', 'Prices', 'B2', 'SD050', 'has no tab "Prices"'],
  ['', ',', 'B2', 'SD050', 'there is no file'],
])('%s, %s, %s is %s', async (file, tab, cell, code, message) => {
  const whole = write(book(), { type: 'buffer', bookType: 'xlsx' }) as Uint8Array;
  put('book.xlsx', whole);
  put('cut.xlsx', whole.subarray(0, 900));
  put('bent.xlsx', bend(whole, 300));
  put('bent.xls', bend(write(book(), { type: 'buffer', bookType: 'xls' }) as Uint8Array, 40));
  put('text.xlsx', 'Prices,1,2\n');
  put('empty.csv', '');
  put('across.csv', 'Time,0,2\nwater,5,9\n');
  const outcome = await simulate(`x= GET XLS CONSTANTS('${file}', '${tab}', '${cell}') ~~|`);
  expect(outcome.code).toBe(2);
  const told = outcome.stderr.replace(/\s+/g, ' ');
  expect(told).toContain(code);
  expect(told).toContain('model.mdl:1:4');
  expect(told).toContain(message);
  expect(told).not.toMatch(/undefined|\[object|at .*\.js:/);
});

test('check reads what a model names as well', async () => {
  put('book.xlsx', write(book(), { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
  put('model.mdl', `x= GET XLS CONSTANTS('book.xlsx', 'Prices', 'B2') ~ Dmnl ~|\ny= x ~ Dmnl ~|\n${clock}`);
  const { code, stdout } = await run(['check', 'model.mdl'], { cwd: folder });
  expect(stdout).toContain('is clean');
  expect(code).toBe(0);
});

test('data variables take their values from a run that is named', async () => {
  put('history.csv', 'Time,sales\n0,5\n2,9\n');
  const equations = 'sales:RAW: ~~|\nx= IF THEN ELSE(sales = :NA:, -1, sales) ~~|';
  const { column } = await simulate(equations, '--data', 'history.csv');
  expect(column('sales')).toEqual(['5', '', '9']);
  expect(column('x')).toEqual(['5', '-1', '9']);
  const without = await simulate(equations);
  expect(without.code).toBe(2);
  expect(without.stderr.replace(/\s+/g, ' ')).toMatch(/EN004 .*"sales" has no values.*--data FILE/);
});

test('a run that was printed is read back, missing values and all', async () => {
  put('first.mdl', `sales= IF THEN ELSE(Time=1, :NA:, Time*2+1/3) ~~|\n${clock}`);
  const printed = await run(['simulate', 'first.mdl', '--format', 'tab', '--precision', 'full'], {
    cwd: folder,
  });
  put('first.tab', printed.stdout);
  const { column } = await simulate('sales:RAW: ~~|', '--data', 'first.tab', '--precision', 'full');
  expect(column('sales')).toEqual([String(1 / 3), '', String(4 + 1 / 3)]);
});

test('without a name, from the table beside the model that its settings name', async () => {
  put('past.tab', 'Time\tsales\n0\t5\n2\t9\n');
  const settings = '\\\\\\---/// Sketch information\n///---\\\\\\\n:L\x7f<%^E!@\n1:now.vdf\n13:past.vdf\n';
  put('model.mdl', `sales ~~|\n${clock}${settings}`);
  const { stdout } = await run(['simulate', 'model.mdl', '--only', 'sales', '--format', 'csv'], {
    cwd: folder,
  });
  expect(stdout).toBe('Time,sales\n0,5\n1,7\n2,9\n');
});
