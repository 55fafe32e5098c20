import { elementName } from '../sd/elements.js';
import type { Index, Loop } from '../sd/ir.js';
import type { Step } from '../sd/order.js';
import type { Point } from '../sd/syntax/ast.js';
import { javascriptDialect, numeral } from './javascript-dialect.js';
import { ExpressionWriter, type Reduction, type Surroundings } from './javascript-expression.js';
import type { Namer } from './javascript-names.js';
import type { Plan } from './javascript-plan.js';
import { LoopNest, type NestWords } from './loop-nest.js';
import { type Stride, stridesOf, wholeText } from './strides.js';

/** What all functions of a program share: names, places of values, and tables written once. */
export interface Shared {
  readonly plan: Plan;
  readonly names: Namer;
  /** Numbers of constants that no run changes, by place; they are written out where they are used. */
  readonly literals: ReadonlyMap<number, number>;
  /** Names that stand in for functions of `Math`. */
  readonly natives: ReadonlyMap<string, string>;
  /** Adds a table to the head of the program and gives its name. */
  table(wanted: string, text: string): string;
  /** Adds an array of a size that no one else uses to the head of the program and gives its name. */
  scratch(size: number): string;
}

/** Where an equation's value goes: `v` holds values, `d` the rates of stocks and the inputs of delays. */
export type Target = 'v' | 'd';

const javascriptWords: NestWords = {
  constant: (name, text) => `const ${name} = ${text};`,
  start: {
    sum: (name) => `let ${name} = 0;`,
    prod: (name) => `let ${name} = 1;`,
    vmin: (name) => `let ${name} = Infinity;`,
    vmax: (name) => `let ${name} = -Infinity;`,
  },
  update: {
    sum: (name, text) => `${name} += ${text};`,
    prod: (name, text) => `${name} *= ${text};`,
    vmin: (name, text) => `${name} = Math.min(${name}, ${text});`,
    vmax: (name, text) => `${name} = Math.max(${name}, ${text});`,
  },
  loop: (name, passes) => `for (let ${name} = 0; ${name} < ${passes}; ${name}++) {`,
};

/**
 * Writes one function of a program. Scalars become local constants, arrays are read from `v` at an offset, and
 * equations over ranges become loops.
 */
export class FunctionWriter implements Surroundings {
  private readonly heads = new Map<string, string>();
  private readonly lines: string[] = [];
  private readonly locals = new Map<number, string>();
  private readonly loopWritten = new Set<string>();
  private readonly nest: LoopNest;
  private readonly expressions = new ExpressionWriter(this, javascriptDialect);

  constructor(private readonly shared: Shared) {
    this.nest = new LoopNest(javascriptWords, (id) => this.loopName(id));
  }

  /** The text of the function's body. */
  body(): string[] {
    return [...this.heads.values(), ...this.lines].map((line) => `  ${line}`);
  }

  /** The size of the function so far, in characters. */
  get length(): number {
    return this.lines.reduce((n, line) => n + line.length, 0) + this.heads.size * 20;
  }

  /** Writes one equation: `value` is handed the writer of expressions. */
  equation(step: Step, target: Target, value: (write: ExpressionWriter) => string): void {
    const { variable, equation } = step;
    const { plan, names } = this.shared;
    this.lines.push(`// ${equation.place.line}: ${variable.name}${leftText(step)}`);
    this.nest.open(equation.loops);
    const text = value(this.expressions);
    if (equation.loops.length === 0) {
      const slot = this.slot(variable.name, equation.left);
      if (target === 'd') this.nest.push(`d[${slot}] = ${text};`);
      else {
        const cell = slot - plan.offsets.get(variable.name)!;
        const local = names.name(`cell ${slot}`, elementName(variable, cell));
        // A second equation for a place would clash with the local of the first.
        if (this.locals.has(slot) || this.heads.has(local)) this.nest.push(`v[${slot}] = ${text};`);
        else {
          this.nest.push(`const ${local} = (v[${slot}] = ${text});`);
          this.locals.set(slot, local);
        }
      }
    } else {
      this.nest.push(`${target}[${this.address(variable.name, equation.left)}] = ${text};`);
      if (target === 'v') this.loopWritten.add(variable.name);
    }
    this.lines.push(...this.nest.close());
  }

