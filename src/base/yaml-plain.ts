import { resolvePlain, unquote } from './yaml-scalars.js';

/**
 * Reads the plain part of YAML some twenty times faster than the full parser, which keeps every token and place.
 *
 * Understands block mappings and lists, flow mappings and lists (and so JSON), one-line scalars, `>-` paragraphs and
 * comments.
 * Whatever else a text holds (anchors, tags, several documents, scalars over several lines, a key twice, tabs),
 * and whatever is wrong in it, gives undefined: the full parser then has the word. So a result is always the one
 * that the full parser gives, and no fault is ever told from here.
 *
 * @example
 * parsePlainYaml('a: [1, two]\nb: {c: null}') // => { value: { a: [1, 'two'], b: { c: null } } }
 * parsePlainYaml('a: &x 1') // => undefined
 */
export function parsePlainYaml(text: string): { readonly value: unknown } | undefined {
  if (odd.test(text)) return undefined;
  try {
    const reader = new Reader(text);
    const value = /^[[{]/.test(text) ? reader.whole() : reader.block(reader.indentHere());
    return reader.done() && value !== undefined ? { value } : undefined;
  } catch (error) {
    if (error === beyond) return undefined;
    throw error;
  }
}

/** Characters and marks that only the full parser judges. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const odd = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)/m;

/** Thrown where a text goes beyond the plain part; never leaves this file. */
const beyond = new Error('beyond plain YAML');
const give = (): never => {
  throw beyond;
};

const spaces = / */y;
const blockKey =
  /('(?:[^'\n]|'')*'|"[^"\\\n]*"|[^\s,[\]{}#&*!|>'"%@`?:-][^\n]*?|-[^\s,[\]{}][^\n]*?) *:(?= |\n|$)/y;

/** Walks over the text once; `at` always stands at the next thing to read. */
class Reader {
  private at = 0;
  /** Lines of a flow value must stand deeper than this column. */
  private flowMargin = 0;

  constructor(private readonly text: string) {
    this.skipBlank();
  }

  done(): boolean {
    return this.at >= this.text.length;
  }

  /** The column of what comes next, counted from the start of its line. */
  indentHere(): number {
    return this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1);
  }

  /** A document that is one flow value, such as JSON; its lines may stand at any column. */
  whole(): unknown {
    this.flowMargin = -1;
    return this.endOfValue(this.flow());
  }

  /** A mapping or list whose keys or dashes stand at column `indent`. */
  block(indent: number): unknown {
    if (this.done()) return give();
    if (this.dash()) return this.list(indent);
    const first = this.text[this.at]!;
    // A flow value alone that does not begin the text is rare enough to leave to the full parser.
    if (first === '{' || first === '[') return give();
    return this.mapping(indent);
  }

  private dash(): boolean {
    const next = this.text[this.at + 1];
    return this.text[this.at] === '-' && (next === ' ' || next === '\n');
  }

  private list(indent: number): unknown[] {
    const items: unknown[] = [];
    while (!this.done() && this.indentHere() === indent && this.dash()) {
      this.at++;
      this.pass(spaces);
      if (this.atLineEnd()) items.push(this.nested(indent, false));
      else if (this.dash()) items.push(this.list(this.indentHere()));
      else if (this.keyAhead() !== undefined) items.push(this.mapping(this.indentHere()));
      else items.push(this.inline(indent));
    }
    if (!this.done() && this.indentHere() > indent) give();
    return items;
  }

  private mapping(indent: number): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    while (!this.done() && this.indentHere() === indent && !this.dash()) {
      const key = this.keyAhead() ?? give();
      this.at = blockKey.lastIndex;
      if (Object.hasOwn(found, key) || key === '__proto__') give();
      this.pass(spaces);
      found[key] = this.atLineEnd() ? this.nested(indent, true) : this.inline(indent);
    }
    if (!this.done() && this.indentHere() > indent) give();
    return found;
  }

  /** The key of a mapping that stands here, or undefined; leaves its end in blockKey.lastIndex. */
  private keyAhead(): string | undefined {
    blockKey.lastIndex = this.at;
    const raw = blockKey.exec(this.text)?.[1];
    if (raw === undefined) return undefined;
    if (raw[0] === "'" || raw[0] === '"') return unquote(raw) ?? give();
    if (raw.includes(' #') || raw.includes(': ')) return give();
    const key = resolvePlain(raw);
    return typeof key === 'string' ? key : give();
  }

  /** What stands below a key or dash: deeper, or (a list below a key) at the same column; otherwise null. */
  private nested(indent: number, belowKey: boolean): unknown {
    this.skipBlank();
    if (this.done()) return null;
    const column = this.indentHere();
    if (column > indent)
      return this.keyAhead() !== undefined || this.dash() ? this.block(column) : this.inlineBelow(indent);
    return belowKey && column === indent && this.dash() ? this.list(indent) : null;
  }

  /** A value that begins on the line after its key: fine as a flow value, otherwise left to the full parser. */
  private inlineBelow(indent: number): unknown {
    const first = this.text[this.at];
    if (first !== '{' && first !== '[') return give();
    this.flowMargin = indent;
    return this.endOfValue(this.flow());
  }

  /** A value on the line of its key or dash. */
  private inline(indent: number): unknown {
    const first = this.text[this.at]!;
    this.flowMargin = indent;
    if (first === '{' || first === '[') return this.endOfValue(this.flow());
    if (first === '>') return this.paragraph(indent);
    if (first === "'" || first === '"') return this.endOfValue(this.quoted());
    const line = this.restOfLine();
    const comment = line.search(/\s#/);
    const raw = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
    if (/^[,[\]{}#&*!|>'"%@`?:]|^-(\s|$)|:(\s|$)/.test(raw)) give();
    this.at += line.length;
    this.skipBlank();
    // A deeper line would continue the scalar.
    if (!this.done() && this.indentHere() > indent) give();
    return resolvePlain(raw);
  }

  /** A `>-` scalar whose lines all stand at one column; blank and deeper lines fold in other ways. */
  private paragraph(indent: number): string {
    if (this.restOfLine().trimEnd() !== '>-') give();
    this.at += this.restOfLine().length;
    const lines: string[] = [];
    let column = -1;
    while (this.at < this.text.length) {
      const start = this.at + 1;
      const end = this.text.indexOf('\n', start);
      const line = this.text.slice(start, end < 0 ? undefined : end);
      const body = line.trimStart();
      const margin = line.length - body.length;
      if (body === '') {
        if (this.blankThenDeeper(start, indent)) give();
        break;
      }
      if (margin <= indent) break;
      if (column < 0) column = margin;
      if (margin !== column || line.endsWith(' ')) give();
      lines.push(body);
      this.at = start + line.length;
    }
    if (lines.length === 0) give();
    this.skipBlank();
    return lines.join(' ');
  }

  private blankThenDeeper(from: number, indent: number): boolean {
    const next = /^( *)\S/m.exec(this.text.slice(from, from + 4000));
    return next !== null && next[1]!.length > indent;
  }

  private flow(): unknown {
    const first = this.text[this.at]!;
    if (first === '{') return this.flowMapping();
    if (first === '[') return this.flowList();
    if (first === "'" || first === '"') return this.quoted();
    const raw = this.flowPlain();
    return raw === '' ? give() : resolvePlain(raw);
  }

  private flowList(): unknown[] {
    const items: unknown[] = [];
    this.at++;
    for (this.flowGap(); this.text[this.at] !== ']'; this.flowGap()) {
      items.push(this.flow());
      this.flowComma(']');
    }
    this.at++;
    return items;
  }

  private flowMapping(): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    this.at++;
    for (this.flowGap(); this.text[this.at] !== '}'; this.flowGap()) {
      const first = this.text[this.at]!;
      const key = this.flow();
      if (typeof key !== 'string' || key === '__proto__' || Object.hasOwn(found, key)) return give();
      if (this.text[this.at] !== ':') give();
      // Behind a key in quotes the value may follow at once, as in JSON.
      if (first !== '"' && !/[ \n]/.test(this.text[this.at + 1] ?? '')) give();
      this.at++;
      this.flowGap();
      found[key] = this.flow();
      this.flowComma('}');
    }
    this.at++;
    return found;
  }

  private flowComma(close: string): void {
    this.flowGap();
    if (this.text[this.at] === ',') this.at++;
    else if (this.text[this.at] !== close) give();
  }

  /** Spaces and line ends between the parts of a flow value; it must not close at the margin, nor hold comments. */
  private flowGap(): void {
    for (;;) {
      const c = this.text[this.at];
      if (c === ' ') this.at++;
      else if (c === '\n') {
        this.at++;
        this.pass(spaces);
        if (this.text[this.at] !== '\n' && this.indentHere() <= this.flowMargin) give();
      } else {
        if (c === undefined || c === '#') give();
        return;
      }
    }
  }

  private flowPlain(): string {
    const start = this.at;
    if (/[#&*!|>%@`?:,-]/.test(this.text[start]!) && !/-[^\s,[\]{}]/.test(this.text.slice(start, start + 2)))
      give();
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined || c === '[' || c === '{') return give();
      if (c === ',' || c === ']' || c === '}') break;
      if (c === ':') {
        const next = this.text[this.at + 1];
        if (next === undefined || /[\s,[\]{}]/.test(next)) break;
      }
      if (c === '#' && this.text[this.at - 1] === ' ') return give();
      if (c === '\n') {
        // A scalar over two lines is for the full parser; an end of line before the comma or bracket is not one.
        const end = this.at;
        this.flowGap();
        if (!/[,\]}]/.test(this.text[this.at]!)) return give();
        return this.text.slice(start, end).trimEnd();
      }
      this.at++;
    }
    return this.text.slice(start, this.at).trimEnd();
  }

  private quoted(): string {
    const mark = this.text[this.at]!;
    const pattern = mark === "'" ? /'(?:[^'\n]|'')*'/y : /"(?:[^"\\\n]|\\.)*"/y;
    pattern.lastIndex = this.at;
    const raw = pattern.exec(this.text)?.[0] ?? give();
    this.at += raw.length;
    return unquote(raw) ?? give();
  }

  private endOfValue<T>(value: T): T {
    const rest = this.restOfLine();
    if (!/^\s*$|^\s+#/.test(rest)) give();
    this.at += rest.length;
    this.skipBlank();
    return value;
  }

  private restOfLine(): string {
    const end = this.text.indexOf('\n', this.at);
    return this.text.slice(this.at, end < 0 ? undefined : end);
  }

  private atLineEnd(): boolean {
    return /^\s*$|^#/.test(this.restOfLine());
  }

  private pass(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    pattern.exec(this.text);
    this.at = pattern.lastIndex;
  }

  /** Moves over line ends, empty lines and comment lines to the first character of the next line with content. */
  private skipBlank(): void {
    for (;;) {
      this.pass(spaces);
      const c = this.text[this.at];
      if (c === '#') this.at += this.restOfLine().length;
      else if (c === '\n') this.at++;
      else return;
    }
  }
}
