import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { parseAddress, printAddress } from './address.js';
import type { OutsideCall } from './call.js';
import type { Area, ExternalReader, Sheet } from './sheet.js';

/** What a model's text can reach outside of itself. */
export interface Outside {
  readonly reader?: ExternalReader | undefined;
  /** Files behind names such as `?prices`, from the settings at the end of the text. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** A sheet, and the function of the model that asked for it. */
export interface OpenSheet {
  readonly call: OutsideCall;
  readonly sheet: Sheet;
  /** The sheet in words, for errors. */
  readonly title: string;
}

/** Opens the sheet that a function reads. Errors: SD050. */
export function openSheet(call: OutsideCall, outside: Outside): OpenSheet {
  const [written, tab] = call.args as [string, string];
  const file = written.startsWith('?') ? aliasOf(written, call, outside) : written;
  if (!outside.reader) {
    throw new SteelyardError({
      code: 'SD050',
      found: `${call.fn} reads "${file}", and the model is read where there are no files`,
      place: call.place,
      remedy: 'hand in a reader of files, or write the values into the model',
    });
  }
  const found = outside.reader.open(file, tab);
  if ('sheet' in found) return { call, sheet: found.sheet, title: tab.length > 1 ? `${file}, ${tab}` : file };
  if ('broken' in found) {
    throw new SteelyardError({
      code: 'SD050',
      found: `"${file}" cannot be read: ${found.broken}`,
      place: call.place,
      expected: 'a spreadsheet (.xlsx, .xls) or a text with separators (.csv, .tab, .txt)',
    });
  }
  const wanted = found.missing === 'file' ? file : tab;
  const nearest = nearestName(wanted, found.known);
  throw new SteelyardError({
    code: 'SD050',
    found: found.missing === 'file' ? `there is no file "${file}"` : `"${file}" has no tab "${tab}"`,
    place: call.place,
    ...(found.known.length > 0 && { expected: `one of: ${found.known.slice(0, 8).join(', ')}` }),
    ...(nearest && { nearest }),
    ...(found.missing === 'file' && { remedy: 'put the file into the folder of the model' }),
  });
}

function aliasOf(name: string, call: OutsideCall, outside: Outside): string {
  const file = outside.aliases.get(name.toLowerCase());
  if (file !== undefined) return file;
  throw new SteelyardError({
    code: 'SD050',
    found: `the settings of the model name no file for "${name}"`,
    place: call.place,
    expected: `a line 30:${name}=file at the end of the text`,
  });
}

/** Where to begin to read; `area` is all that a name stands for. */
export interface FirstCell {
  readonly row: number;
  readonly column: number;
  /** The address ends with `*`: rows become columns. */
  readonly transposed: boolean;
  readonly area?: Area;
}

/** Finds the first cell that an argument names: `B5`, `B5*` or the name of an area. Errors: SD050. */
export function firstCell(open: OpenSheet, argument: string): FirstCell {
  const transposed = argument.endsWith('*');
  const text = transposed ? argument.slice(0, -1).trim() : argument;
  const area = open.sheet.area(text);
  if (area) return { row: area.row, column: area.column, transposed, area };
  const address = parseAddress(text);
  if (address.kind === 'cell') return { row: address.row, column: address.column, transposed };
  throw noArea(open, text, 'a cell such as B5');
}

/** Complains of an address that is neither of the form wanted nor the name of an area. */
export function noArea({ call, sheet, title }: OpenSheet, text: string, wanted: string): SteelyardError {
  const nearest = nearestName(text, sheet.names);
  return new SteelyardError({
    code: 'SD050',
    found: `"${text}" names no cells of ${title}`,
    place: call.place,
    expected: `${wanted}, or the name of an area`,
    ...(nearest && { nearest }),
  });
}

/** Complains of a cell that does not hold what is read from it. */
export function badCell(open: OpenSheet, row: number, column: number, expected: string): SteelyardError {
  const held = open.sheet.cell(row, column);
  return new SteelyardError({
    code: 'SD051',
    found: `cell ${printAddress(row, column)} of ${open.title} ${held === undefined ? 'is empty' : `holds "${held}"`}`,
    place: open.call.place,
    expected,
    remedy: `correct the cell, or the address in ${open.call.fn}`,
  });
}
