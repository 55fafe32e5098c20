import type { Loop } from '../sd/ir.js';
import type { Reduction } from './javascript-expression.js';

/** How loops, names and sums are written in a language. */
export interface NestWords {
  constant(name: string, text: string): string;
  readonly start: Readonly<Record<Reduction, (name: string) => string>>;
  readonly update: Readonly<Record<Reduction, (name: string, text: string) => string>>;
  loop(name: string, passes: number): string;
}

interface Frame {
  readonly loop: Loop | undefined;
  readonly lines: string[];
}

/** The loops that an equation is written into, with what is worked out before each of them. */
export class LoopNest {
  private frames: Frame[] = [];
  private counter = 0;

  constructor(
    private readonly words: NestWords,
    private readonly nameOf: (loop: string) => string,
  ) {}

  /** Begins an equation. */
  open(loops: readonly Loop[]): void {
    this.frames = [{ loop: undefined, lines: [] }, ...loops.map((loop) => ({ loop, lines: [] }))];
  }

  /** Adds a line to the innermost loop. */
  push(line: string): void {
    this.frames.at(-1)!.lines.push(line);
  }

  /** How many loops are open. */
  get depth(): number {
    return this.frames.length - 1;
  }

  /** Finds the innermost open loop among some, as a number of loops from outside. */
  depthOf(loops: ReadonlySet<string>): number {
    return this.frames.findLastIndex((frame) => frame.loop === undefined || loops.has(frame.loop.id));
  }

  /** Works an expression out before the loops that lie deeper than `depth`, and names it. */
  before(depth: number, write: () => string): string {
    const frames = this.frames;
    this.frames = frames.slice(0, depth + 1);
    const text = write();
    this.frames = frames;
    const name = `once_${++this.counter}`;
    frames[depth]!.lines.push(this.words.constant(name, text));
    return name;
  }

  /** Writes the loop of a sum or its like, before the loops that lie deeper than `depth`, and names the result. */
  accumulate(depth: number, op: Reduction, loops: readonly Loop[], body: () => string): string {
    const name = `${op}_${++this.counter}`;
    const lines = this.inside(depth, loops, () => this.words.update[op](name, body()));
    this.frames[depth]!.lines.push(this.words.start[op](name), ...lines);
    return name;
  }

  /** Writes loops around a statement, before the loops that lie deeper than `depth`. */
  fill(depth: number, loops: readonly Loop[], statement: () => string): void {
    const lines = this.inside(depth, loops, statement);
    this.frames[depth]!.lines.push(...lines);
  }

  /** Closes all loops from `depth` inwards and gives their text. */
  close(depth = 0): string[] {
    let inner: string[] = [];
    for (let k = this.frames.length - 1; k >= depth; k--) {
      const { loop, lines } = this.frames[k]!;
      const all = [...lines, ...inner];
      // The assignment stands last in the innermost frame; what was hoisted stands before the inner loop.
      if (!loop) inner = all;
      else {
        const head = this.words.loop(this.nameOf(loop.id), loop.elements.length);
        inner = [head, ...all.map((line) => `  ${line}`), '}'];
      }
    }
    return inner;
  }

  private inside(depth: number, loops: readonly Loop[], statement: () => string): string[] {
    const frames = this.frames;
    this.frames = [...frames.slice(0, depth + 1), ...loops.map((loop) => ({ loop, lines: [] }))];
    const line = statement();
    this.push(line);
    const lines = this.close(depth + 1);
    this.frames = frames;
    return lines;
  }
}
