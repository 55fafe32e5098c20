import { elementName } from '../../sd/elements.js';
import type { Index, Loop } from '../../sd/ir.js';
import type { Step } from '../../sd/order.js';
import type { Point } from '../../sd/syntax/ast.js';
import { ExpressionWriter, type Reduction, type Surroundings } from '../javascript-expression.js';
import { stridesOf } from '../strides.js';
import type { Book } from './book.js';
import { dialectOfC } from './dialect.js';
import { notInC } from './refuse.js';

/** Writes what an element's equation says. */
export type Value = (step: Step, write: ExpressionWriter, into: WrittenOut) => string;

/** A statement of a loop over runs; what it defines, if anything, is a place, and a local of the loop. */
interface Statement {
  readonly place?: number;
  readonly text: string;
}

/**
 * Writes the elements of a model one by one into loops over runs: no loop over subscripts is left. A value is a local
 * of the loop that works it out, and stands in the array `v` only if another loop reads it.
 */
export class WrittenOut implements Surroundings {
  readonly depth = 0;
  private readonly passes = new Map<string, number>();
  private readonly expressions: ExpressionWriter;
  private readonly loops: Statement[][] = [];
  private readonly stored = new Set<number>();
  private own = new Set<number>();

  /** @param longest statements that one loop holds at most */
  constructor(
    private readonly book: Book,
    private readonly longest: number,
  ) {
    this.expressions = new ExpressionWriter(this, {
      ...dialectOfC((name) => book.used.add(name)),
      look(rule, place) {
        if (rule) throw notInC('lookup that is read in another way, for many runs at once', place);
        return 'LOOK';
      },
    });
  }

  /** Begins a new list of loops, and gives the one that it is written to. */
  begin(): number {
    this.turn();
    return this.loops.length - 1;
  }

  /** Writes one element's value; rates stand `offset` places further on. */
  element(step: Step, value: Value, offset = 0): void {
    const place = this.placeAt(step) + offset;
    const text = value(step, this.expressions, this);
    this.own.add(place);
    this.add({ place, text });
  }

  /** The place of one element's equation. */
  placeAt = ({ variable, equation }: Step): number => this.place(variable.name, equation.left);

  /** Writes a statement that defines no value. */
  statement(write: () => string): void {
    this.add({ text: write() });
  }

  /** Writes calls of the loops from one on, up to another. */
  calls = (from: number, to = this.loops.length): string[] =>
    this.filled(from, to).map((k) => `loop_${k}(t, saved);`);

  /**
   * Writes every loop as a function of its own. Compilers take far more than twice the time for a function twice as
   * long, so that those of a model of many loops are kept apart.
   */
  functions(): string[] {
    const all = this.filled(0, this.loops.length);
    const apart = all.length > 12 ? '__attribute__((noinline)) ' : '';
    return all.flatMap((k) => [
      `${apart}static void loop_${k}(real t, int saved) {`,
      '  (void)t; (void)saved;',
      '  #pragma omp simd',
      '  for (int l = 0; l < LANES; l++) {',
      ...this.loops[k]!.map(({ place, text }) => {
        if (place === undefined) return `    ${text}`;
        const store = this.stored.has(place) ? ` v[${place}][l] = x${place};` : '';
        return `    const real x${place} = ${text};${store}`;
      }),
      '  }',
      '}',
    ]);
  }

  /** Reads a place: a local of the loop, or a row of all runs. */
  readPlace(place: number): string {
    if (this.own.has(place)) return `x${place}`;
    this.stored.add(place);
    return `v[${place}][l]`;
  }

  read = (name: string, indices: readonly Index[]): string => this.readPlace(this.place(name, indices));

  depthOf = () => 0;

  before = (_: number, write: () => string): string => write();

  accumulate(_: number, op: Reduction, loops: readonly Loop[], body: () => string): string {
    const texts = this.each(loops, body);
    if (op === 'sum' || op === 'prod')
      return `(${texts.map((text) => `(${text})`).join(op === 'sum' ? ' + ' : ' * ')})`;
    const fn = op === 'vmin' ? 'smaller' : 'larger';
    this.book.used.add(fn);
    return texts.reduce((best, text) => `${fn}(${best}, ${text})`);
  }

  table(name: string, indices: readonly Index[]): string {
    const variable = this.book.plan.variables.get(name)!;
    const cell = this.cell(name, indices);
    const points = this.book.pointsOf(variable)[cell];
    if (points) return this.book.pieces(points);
    throw notInC(`points of "${elementName(variable, cell)}"`, variable.place);
  }

  points = (points: readonly Point[]): string => this.book.pieces(points);

  along = (loop: string, values: readonly number[]): string => String(values[this.passes.get(loop)!]);

  placeOf = (name: string, indices: readonly Index[]): string => this.read(name, indices);

  native = (name: string): string => name;

  // Functions of vectors are refused by the dialect before any of these is asked for.
  layOut = unreachable;
  scratch = unreachable;
  within = unreachable;

  private each(loops: readonly Loop[], body: () => string): string[] {
    const [loop, ...inner] = loops;
    if (!loop) return [body()];
    const texts = loop.elements.flatMap((_, pass) => {
      this.passes.set(loop.id, pass);
      return this.each(inner, body);
    });
    this.passes.delete(loop.id);
    return texts;
  }

  private filled = (from: number, to: number): number[] =>
    [...this.loops.keys()].slice(from, to).filter((k) => this.loops[k]!.length > 0);

  private add(statement: Statement): void {
    this.loops.at(-1)!.push(statement);
    // What is written next belongs to another loop, and reads what this one has as a row.
    if (this.loops.at(-1)!.length >= this.longest) this.turn();
  }

  private turn(): void {
    this.loops.push([]);
    this.own = new Set();
  }

  private place = (name: string, indices: readonly Index[]): number =>
    this.book.plan.offsets.get(name)! + this.cell(name, indices);

  private cell(name: string, indices: readonly Index[]): number {
    const sizes = this.book.plan.variables.get(name)!.axes.map((axis) => axis.elements.length);
    return stridesOf(sizes, indices).reduce(
      (cell, { loop, values, stride }) =>
        cell + values[loop === undefined ? 0 : this.passes.get(loop)!]! * stride,
      0,
    );
  }
}

const unreachable = (): never => {
  throw new Error('functions of vectors are not written out');
};
