type Data = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] };

/**
 * Writes rows as CSV (RFC 4180, lines end in LF). A number that is not finite leaves its cell empty, and a text
 * that a spreadsheet would run as a formula gets an apostrophe in front.
 *
 * @example
 * toCsv({ columns: ['a', 'b'], rows: [['x,y', 1.5]] }) // => 'a,b\n"x,y",1.5\n'
 */
export function toCsv({ columns, rows }: Data): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** Makes an address that holds the CSV itself, for a download link that works without a network. */
export function csvAddress(data: Data): string {
  return `data:text/csv;charset=utf-8,${encodeURI(toCsv(data)).replace(/#/g, '%23')}`;
}

function cell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : '';
  const safe = /^[=+@\t\r-]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
