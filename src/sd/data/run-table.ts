import { partElement } from '../../base/element.js';
import { type Place, SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import { cutDelimited, parseDelimited } from '../outside/delimited.js';
import type { Cell } from '../outside/sheet.js';
import type { Point } from '../syntax/ast.js';
import { makeSource, placeAt } from '../syntax/entries.js';

/** Points of time and value by the key of an element; see `elementKey`. */
export type RunTable = ReadonlyMap<string, readonly Point[]>;

/**
 * Reads the values of a run from a table with separators: names along the top and times down the side, as `simulate
 * --format tab` prints it, or the other way round. An empty cell is a missing value. Lines of a name alone, each
 * followed by lines of a time and a value, are read as well.
 *
 * `file` is used in places of errors only. Errors: SD051.
 *
 * @example
 * readRunTable('Time\tx[a]\n0\t5\n1\t\n2\t7\n', 'run.tab').get('x[a]') // => [[0, 5], [2, 7]]
 * readRunTable('x\n0\t5\n2\t7\n', 'run.dat').get('x') // => [[0, 5], [2, 7]]
 */
export function readRunTable(text: string, file: string): RunTable {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const separator = head.includes('\t') || !head.includes(',') ? '\t' : ',';
  const grid = parseDelimited(text, separator);
  const place: PlaceOf = (row, column) => {
    const offset = cutDelimited(text, separator)[row]?.[column]?.offset ?? text.length;
    return placeAt(makeSource(text, file), offset);
  };
  const table = new Map<string, Point[]>();
  const series = (name: Cell) => {
    const key = elementKey(String(name));
    if (!table.has(key)) table.set(key, []);
    return table.get(key)!;
  };
  const first = grid[0]?.filter((cell) => cell !== undefined) ?? [];
  if (first.length < 2) readBlocks(grid, place, series);
  else if (typeof first[1] === 'number')
    readGrid(transpose(grid), (row, column) => place(column, row), series);
  else readGrid(grid, place, series);
  for (const points of table.values()) points.sort((a, b) => a[0] - b[0]);
  return table;
}

/**
 * Folds the name of an element to the key under which a table of a run holds it.
 *
 * @example
 * elementKey('"Wafer yield"[ Smic,N_7 ]') // => 'wafer yield[smic,n 7]'
 */
export function elementKey(name: string): string {
  const parts = partElement(name);
  if (!parts) return foldName(name);
  const names = parts[1].match(/(?:"[^"]*"|[^,"])+/g) ?? [];
  return `${foldName(parts[0])}[${names.map((one) => foldName(one.trim())).join(',')}]`;
}

/** Tells where the cell of a row and a column, counted from 0, begins. */
type PlaceOf = (row: number, column: number) => Place;

function readGrid(grid: readonly Cell[][], place: PlaceOf, series: (name: Cell) => Point[]): void {
  const [names, ...rows] = grid;
  const columns = names!.map((name, k) => (k === 0 || name === undefined ? undefined : series(name)));
  rows.forEach((row, i) => {
    const time = row[0];
    if (row.every((cell) => cell === undefined)) return;
    if (typeof time !== 'number') throw wrong(time, 'a time', place(i + 1, 0));
    row.forEach((cell, k) => {
      if (k === 0 || cell === undefined) return;
      if (typeof cell !== 'number') throw wrong(cell, `a number for "${names![k] ?? ''}"`, place(i + 1, k));
      columns[k]?.push([time, cell]);
    });
  });
}

function readBlocks(grid: readonly Cell[][], place: PlaceOf, series: (name: Cell) => Point[]): void {
  let points: Point[] | undefined;
  grid.forEach(([time, value], i) => {
    if (time === undefined) return;
    if (value === undefined) points = series(time);
    else if (typeof time === 'number' && typeof value === 'number' && points) points.push([time, value]);
    else {
      const column = typeof time === 'number' ? 1 : 0;
      throw wrong(column ? value : time, 'a time and a value', place(i, column));
    }
  });
}

function transpose(grid: readonly Cell[][]): Cell[][] {
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, k) => grid.map((row) => row[k]));
}

const wrong = (cell: Cell, expected: string, place: Place) =>
  new SteelyardError({
    code: 'SD051',
    found: cell === undefined ? 'a cell is empty' : `a cell holds "${cell}"`,
    place,
    expected,
    remedy: 'write the run as steelyard simulate --format tab prints it',
  });
