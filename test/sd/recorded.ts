/** A recorded or printed run: times, and the cells of each variable as text, by a name without spelling variants. */
export interface Recorded {
  readonly times: readonly number[];
  /** Blank cells hold what stood above them, as constants are recorded once. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
}

/** Reads a run as other tools record it: tabs or commas, variables in columns, or in rows with the times along the top. */
export function readRecorded(text: string): Recorded {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  const tabs = lines[0]!.includes('\t');
  const rows = lines.map((line) => (tabs ? line.split('\t') : commaCells(line)).map(plainCell));
  const table = timesOnTop(rows[0]!) ? turned(rows) : rows;
  const body = table.slice(1).filter((row) => isNumber(row[0]));
  const cells = new Map<string, string[]>();
  table[0]!.forEach((title, column) => {
    if (column === 0 || title === '') return;
    let last = '';
    cells.set(
      keyOf(title),
      body.map((row) => {
        last = row[column] || last;
        return last;
      }),
    );
  });
  return { times: body.map((row) => Number(row[0])), cells };
}

/** Names without the differences in which tools spell them. */
export const keyOf = (name: string): string =>
  name
    .replaceAll('"', '')
    .replaceAll('\\n', ' ')
    .replaceAll('\\', ' ')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .replace(/\s*([[\],])\s*/g, '$1')
    .trim();

const commaCells = (line: string): string[] => {
  const found = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map((match) => match[1]!);
  return line.endsWith(',') ? found : found.slice(0, -1);
};
const plainCell = (cell: string): string => cell.trim().replace(/^"|"$/g, '');
const isNumber = (cell: string | undefined): boolean =>
  cell !== undefined && cell !== '' && Number.isFinite(Number(cell));
const timesOnTop = ([, ...rest]: readonly string[]): boolean =>
  rest.some(isNumber) && rest.every((cell) => cell === '' || isNumber(cell));
const turned = (rows: readonly (readonly string[])[]): string[][] =>
  Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, i) =>
    rows.map((row) => row[i] ?? ''),
  );

/**
 * Tells how far a value may be from a recorded one: a millionth of it or of the largest of its series, or what the cell
 * cannot tell. Runs in single precision carry six digits, of which the last gathers the rounding of the steps before.
 */
export function allowance(cell: string, largest: number): number {
  const size = Math.abs(Number(cell));
  const [mantissa, power = '0'] = cell.toLowerCase().split('e');
  const digits = mantissa!.replace(/^[-+0.]+/, '').replace(/\D/g, '').length;
  const decimals = mantissa!.split('.')[1]?.length ?? 0;
  const single = size === 0 ? 0 : 5 * 10 ** (Math.floor(Math.log10(size)) - (Math.max(6, digits) - 1));
  const printed = decimals > 0 ? 10 ** (Number(power) - decimals) : 0;
  return 1.001 * Math.max(1e-6 * size, 1e-6 * largest, 1e-9, single, printed);
}
