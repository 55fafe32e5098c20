import type { Index, Loop } from '../../sd/ir.js';
import type { Step } from '../../sd/order.js';
import type { Point } from '../../sd/syntax/ast.js';
import { ExpressionWriter, type Reduction, type Surroundings } from '../javascript-expression.js';
import { LoopNest, type NestWords } from '../loop-nest.js';
import { type Stride, stridesOf, wholeText } from '../strides.js';
import type { Book } from './book.js';
import { dialectOfC } from './dialect.js';

/** Writes one function of a C program: each equation under its line in the model, equations over ranges as loops. */
export class CFunctionWriter implements Surroundings {
  private readonly lines: string[] = [];
  private readonly nest: LoopNest;
  private readonly expressions: ExpressionWriter;

  constructor(readonly book: Book) {
    this.nest = new LoopNest(wordsOfC(book), book.loopName);
    this.expressions = new ExpressionWriter(
      this,
      dialectOfC((name) => book.used.add(name)),
    );
  }

  /** The text of the function; empty functions have none. */
  text(name: string): string[] {
    const time = this.lines.some((line) => /\bt\b/.test(line.replace(/\/\/.*/, '')));
    return [
      `static void ${name}(real t) {`,
      ...(time ? [] : ['  (void)t;']),
      ...this.lines.map((line) => `  ${line}`),
      '}',
    ];
  }

  /** Writes one equation: `value` is handed the writer of expressions; `into` is a structure other than the variable's own. */
  equation(step: Step, value: (write: ExpressionWriter) => string, into?: string): void {
    const { variable, equation } = step;
    this.lines.push(`// ${equation.place.line}: ${oneLine(variable.name)}${leftText(equation.left)}`);
    this.nest.open(equation.loops);
    const text = value(this.expressions);
    this.nest.push(`${this.element(variable.name, equation.left, into)} = ${text};`);
    this.lines.push(...this.nest.close());
  }

  /** Writes a list of numbers to the places of an equation. */
  numbers(step: Step, values: readonly number[]): void {
    const { loops } = step.equation;
    const list = this.book.numbers(step.variable.name, values);
    const sizes = loops.map((loop) => loop.elements.length);
    this.equation(step, () => `${list}[${this.within(sizes, loops.map(ownPasses))}]`);
  }

  get depth(): number {
    return this.nest.depth;
  }

  depthOf(loops: ReadonlySet<string>): number {
    return this.nest.depthOf(loops);
  }

  before(depth: number, write: () => string): string {
    return this.nest.before(depth, write);
  }

  accumulate(depth: number, op: Reduction, loops: readonly Loop[], body: () => string): string {
    return this.nest.accumulate(depth, op, loops, body);
  }

  layOut(depth: number, loops: readonly Loop[], body: () => string): string {
    const sizes = loops.map((loop) => loop.elements.length);
    const array = this.scratch(sizes.reduce((a, b) => a * b, 1));
    this.nest.fill(depth, loops, () => {
      const text = body();
      return `${array}[${this.within(sizes, loops.map(ownPasses))}] = ${text};`;
    });
    return array;
  }

  scratch(size: number): string {
    return this.book.scratch(size);
  }

  within(sizes: readonly number[], indices: readonly Index[]): string {
    return this.whole(stridesOf(sizes, indices));
  }

  read(name: string, indices: readonly Index[]): string {
    return this.element(name, indices);
  }

  table(name: string, indices: readonly Index[]): string {
    const variable = this.book.plan.variables.get(name)!;
    const sizes = variable.axes.map((axis) => axis.elements.length);
    return `${this.book.tables(variable)}[${this.within(sizes, indices)}]`;
  }

  points(points: readonly Point[]): string {
    return this.book.points(points);
  }

  along(loop: string, values: readonly number[]): string {
    return this.whole([{ loop, values, stride: 1 }]);
  }

  placeOf(name: string, indices: readonly Index[]): string {
    return this.element(name, indices);
  }

  /** Writes the number of an element among all delays. */
  delayOf(name: string, indices: readonly Index[]): string {
    const { plan } = this.book;
    const sizes = plan.variables.get(name)!.axes.map((axis) => axis.elements.length);
    return this.whole(stridesOf(sizes, indices), plan.offsets.get(name)! - plan.stockSize);
  }

  /** Writes an element as a member of a structure; that of the variable when `into` is not given. */
  element(name: string, indices: readonly Index[], into: string = this.book.home(name)): string {
    const subscripts = indices.map((index) => `[${this.whole(stridesOf([1], [index]))}]`);
    return `${into}.${this.book.member(name)}${subscripts.join('')}`;
  }

  native(name: string): string {
    return name;
  }

  private whole(strides: readonly Stride[], constant = 0): string {
    const { book } = this;
    return wholeText(strides, { loopName: book.loopName, table: (values) => book.places(values) }, constant);
  }
}

/** The index that follows a loop through all its passes. */
const ownPasses = (loop: Loop): Index => ({
  kind: 'each',
  text: '',
  loop: loop.id,
  positions: [...loop.elements.keys()],
});

function wordsOfC(book: Book): NestWords {
  const extreme = (fn: string) => (name: string, text: string) => {
    book.used.add(fn);
    return `${name} = ${fn}(${name}, ${text});`;
  };
  return {
    constant: (name, text) => `const real ${name} = ${text};`,
    start: {
      sum: (name) => `real ${name} = 0;`,
      prod: (name) => `real ${name} = 1;`,
      vmin: (name) => `real ${name} = INFINITY;`,
      vmax: (name) => `real ${name} = -INFINITY;`,
    },
    update: {
      sum: (name, text) => `${name} += ${text};`,
      prod: (name, text) => `${name} *= ${text};`,
      vmin: extreme('smaller'),
      vmax: extreme('larger'),
    },
    loop: (name, passes) => `for (int ${name} = 0; ${name} < ${passes}; ${name}++) {`,
  };
}

// A backslash at the end of a line would carry a comment on.
const oneLine = (text: string) => text.replace(/\\/g, '/').replace(/\s+/g, ' ').replaceAll('??', '? ?');
const leftText = (left: readonly Index[]) =>
  left.length > 0 ? `[${left.map(({ text }) => oneLine(text)).join(',')}]` : '';
