import type { CellObject, WorkBook } from '@e965/xlsx';
import { type Area, type Cell, type FoundSheet, gridSheet } from '../../sd/index.js';
import { faultOfZip } from './zip.js';

type Library = typeof import('@e965/xlsx');

/** Opens a tab of a spreadsheet, with the areas on it that have a name; case of the tab does not count. */
export function openBook(library: Library, bytes: Uint8Array, kind: string, tab: string): FoundSheet {
  if (!looksLikeBook(bytes, kind)) return { broken: 'its content is not that of a spreadsheet' };
  const fault = bytes[0] === 0x50 ? faultOfZip(bytes) : undefined;
  if (fault) return { broken: fault };
  const book = readQuietly(library, bytes);
  if (typeof book === 'string') return { broken: book };
  const names = book.SheetNames;
  const index = tab === '' ? 0 : names.findIndex((name) => name.toLowerCase() === tab.toLowerCase());
  const data = book.Sheets[names[index] ?? '']?.['!data'];
  if (!data) return index < 0 ? { missing: 'tab', known: names } : { sheet: gridSheet([]) };
  const grid = Array.from(data, (row) => Array.from(row ?? [], readCell));
  return { sheet: gridSheet(grid, areasOf(library, book, index)) };
}

// The library takes any text for a table; a file that says it is a spreadsheet has to be one.
function looksLikeBook(bytes: Uint8Array, kind: string): boolean {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const old = (bytes[0] === 0xd0 && bytes[1] === 0xcf) || bytes[0] === 0x09;
  return zip || (kind === '.xls' && old);
}

// The library tells the terminal of every record that it does not know.
function readQuietly(library: Library, bytes: Uint8Array): WorkBook | string {
  const { error } = console;
  console.error = () => {};
  try {
    return library.read(bytes, { dense: true, cellFormula: false, cellHTML: false, cellText: false });
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    console.error = error;
  }
}

function readCell(cell: CellObject | undefined): Cell {
  if (!cell || cell.t === 'z') return undefined;
  if (cell.t === 'n') return cell.v as number;
  if (cell.t === 'e') return cell.w ?? '#N/A';
  const text = String(cell.v ?? '');
  return text.trim() === '' ? undefined : text;
}

/** Lists the named areas on one tab; a name of the tab's own goes before one of the whole file. */
function areasOf(library: Library, book: WorkBook, index: number): Map<string, Area> {
  const areas = new Map<string, Area>();
  const names = book.Workbook?.Names ?? [];
  const mine = names.filter(({ Sheet }) => Sheet === undefined || Sheet === index);
  for (const { Name, Ref, Sheet } of [...mine].sort((a, b) => (a.Sheet ?? -1) - (b.Sheet ?? -1))) {
    const parts = /^(?:'((?:[^']|'')*)'|([^'!]*))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$/i.exec(Ref ?? '');
    const tab = parts && (parts[1]?.replaceAll("''", "'") ?? parts[2]!);
    if (!parts || tab!.toLowerCase() !== book.SheetNames[index]!.toLowerCase()) continue;
    const { s, e } = library.utils.decode_range(parts[3]!.replaceAll('$', ''));
    const key = [...areas.keys()].find((name) => name.toLowerCase() === Name.toLowerCase());
    if (key !== undefined && Sheet !== undefined) areas.delete(key);
    areas.set(Name, { row: s.r, column: s.c, rows: e.r - s.r + 1, columns: e.c - s.c + 1 });
  }
  return areas;
}
