import { SteelyardError } from '../../base/error.js';
import type { Point } from '../syntax/ast.js';
import { parseAddress, printAddress } from './address.js';
import type { OutsideCall } from './call.js';
import {
  badCell,
  type FirstCell,
  firstCell,
  noArea,
  type OpenSheet,
  type Outside,
  openSheet,
} from './open.js';

/** Texts that spreadsheets and statistics put where a value is missing. */
const missing = new Set(['na', 'n/a', '#n/a', ':na:', 'nan', '-', '--']);

/** A line of times, and how the k-th time of it lies on the sheet. */
interface Times {
  readonly across: boolean;
  /** The row or the column that they stand in. */
  readonly line: number;
  readonly first: number;
  readonly count: number;
}

/**
 * Reads one list of points for each element of an equation: times along a row or a column, values beside them, and each
 * further element in the next row or column. What has no time or no value is left out; points are in order of time.
 *
 * Errors: SD050 to SD052. Vensim reference manual, GET DIRECT DATA and GET DIRECT LOOKUPS.
 */
export function readSeries(call: OutsideCall, count: number, outside: Outside): Point[][] {
  const open = openSheet(call, outside);
  const start = firstCell(open, call.args[3]!);
  const times = findTimes(open, call.args[2]!, start);
  return Array.from({ length: count }, (_, element) => readOne(open, start, times, element));
}

function findTimes(open: OpenSheet, argument: string, start: FirstCell): Times {
  const { sheet, call } = open;
  const area = sheet.area(argument);
  if (area) {
    const across = area.columns > 1 || start.area?.rows === 1;
    const count = across ? area.columns : area.rows;
    const values = start.area && (across ? start.area.columns : start.area.rows);
    if ((across ? area.rows : area.columns) === 1 && (values === undefined || values === count)) {
      return across
        ? { across, line: area.row, first: area.column, count }
        : { across, line: area.column, first: area.row, count };
    }
    throw new SteelyardError({
      code: 'SD052',
      found: `the times "${argument}" are ${area.rows} x ${area.columns} cells${values === undefined ? '' : ` and the values "${call.args[3]}" ${start.area!.rows} x ${start.area!.columns}`}`,
      place: call.place,
      expected: 'one row or one column of times, and as many values',
    });
  }
  const address = parseAddress(argument);
  if (address.kind === 'row') {
    const count = start.area?.columns ?? Math.max(0, sheet.columns - start.column);
    return { across: true, line: address.row, first: start.column, count };
  }
  if (address.kind === 'column') {
    const count = start.area?.rows ?? Math.max(0, sheet.rows - start.row);
    return { across: false, line: address.column, first: start.row, count };
  }
  throw noArea(open, argument, 'a row such as 1 or a column such as A');
}

function readOne(open: OpenSheet, start: FirstCell, times: Times, element: number): Point[] {
  const { sheet } = open;
  const { across, line, first } = times;
  const points: Point[] = [];
  for (let k = 0; k < times.count; k++) {
    const time = across ? sheet.cell(line, first + k) : sheet.cell(first + k, line);
    if (typeof time !== 'number') continue;
    const [row, column] = across
      ? [start.row + element, start.column + k]
      : [start.row + k, start.column + element];
    const value = sheet.cell(row, column);
    if (typeof value === 'number') points.push([time, value]);
    else if (value !== undefined && !missing.has(value.trim().toLowerCase()))
      throw badCell(open, row, column, 'a number, or nothing where a value is missing');
  }
  if (points.length > 0) return points.sort((a, b) => a[0] - b[0]);
  const [row, column] = across ? [start.row + element, start.column] : [start.row, start.column + element];
  throw new SteelyardError({
    code: 'SD051',
    found: `from cell ${printAddress(row, column)} of ${open.title} on there is no number with a time`,
    place: open.call.place,
    expected: `values along the times in ${across ? 'row' : 'column'} ${open.call.args[2]}`,
  });
}
