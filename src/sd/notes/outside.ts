import { note, same } from './note.js';

const sales = 'time,sales\n0,10\n2,30\n4,50\n';
const shares = ',north,south\nshare,0.25,0.75\n';
const csv = { name: 'sales.csv', text: sales };
const data = "sales:= GET DIRECT DATA('sales.csv', ',', 'A', 'B2') ~~| ";

const families = [
  ['XLS', 'xlsx', 'Sheet1', 'a tab of a spreadsheet'],
  ['DIRECT', 'csv', ',', 'a tab of a spreadsheet, or a text with the separator for a tab'],
  ['123', 'ods', 'Sheet1', 'a tab of a spreadsheet'],
] as const;

/** What documentation says of functions that read files, and of those that ask for points of data. */
export const outsideNotes = [
  ...families.flatMap(([from, ending, tab, what]) => {
    const call = (kind: string, stem: string, ...cells: readonly string[]) =>
      `GET ${from} ${kind}(${[`${stem}.${ending}`, tab, ...cells].map((one) => `'${one}'`).join(', ')})`;
    const read = (stem: string, text: string) => ({ name: `${stem}.${ending}`, text });
    return [
      note(
        `GET ${from} CONSTANTS(file, tab, cell)`,
        `Reads numbers from ${what}, from a cell on to the right for the last range and downwards for the one before it.`,
        `R: north, south ~~| share[R]= ${call('CONSTANTS', 'shares', 'B2')} ~~| x= share[south]*4 ~~|`,
        same(3),
        read('shares', shares),
      ),
      note(
        `GET ${from} DATA(file, tab, times, cell)`,
        `Reads values over time from ${what}, whose times stand in a row or a column.`,
        `x:= ${call('DATA', 'sales', 'A', 'B2')} ~~|`,
        [10, 20, 30, 40, 50],
        read('sales', sales),
      ),
      note(
        `GET ${from} LOOKUPS(file, tab, arguments, cell)`,
        `Reads the points of a lookup from ${what}.`,
        `curve= ${call('LOOKUPS', 'sales', 'A', 'B2')} ~~| x= curve(4-Time) ~~|`,
        [50, 40, 30, 20, 10],
        read('sales', sales),
      ),
      note(
        `GET ${from} SUBSCRIPT(file, tab, first, last)`,
        `Reads the elements of a range from ${what}; a fifth argument stands before each of them.`,
        `R: ${call('SUBSCRIPT', 'shares', 'B1', 'C1', '')} ~~| v[R]= 1, 2 ~~| x= v[south] ~~|`,
        same(2),
        read('shares', shares),
      ),
    ];
  }),
  note(
    'GET DATA AT TIME(data, time)',
    'Gives the value of the point at a time, and :NA: where there is none.',
    `${data}x= GET DATA AT TIME(sales, 2) ~~|`,
    same(30),
    csv,
  ),
  note(
    'GET DATA BETWEEN TIMES(data, time, mode)',
    'Gives the value at a time: straight between two points (0), of the next point (1) or of the one before (-1).',
    `${data}x= GET DATA BETWEEN TIMES(sales, Time, -1) ~~|`,
    [10, 10, 30, 30, 50],
    csv,
  ),
  note(
    'GET DATA FIRST TIME(data)',
    'Gives the time of the first point.',
    `${data}x= GET DATA FIRST TIME(sales) ~~|`,
    same(0),
    csv,
  ),
  note(
    'GET DATA LAST TIME(data)',
    'Gives the time of the last point.',
    `${data}x= GET DATA LAST TIME(sales) ~~|`,
    same(4),
    csv,
  ),
  note(
    'GET DATA TOTAL POINTS(data)',
    'Counts the points.',
    `${data}x= GET DATA TOTAL POINTS(sales) ~~|`,
    same(3),
    csv,
  ),
  note(
    'GET DATA MIN(data, from, to)',
    'Finds the least value of the points between two times.',
    `${data}x= GET DATA MIN(sales, 1, 9) ~~|`,
    same(30),
    csv,
  ),
  note(
    'GET DATA MAX(data, from, to)',
    'Finds the greatest value of the points between two times.',
    `${data}x= GET DATA MAX(sales, 0, 3) ~~|`,
    same(30),
    csv,
  ),
  note(
    'GET DATA MEAN(data, from, to)',
    'Averages the points between two times.',
    `${data}x= GET DATA MEAN(sales, 1, 9) ~~|`,
    same(40),
    csv,
  ),
  note(
    'GET DATA MEDIAN(data, from, to)',
    'Finds the middle value of the points between two times.',
    `${data}x= GET DATA MEDIAN(sales, 0, 9) ~~|`,
    same(30),
    csv,
  ),
] as const;
