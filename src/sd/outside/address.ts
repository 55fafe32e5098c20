/** Where a function that reads a file points: a cell, a whole row or column, or cells with a name. */
export type Address =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number }
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'name'; readonly name: string };

/** The last column that a spreadsheet has is XFD, the last row 1048576. */
const mostColumns = 16_384;
const mostRows = 1_048_576;

/**
 * Reads an address: `B5`, a row `5`, a column `B`, or else a name. Rows and columns count from 0.
 *
 * @example
 * parseAddress('$b5') // => { kind: 'cell', row: 4, column: 1 }
 * parseAddress('12') // => { kind: 'row', row: 11 }
 * parseAddress('AA') // => { kind: 'column', column: 26 }
 * parseAddress('prices') // => { kind: 'name', name: 'prices' }
 */
export function parseAddress(text: string): Address {
  const bare = text.replaceAll('$', '').trim();
  const parts = /^([a-z]{0,3})(\d*)$/i.exec(bare);
  const [letters, digits] = [parts?.[1] ?? '', parts?.[2] ?? ''];
  const column = columnOf(letters);
  const row = Number(digits) - 1;
  const name = { kind: 'name', name: text.trim() } as const;
  if (!parts || column >= mostColumns || (digits !== '' && (row < 0 || row >= mostRows))) return name;
  if (letters && digits) return { kind: 'cell', row, column };
  if (digits) return { kind: 'row', row };
  return letters ? { kind: 'column', column } : name;
}

/**
 * Names a cell by its row and column, counted from 0.
 *
 * @example
 * printAddress(4, 27) // => 'AB5'
 */
export function printAddress(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
