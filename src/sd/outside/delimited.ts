import type { Cell } from './sheet.js';

const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * Cuts a text into rows of cells at a separator. A cell in double quotes may hold separators and line ends, and a quote
 * when it is doubled. Blanks around a cell do not count; what reads as a number is one.
 *
 * @example
 * parseDelimited('year,"north, all"\n2020, 5\n', ',') // => [['year', 'north, all'], [2020, 5]]
 */
export function parseDelimited(text: string, separator: string): Cell[][] {
  return cutDelimited(text, separator).map((row) => row.map(({ cell }) => cell));
}

/** Cuts a text as `parseDelimited` does, with the offset at which each cell begins. */
export function cutDelimited(text: string, separator: string): { cell: Cell; offset: number }[][] {
  const rows: { cell: Cell; offset: number }[][] = [];
  let row: { cell: Cell; offset: number }[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const { cell, end } = readCell(text, at, separator);
    row.push({ cell, offset: at });
    at = end;
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      row.push({ cell: undefined, offset: at });
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

function readCell(text: string, start: number, separator: string): { cell: Cell; end: number } {
  let at = start;
  while (text[at] === ' ') at++;
  const quoted = text[at] === '"' ? readQuoted(text, at, separator) : undefined;
  if (quoted) return quoted;
  while (!ends(text, at, separator)) at++;
  return { cell: asCell(text.slice(start, at).trim()), end: at };
}

// A cell that goes on behind its quotes, such as "a-b"[x], is none in quotes: it holds them.
function readQuoted(text: string, start: number, separator: string): { cell: Cell; end: number } | undefined {
  let at = start + 1;
  let cell = '';
  while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) {
    if (text[at] === '"') at++;
    cell += text[at++];
  }
  at++;
  while (text[at] === ' ') at++;
  return ends(text, at, separator)
    ? { cell: asCell(cell.trim()), end: Math.min(at, text.length) }
    : undefined;
}

const ends = (text: string, at: number, separator: string) =>
  at >= text.length || text[at] === separator || text[at] === '\n' || text[at] === '\r';

const asCell = (text: string): Cell => (text === '' ? undefined : number.test(text) ? Number(text) : text);
