import { SteelyardError } from '../../base/error.js';
import { sha256 } from '../../base/sha256.js';
import { elementName, findElements, type Model, parseDelimited } from '../../sd/index.js';
import { readText } from '../pipeline/files.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';
import { unknownName } from './choose.js';

/** Runs that a file asks for, one a row. */
export interface DesignFile {
  /** The file as one would type it here, and the SHA-256 of its text. */
  readonly file: string;
  readonly hash: string;
  /** Element names; several where a column names an array. */
  readonly names: readonly string[];
  readonly runs: number;
  /** runs x names. */
  readonly values: Float64Array;
}

type Rows = ReturnType<typeof parseDelimited>;

/**
 * Reads a table of runs: a header of constants, and a row of numbers for each run. A column that names an array sets
 * all its elements. Cells are parted by commas, semicolons or tabs, whichever the header has.
 *
 * Errors: CL010, CL013, CL030 with the place of the column, CL034 for what is no table of numbers.
 */
export function readDesignFile(model: Model, word: string, context: Context): DesignFile {
  const path = findFile(word, ['.csv', '.tsv', '.tab', '.txt'], context);
  const file = shownPath(path, context.io.cwd);
  const text = readText(path, file);
  const table = parseDelimited(text, separatorOf(text));
  const [header = [], ...rows] = table;
  const columns = readHeader(model, header, file);
  const values: number[] = [];
  let runs = 0;
  rows.forEach((row, i) => {
    if (row.every((cell) => cell === undefined)) return;
    const numbers = readRow(row, header, { file, line: i + 2 });
    for (const { column } of columns) values.push(numbers[column]!);
    runs++;
  });
  if (runs === 0)
    throw refuse({ file, line: 1 }, 'the table has no run', 'a row of numbers under the header');
  return {
    file,
    hash: sha256(text),
    names: columns.map(({ name }) => name),
    runs,
    values: Float64Array.from(values),
  };
}

function separatorOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  return head.includes('\t') ? '\t' : head.includes(';') && !head.includes(',') ? ';' : ',';
}

function readHeader(model: Model, header: Rows[number], file: string): { name: string; column: number }[] {
  const seen = new Map<string, number>();
  const columns = header.flatMap((cell, column) => {
    const place = { file, line: 1, column: columnOf(header, column) };
    if (typeof cell !== 'string')
      throw refuse(place, `column ${column + 1} is headed by ${cell ?? 'nothing'}`, 'the name of a constant');
    const found = findElements(model, cell);
    if (found.length === 0 || found.some(({ variable }) => variable.kind !== 'constant')) {
      const constants = model.variables.filter(({ kind }) => kind === 'constant');
      throw new SteelyardError({ ...unknownName('CL030', cell, cell, constants).complaint, place });
    }
    return found.map(({ variable, cell: at }) => {
      const name = elementName(variable, at);
      if (seen.has(name)) throw refuse(place, `two columns set "${name}"`, 'one column for each constant');
      seen.set(name, column);
      return { name, column };
    });
  });
  if (columns.length === 0) throw refuse({ file, line: 1 }, 'the table is empty', 'a header of constants');
  return columns;
}

/** Where a cell begins, in a row as it is commonly written. */
const columnOf = (row: Rows[number], column: number) =>
  1 + row.slice(0, column).reduce<number>((at, cell) => at + String(cell ?? '').length + 1, 0);

function readRow(row: Rows[number], header: Rows[number], place: { file: string; line: number }): number[] {
  if (row.length !== header.length)
    throw refuse(
      place,
      `the row has ${row.length} cells, and the header ${header.length}`,
      'as many cells as names',
    );
  return row.map((cell, column) => {
    if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
    const at = { ...place, column: columnOf(row, column) };
    const what = cell === undefined ? 'an empty cell' : `"${cell}"`;
    throw refuse(at, `${what} stands under ${header[column]}`, 'a number');
  });
}

const refuse = (place: { file: string; line: number; column?: number }, found: string, expected: string) =>
  new SteelyardError({
    code: 'CL034',
    found,
    place,
    expected,
    remedy: 'write a header with the names of constants, and under it one row of numbers for each run',
  });
