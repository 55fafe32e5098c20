import { type Place, SteelyardError } from '../../base/error.js';

/** One entry of the file, still as text: what stands before the first `~`, the units, and the comment. */
export interface Entry {
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly offset: number;
  readonly units: string;
  readonly unitsOffset: number;
  readonly comment: string;
  readonly supplementary: boolean;
  readonly group: string;
}

/** A macro as text: its head `:MACRO: NAME(in: out)` and the entries up to `:END OF MACRO:`. */
export interface MacroText {
  readonly head: string;
  /** Offset of `head` in the file. */
  readonly offset: number;
  readonly entries: readonly Entry[];
}

/** The text of a model with the places of its characters. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/**
 * Indexes the lines of a text, so that an offset becomes a line and a column.
 *
 * @example
 * placeAt(makeSource('a\nb', 'm.mdl'), 2) // => { file: 'm.mdl', line: 2, column: 1 }
 */
export function makeSource(written: string, file: string): Source {
  // Old files end their lines with a carriage return alone.
  const text = written.replace(/\r(?!\n)/g, '\n');
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') lineStarts.push(i + 1);
  return { file, text, lineStarts };
}

/** Gives the file, line and column of an offset, counted from 1. */
export function placeAt(source: Source, offset: number): Place {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: source.file, line: low + 1, column: offset - source.lineStarts[low]! + 1 };
}

/**
 * Cuts the text of a model into its entries and its macros; groups only name what follows, and the sketch at the end
 * is left out. Errors: SD002 when an entry has no closing `|`, or a macro no `:END OF MACRO:`.
 */
export function splitEntries(source: Source): { entries: Entry[]; macros: MacroText[] } {
  const { text } = source;
  const sketch = text.search(/^\\+---\/\/\//m);
  const end = sketch < 0 ? text.length : sketch;
  const entries: Entry[] = [];
  const macros: MacroText[] = [];
  let open: (MacroText & { entries: Entry[] }) | undefined;
  let group = '';
  let at = skipHeader(text, end);
  for (;;) {
    at = skipSpace(text, at, end);
    const head = open ? undefined : macroHead(source, at, end);
    if (head !== undefined) {
      open = { head, offset: at, entries: [] };
      at += head.length;
    } else if (open && isAt(text, at, ':END OF MACRO:')) {
      macros.push(open);
      open = undefined;
      at = skipEmptyEntry(text, at + ':END OF MACRO:'.length, end);
    } else if (at >= end) {
      if (open) throw unclosedMacro(source, open.offset);
      return { entries, macros };
    } else {
      const entry = cutEntry(source, at, end, group);
      at = entry.end;
      if (entry.text.startsWith('***')) group = groupName(entry.text);
      else (open?.entries ?? entries).push(entry);
    }
  }
}

const isAt = (text: string, at: number, word: string) =>
  text.slice(at, at + word.length).toUpperCase() === word;

function macroHead(source: Source, at: number, end: number): string | undefined {
  if (!isAt(source.text, at, ':MACRO:')) return undefined;
  const close = source.text.indexOf(')', at);
  if (close < 0 || close >= end) throw unclosedMacro(source, at);
  return source.text.slice(at, close + 1);
}

// Some writers end the macro with the marks of an entry.
function skipEmptyEntry(text: string, at: number, end: number): number {
  const marks = /^[\s~]*\|/.exec(text.slice(at, Math.min(end, at + 100)));
  return marks ? at + marks[0].length : at;
}

const unclosedMacro = (source: Source, at: number) =>
  new SteelyardError({
    code: 'SD002',
    found: 'a macro is not closed',
    place: placeAt(source, at),
    expected: ':MACRO: NAME(input, input : output), its equations, and :END OF MACRO:',
  });

function cutEntry(source: Source, start: number, end: number, group: string): Entry & { end: number } {
  const { text } = source;
  const isGroup = text.startsWith('***', start);
  const parts: { from: number; to: number }[] = [];
  let from = start;
  let at = start;
  for (;;) {
    const stop = findStop(text, at, end, parts.length === 0 && !isGroup);
    if (stop >= end) {
      throw new SteelyardError({
        code: 'SD002',
        found: `the entry "${text
          .slice(start, start + 40)
          .split('\n')[0]!
          .trim()}" is not closed`,
        place: placeAt(source, start),
        expected: '| at the end of the entry',
        remedy: 'write every entry as: name = expression ~ units ~ comment |',
      });
    }
    parts.push({ from, to: stop });
    at = stop + 1;
    from = at;
    if (text[stop] === '|') break;
  }
  const piece = (i: number) => (parts[i] ? text.slice(parts[i].from, parts[i].to) : '');
  return {
    text: piece(0).trimEnd(),
    offset: start,
    units: piece(1),
    unitsOffset: parts[1]?.from ?? start,
    comment: tidyComment(piece(2)),
    supplementary: /:SUP/i.test(piece(3)),
    group,
    end: at,
  };
}

// Quotes and braces hide the marks only in the equation: a comment may hold a lone quote.
function findStop(text: string, start: number, end: number, inEquation: boolean): number {
  for (let i = start; i < end; i++) {
    const c = text[i];
    if (c === '~' || c === '|') return i;
    if (!inEquation) continue;
    if (c === '"') i = skipQuoted(text, i, end);
    else if (c === '{') {
      const close = text.indexOf('}', i);
      if (close > 0 && close < end) i = close;
    }
  }
  return end;
}

function skipQuoted(text: string, start: number, end: number): number {
  for (let i = start + 1; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return end;
}

function skipHeader(text: string, end: number): number {
  const header = /^\uFEFF?\s*\{[^}\n]*\}/.exec(text.slice(0, Math.min(end, 200)));
  return header ? header[0].length : text.startsWith('\uFEFF') ? 1 : 0;
}

function skipSpace(text: string, at: number, end: number): number {
  while (at < end && /\s/.test(text[at]!)) at++;
  return at;
}

const groupName = (text: string) =>
  text
    .replace(/\*{3,}/g, ' ')
    .trim()
    .replace(/^\./, '');

const tidyComment = (text: string) =>
  text
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
