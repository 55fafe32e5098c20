import { SteelyardError } from '../../base/error.js';
import { isPlainName } from '../syntax/tokens.js';
import { parseAddress } from './address.js';
import type { OutsideCall } from './call.js';
import { firstCell, noArea, type OpenSheet, type Outside, openSheet } from './open.js';
import type { Area } from './sheet.js';

/**
 * Reads the elements of a range from a file, across and then down, a prefix before each; empty cells are passed over.
 * The last cell may be a cell, only a row or only a column, or left open, which reads to the end of the sheet.
 *
 * Errors: SD050 to SD052. Vensim reference manual, GET DIRECT SUBSCRIPT.
 */
export function readElements(call: OutsideCall, outside: Outside): string[] {
  const open = openSheet(call, outside);
  const area = findArea(open);
  const elements: string[] = [];
  for (let i = 0; i < area.rows; i++) {
    for (let k = 0; k < area.columns; k++) {
      const cell = open.sheet.cell(area.row + i, area.column + k);
      const text = cell === undefined ? '' : String(cell).trim();
      if (text.length > longest) throw noName(text, open);
      if (text !== '') elements.push(spell(`${call.args[4] ?? ''}${text}`));
    }
  }
  if (elements.length > 0) return elements;
  throw new SteelyardError({
    code: 'SD051',
    found: `the cells from ${call.args[2]} to ${call.args[3] || 'the end'} of ${open.title} are empty`,
    place: call.place,
    expected: 'the names of elements',
  });
}

/** Letters of a name at most; a cell that holds more is no name. */
const longest = 10_000;

const noName = (text: string, { title, call }: OpenSheet) =>
  new SteelyardError({
    code: 'SD051',
    found: `a cell of ${title} holds ${text.length} letters, from "${text.slice(0, 20)}" on`,
    place: call.place,
    expected: `the name of an element, of at most ${longest} letters`,
  });

// A name with odd characters stands in quotes, as it would in the model; what ends or escapes a quote cannot stand there.
const spell = (name: string) =>
  isPlainName(name) ? name : `"${name.replaceAll('"', "'").replaceAll('\\', '/')}"`;

function findArea(open: OpenSheet): Area {
  const { sheet, call } = open;
  const { row, column, area } = firstCell(open, call.args[2]!);
  if (area) return area;
  const last = call.args[3]!;
  const to = last === '' ? undefined : parseAddress(last);
  if (to?.kind === 'name') throw noArea(open, last, 'a cell, a row or a column, or nothing');
  const lastRow = to?.kind === 'cell' || to?.kind === 'row' ? to.row : sheet.rows - 1;
  const lastColumn = to?.kind === 'cell' || to?.kind === 'column' ? to.column : sheet.columns - 1;
  // What lies beyond the last cell that holds something is empty.
  const rows = Math.min(lastRow, sheet.rows - 1) - row + 1;
  const columns = Math.min(lastColumn, sheet.columns - 1) - column + 1;
  return { row, column, rows: Math.max(0, rows), columns: Math.max(0, columns) };
}
