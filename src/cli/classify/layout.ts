import { padEnd, wrapText } from '../../base/text.js';
import type { Paint } from '../io.js';

/** How a text is shown: how wide, in which colours, and whether every clause is told. */
export interface Shown {
  readonly width: number;
  readonly paint: Paint;
  readonly trace: boolean;
  /** Only the answer and what it comes from, without the story. */
  readonly brief?: boolean;
}

const labelWidth = 15;

/**
 * Prints a name with what belongs to it, wrapped beside the name; lines after the first are each a text of their own.
 *
 * @param style paints the first text's lines
 */
export function field(
  label: string,
  texts: readonly string[],
  { width, paint }: Shown,
  style: (line: string) => string = String,
): string[] {
  const margin = ' '.repeat(labelWidth + 2);
  const lines = texts.flatMap((text, i) =>
    wrapText(text, width - margin.length).map((line) => (i === 0 ? style(line) : paint.dim(line))),
  );
  return lines.map((line, i) =>
    i === 0 ? `  ${paint.dim(padEnd(label, labelWidth))}${line}` : `${margin}${line}`,
  );
}

/** Prints a heading with its lines, and nothing where there are none. */
export function section(title: string, lines: readonly string[], { paint, width }: Shown): string[] {
  return lines.length === 0 ? [] : ['', ...wrapText(title, width).map((line) => paint.bold(line)), ...lines];
}

/** Prints a text as a point of a list, wrapped under itself. */
export function point(text: string, { width }: Shown, mark = '- '): string[] {
  const margin = ' '.repeat(mark.length);
  return wrapText(text, width - 2 - mark.length).map((line, i) => `  ${i === 0 ? mark : margin}${line}`);
}

/** Prints a text as an indented paragraph. */
export function paragraph(text: string, { width }: Shown, indent = 2): string[] {
  return wrapText(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`);
}

/**
 * Says a word of the rules as people write it.
 *
 * @example
 * plain('presumption_of_denial') // => 'presumption of denial'
 */
export const plain = (word: string): string => word.replaceAll('_', ' ');

/**
 * Joins words as people list them.
 *
 * @example
 * oneOrOther(['a', 'b', 'c']) // => 'a, b or c'
 */
export function oneOrOther(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
