import { displayWidth, padEnd, padStart, wrapText } from './text.js';

/** One column of a text table. */
export interface Column {
  readonly title: string;
  /** `decimal` puts the points of numbers under each other. Default `left`. */
  readonly align?: 'left' | 'right' | 'decimal';
  /** Widest that the column may become, in characters; longer cells wrap between words. Default: no limit of its own. */
  readonly maxWidth?: number;
  /** Whether the column gives way when the table is too wide. Default: true for left-aligned columns. */
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
 * Colour codes in cells do not count as width. Columns that hold text give way when room is short, the widest of them
 * first, and their cells wrap between words. A number is never wrapped: columns that still do not fit follow below, in
 * blocks that each begin with the first column.
 *
 * @example
 * printTable({ columns: [{ title: 'a' }, { title: 'n', align: 'decimal' }], rows: [['x', '1.5'], ['y', '12']] }).split('\n')[3] // => 'y  12'
 * printTable({ columns: [{ title: 'a' }], rows: [['x|y']], style: 'markdown' }).split('\n')[2] // => '| x\\|y |'
 */
export function printTable(table: Table): string {
  const { columns, width = 100, style = 'plain', ascii = false } = table;
  if (style === 'markdown') return printMarkdown(columns, table.rows);
  const rows = alignDecimals(columns, table.rows);
  const pen = pens[style][ascii ? 'ascii' : 'unicode'];
  return blocksOf(columns, rows, width, pen)
    .map((block) => {
      const pick = <T>(list: readonly T[]) => block.map(({ index }) => list[index]!);
      return printBlock(
        pick(columns),
        rows.map(pick),
        fitWidths(block, roomFor(block.length, width, pen)),
        pen,
      );
    })
    .join('\n\n');
}

function printBlock(
  columns: readonly Column[],
  rows: readonly string[][],
  widths: readonly number[],
  pen: Pen,
): string {
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

/** A column among those that stand side by side: how wide it would be, and how narrow it may become. */
interface Fit {
  readonly index: number;
  readonly natural: number;
  readonly least: number;
}

const leastWidth = 8;

const roomFor = (columns: number, width: number, { left, right, between }: Pen) =>
  width - displayWidth(left) - displayWidth(right) - displayWidth(between) * (columns - 1);

/** Lists which columns stand side by side: all where they fit, else as many as fit beside the first. */
function blocksOf(
  columns: readonly Column[],
  rows: readonly string[][],
  width: number,
  pen: Pen,
): readonly (readonly Fit[])[] {
  const all = columns.map((column, index) => fitOf(column, index, rows));
  const fits = (some: readonly Fit[]) =>
    some.reduce((sum, { least }) => sum + least, 0) <= roomFor(some.length, width, pen);
  if (columns.length < 3 || fits(all)) return [all];
  const [first, ...rest] = all as [Fit, ...Fit[]];
  const blocks: Fit[][] = [];
  for (const one of rest) {
    const last = blocks.at(-1);
    if (last && fits([...last, one])) last.push(one);
    else blocks.push([first, one]);
  }
  return blocks;
}

function fitOf(column: Column, index: number, rows: readonly string[][]): Fit {
  const { title, align = 'left', maxWidth = Number.POSITIVE_INFINITY, shrink = align === 'left' } = column;
  const cells = [title, ...rows.map((row) => row[index]!)];
  const word = widestOf(cells.flatMap((cell) => (align === 'left' ? cell.split(/[ \n]/) : cell)));
  const natural = Math.max(word, Math.min(widestOf(cells), maxWidth));
  return { index, natural, least: shrink ? Math.max(word, Math.min(natural, leastWidth)) : natural };
}

/** Takes width from the widest column that may give some until the columns fit; what cannot fit at all is cut. */
function fitWidths(block: readonly Fit[], room: number): number[] {
  const widths = block.map(({ natural }) => natural);
  let excess = widths.reduce((sum, w) => sum + w, 0) - room;
  for (const least of [block.map((one) => one.least), block.map(() => leastWidth)]) {
    while (excess > 0) {
      let widest = -1;
      for (let i = 0; i < widths.length; i++)
        if (widths[i]! > least[i]! && (widest < 0 || widths[i]! > widths[widest]!)) widest = i;
      if (widest < 0) break;
      widths[widest]!--;
      excess--;
    }
  }
  return widths;
}

function printRow(
  columns: readonly Column[],
  widths: readonly number[],
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

function printRule(widths: readonly number[], { left, cross, right, dash }: Joints): string {
  return left + widths.map((width) => dash.repeat(width)).join(cross) + right;
}

function printMarkdown(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')} |`;
  const marks = columns.map((column) => ((column.align ?? 'left') === 'left' ? '---' : '---:'));
  return [line(columns.map((column) => column.title)), line(marks), ...rows.map(line)].join('\n');
}