  /** Writes a constant list of numbers to the places of an equation. */
  numbers(step: Step, values: readonly number[]): void {
    const { variable, equation } = step;
    const list = this.shared.table(variable.name, `[${values.map((x) => numeral(x)[0]).join(', ')}]`);
    let pass = '0';
    for (const loop of equation.loops) {
      pass =
        pass === '0'
          ? this.loopName(loop.id)
          : `(${pass}) * ${loop.elements.length} + ${this.loopName(loop.id)}`;
    }
    this.equation(step, 'v', () => `${list}[${pass}]`);
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

  /** Lays an expression out row by row over loops, before the loops that lie deeper than `depth`, and names the array. */
  layOut(depth: number, loops: readonly Loop[], body: () => string): string {
    const sizes = loops.map((loop) => loop.elements.length);
    const array = this.scratch(sizes.reduce((a, b) => a * b, 1));
    this.nest.fill(depth, loops, () => {
      const text = body();
      const row = this.within(
        sizes,
        loops.map((loop) => ({
          kind: 'each',
          text: '',
          loop: loop.id,
          positions: [...loop.elements.keys()],
        })),
      );
      return `${array}[${row}] = ${text};`;
    });
    return array;
  }

  /** Makes an array that a function fills, and names it. */
  scratch(size: number): string {
    return this.shared.scratch(size);
  }

  /** Writes the number of an element in an array of the given sizes. */
  within(sizes: readonly number[], indices: readonly Index[]): string {
    return this.whole(stridesOf(sizes, indices));
  }

  /** Reads a value: a local constant, or a place in `v`. */
  read(name: string, indices: readonly Index[]): string {
    if (indices.some((index) => index.kind === 'each')) return `v[${this.address(name, indices)}]`;
    const slot = this.slot(name, indices);
    const known = this.locals.get(slot);
    if (known) return known;
    if (this.loopWritten.has(name)) return `v[${slot}]`;
    const { plan, names, literals } = this.shared;
    const variable = plan.variables.get(name)!;
    const local = names.name(`cell ${slot}`, elementName(variable, slot - plan.offsets.get(name)!));
    const literal = literals.get(slot);
    this.heads.set(local, `const ${local} = ${literal === undefined ? `v[${slot}]` : numeral(literal)[0]};`);
    this.locals.set(slot, local);
    return local;
  }

  /** Names the table of a lookup. */
  table(name: string, indices: readonly Index[]): string {
    const { plan, names } = this.shared;
    const tables = names.name(`tables ${name}`, `points of ${name}`);
    return `${tables}[${this.whole(this.strides(plan, name, indices))}]`;
  }

  /** Adds the points of an unnamed lookup to the head of the program and names them. */
  points(points: readonly Point[]): string {
    return this.shared.table('points', pointsText(points));
  }

  /** Writes the value that belongs to each pass of a loop: as arithmetic if it rises evenly, else from a table. */
  along(loop: string, values: readonly number[]): string {
    return this.whole([{ loop, values, stride: 1 }]);
  }

  loopName(id: string): string {
    const text = id.replace(/!( \d+)?$/, ' each');
    return this.shared.names.name(`loop ${id}`, text.toLowerCase());
  }

  /** Writes the place of an element in `v`. */
  placeOf(name: string, indices: readonly Index[]): string {
    if (indices.some((index) => index.kind === 'each')) return this.address(name, indices);
    return String(this.slot(name, indices));
  }

  native(name: string): string {
    return this.shared.natives.get(name) ?? name;
  }

  private slot(name: string, indices: readonly Index[]): number {
    const { plan } = this.shared;
    let slot = plan.offsets.get(name)!;
    for (const { values, stride } of this.strides(plan, name, indices)) slot += values[0]! * stride;
    return slot;
  }

  private address(name: string, indices: readonly Index[]): string {
    const { plan, names } = this.shared;
    const offset = plan.offsets.get(name)!;
    const local = names.name(`array ${name}`, name);
    this.heads.set(local, `const ${local} = ${offset};`);
    return `${local}${this.whole(this.strides(plan, name, indices))
      .replace(/^(?!-)/, ' + ')
      .replace(/^-/, ' - ')}`;
  }

  private whole(strides: readonly Stride[]): string {
    return wholeText(strides, {
      loopName: (loop) => this.loopName(loop),
      table: (values) => this.shared.table('positions', `new Int32Array([${values.join(', ')}])`),
    });
  }

  private strides(plan: Plan, name: string, indices: readonly Index[]) {
    const { axes } = plan.variables.get(name)!;
    return stridesOf(
      axes.map((axis) => axis.elements.length),
      indices,
    );
  }
}

/** Writes points as one flat array: x, y, x, y, and so on. */
export function pointsText(points: readonly Point[]): string {
  return `new Float64Array([${points.map(([x, y]) => `${numeral(x)[0]}, ${numeral(y)[0]}`).join(', ')}])`;
}

function leftText({ equation }: Step): string {
  return equation.left.length ? `[${equation.left.map((index) => index.text).join(',')}]` : '';
}
