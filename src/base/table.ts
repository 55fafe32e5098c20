import { displayWidth, padEnd, padStart, wrapText } from './text.js';

/** One column of a text table. */
export interface Column {
  readonly title: string;
  /** `decimal` puts the points of numbers under each other. Default `left`. */
  readonly align?: 'left' | 'right' | 'decimal';
  /** Widest that the column may become, in characters; longer cells wrap. Default: no limit of its own. */
  readonly maxWidth?: number;
  /** Whether the column gives way first when the table is too wide. Default: true for left-aligned columns. */
  readonly shrink?: boolean;
}

/** A text table: cells are ready-made text, row by row. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Widest line, in characters. Default 100. */
  readonly width?: number;
  /** `plain` rules off the head; `box` draws a frame; `markdown` is a table for a .md file. Default `plain`. */
  readonly style?: 'plain' | 'box' | 'markdown';
  /** Draws rules with ASCII letters only. Default false. */
  readonly ascii?: boolean;
}

/**
 * Prints a table as lines of text, at most `width` characters wide, without a final newline.
 *
 * Colour codes in cells do not count as width. Columns that hold text give way first when room is short,
 * the widest of them first, and their cells wrap.
 *
 * @example
 * printTable({ columns: [{ title: 'a' }, { title: 'n', align: 'decimal' }], rows: [['x', '1.5'], ['y', '12']] }).split('\n')[3] // => 'y  12'
 * printTable({ columns: [{ title: 'a' }], rows: [['x|y']], style: 'markdown' }).split('\n')[2] // => '| x\\|y |'
 */
export function printTable(table: Table): string {
  const { columns, width = 100, style = 'plain', ascii = false } = table;
  const rows = alignDecimals(columns, table.rows);
  if (style === 'markdown') return printMarkdown(columns, table.rows);
  const pen = pens[style][ascii ? 'ascii' : 'unicode'];
  const overhead =
    displayWidth(pen.left) + displayWidth(pen.right) + displayWidth(pen.between) * (columns.length - 1);
  const widths = fitWidths(columns, rows, width - overhead);
  const titles = columns.map((column) => column.title);
  const line = (cells: readonly string[]) => printRow(columns, widths, cells, pen);
  const rule = (joints: Joints) => printRule(widths, joints);
  const hasHead = titles.some((title) => title !== '');
  return [
    ...(pen.top ? [rule(pen.top)] : []),
    ...(hasHead ? [...line(titles), rule(pen.middle)] : []),
    ...rows.flatMap(line),
    ...(pen.bottom ? [rule(pen.bottom)] : []),
  ]
    .map((text) => text.trimEnd())
    .join('\n');
}

interface Joints {
  readonly left: string;
  readonly cross: string;
  readonly right: string;
  readonly dash: string;
}
interface Pen {
  readonly left: string;
  readonly between: string;
  readonly right: string;
  readonly top?: Joints;
  readonly middle: Joints;
  readonly bottom?: Joints;
}

const joints = (left: string, cross: string, right: string, dash: string): Joints => ({
  left,
  cross,
  right,
  dash,
});
const pens: Record<'plain' | 'box', Record<'unicode' | 'ascii', Pen>> = {
  plain: {
    unicode: { left: '', between: '  ', right: '', middle: joints('', '──', '', '─') },
    ascii: { left: '', between: '  ', right: '', middle: joints('', '--', '', '-') },
  },
  box: {
    unicode: {
      left: '│ ',
      between: ' │ ',
      right: ' │',
      top: joints('┌─', '─┬─', '─┐', '─'),
      middle: joints('├─', '─┼─', '─┤', '─'),
      bottom: joints('└─', '─┴─', '─┘', '─'),
    },
    ascii: {
      left: '| ',
      between: ' | ',
      right: ' |',
      top: joints('+-', '-+-', '-+', '-'),
      middle: joints('+-', '-+-', '-+', '-'),
      bottom: joints('+-', '-+-', '-+', '-'),
    },
  },
};

/** Pads the cells of decimal columns so that their points fall under each other. */
function alignDecimals(columns: readonly Column[], rows: readonly (readonly string[])[]): string[][] {
  const aligned = rows.map((row) => columns.map((_, i) => row[i] ?? ''));
  columns.forEach((column, i) => {
    if (column.align !== 'decimal') return;
    const parts = aligned.map((row) => splitAtPoint(row[i]!));
    const before = widestOf(parts.map(([whole]) => whole));
    const after = widestOf(parts.map(([, rest]) => rest));
    aligned.forEach((row, r) => {
      const [whole, rest] = parts[r]!;
      row[i] = padStart(whole, before) + padEnd(rest, after);
    });
  });
  return aligned;
}

/** Places that the widest of some texts takes; there may be more texts than a call takes arguments. */
const widestOf = (texts: readonly string[]) =>
  texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);

/** Splits `1,234.5 [1–2]` after its first whole number: the point, and what follows, stand to the right. */
function splitAtPoint(cell: string): [string, string] {
  const whole = /^[^\d]*[\d,]*/.exec(cell)?.[0] ?? '';
  return /\d/.test(whole) ? [whole.trimEnd(), cell.slice(whole.trimEnd().length)] : [cell, ''];
}

const leastWidth = 8;

/** Takes width from the widest column that may shrink until the table fits or nothing more can give. */
function fitWidths(columns: readonly Column[], rows: readonly string[][], room: number): number[] {
  const natural = columns.map((column, i) => {
    const widest = widestOf([column.title, ...rows.map((row) => row[i]!)]);
    return Math.min(widest, column.maxWidth ?? Number.POSITIVE_INFINITY);
  });
  const gives = columns.map((column) => column.shrink ?? (column.align ?? 'left') === 'left');
  for (const mayGive of [gives, columns.map(() => true)]) {
    let excess = natural.reduce((sum, w) => sum + w, 0) - room;
    while (excess > 0) {
      let widest = -1;
      for (let i = 0; i < natural.length; i++) {
        if (mayGive[i] && natural[i]! > leastWidth && (widest < 0 || natural[i]! > natural[widest]!))
          widest = i;
      }
      if (widest < 0) break;
      natural[widest]!--;
      excess--;
    }
  }
  return natural;
}

function printRow(
  columns: readonly Column[],
  widths: number[],
  cells: readonly string[],
  pen: Pen,
): string[] {
  const wrapped = cells.map((cell, i) => wrapText(cell, widths[i]!));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) => {
    const parts = wrapped.map((lines, i) => {
      const text = lines[y] ?? '';
      return columns[i]!.align === undefined || columns[i]!.align === 'left'
        ? padEnd(text, widths[i]!)
        : padStart(text, widths[i]!);
    });
    return pen.left + parts.join(pen.between) + pen.right;
  });
}

function printRule(widths: number[], { left, cross, right, dash }: Joints): string {
  return left + widths.map((width) => dash.repeat(width)).join(cross) + right;
}

function printMarkdown(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')} |`;
  const marks = columns.map((column) => ((column.align ?? 'left') === 'left' ? '---' : '---:'));
  return [line(columns.map((column) => column.title)), line(marks), ...rows.map(line)].join('\n');
}
