import { elementName } from '../sd/elements.js';
import type { Index, Loop } from '../sd/ir.js';
import type { Step } from '../sd/order.js';
import type { Point } from '../sd/syntax/ast.js';
import { ExpressionWriter, numeral, type Reduction, type Surroundings } from './javascript-expression.js';
import type { Namer } from './javascript-names.js';
import type { Plan } from './javascript-plan.js';

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

interface Frame {
  readonly loop: Loop | undefined;
  readonly lines: string[];
}

/** Where an equation's value goes: `v` holds values, `d` the rates of stocks and the inputs of delays. */
export type Target = 'v' | 'd';

const start = { sum: '0', prod: '1', vmin: 'Infinity', vmax: '-Infinity' } as const;

/**
 * Writes one function of a program. Scalars become local constants, arrays are read from `v` at an offset, and
 * equations over ranges become loops.
 */
export class FunctionWriter implements Surroundings {
  private readonly heads = new Map<string, string>();
  private readonly lines: string[] = [];
  private readonly locals = new Map<number, string>();
  private readonly loopWritten = new Set<string>();
  private frames: Frame[] = [];
  private counter = 0;
  private readonly expressions = new ExpressionWriter(this);

  constructor(private readonly shared: Shared) {}

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
    this.frames = [{ loop: undefined, lines: [] }, ...equation.loops.map((loop) => ({ loop, lines: [] }))];
    const text = value(this.expressions);
    if (equation.loops.length === 0) {
      const slot = this.slot(variable.name, equation.left);
      if (target === 'd') this.frames[0]!.lines.push(`d[${slot}] = ${text};`);
      else {
        const cell = slot - plan.offsets.get(variable.name)!;
        const local = names.name(`cell ${slot}`, elementName(variable, cell));
        // A second equation for a place would clash with the local of the first.
        if (this.locals.has(slot) || this.heads.has(local))
          this.frames[0]!.lines.push(`v[${slot}] = ${text};`);
        else {
          this.frames[0]!.lines.push(`const ${local} = (v[${slot}] = ${text});`);
          this.locals.set(slot, local);
        }
      }
    } else {
      this.frames.at(-1)!.lines.push(`${target}[${this.address(variable.name, equation.left)}] = ${text};`);
      if (target === 'v') this.loopWritten.add(variable.name);
    }
    this.lines.push(...this.close(0));
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
    frames[depth]!.lines.push(`const ${name} = ${text};`);
    return name;
  }

  /** Writes the loop of a sum or its like, before the loops that lie deeper than `depth`, and names the result. */
  accumulate(depth: number, op: Reduction, loops: readonly Loop[], body: () => string): string {
    const frames = this.frames;
    this.frames = [...frames.slice(0, depth + 1), ...loops.map((loop) => ({ loop, lines: [] }))];
    const name = `${op}_${++this.counter}`;
    const text = body();
    const update = {
      sum: `${name} += ${text};`,
      prod: `${name} *= ${text};`,
      vmin: `${name} = Math.min(${name}, ${text});`,
      vmax: `${name} = Math.max(${name}, ${text});`,
    };
    this.frames.at(-1)!.lines.push(update[op]);
    const lines = this.close(depth + 1);
    this.frames = frames;
    frames[depth]!.lines.push(`let ${name} = ${start[op]};`, ...lines);
    return name;
  }

  /** Lays an expression out row by row over loops, before the loops that lie deeper than `depth`, and names the array. */
  layOut(depth: number, loops: readonly Loop[], body: () => string): string {
    const frames = this.frames;
    this.frames = [...frames.slice(0, depth + 1), ...loops.map((loop) => ({ loop, lines: [] }))];
    const sizes = loops.map((loop) => loop.elements.length);
    const array = this.scratch(sizes.reduce((a, b) => a * b, 1));
    const text = body();
    const row = this.within(
      sizes,
      loops.map((loop) => ({ kind: 'each', text: '', loop: loop.id, positions: [...loop.elements.keys()] })),
    );
    this.frames.at(-1)!.lines.push(`${array}[${row}] = ${text};`);
    const lines = this.close(depth + 1);
    this.frames = frames;
    frames[depth]!.lines.push(...lines);
    return array;
  }

  /** Makes an array that a function fills, and names it. */
  scratch(size: number): string {
    return this.shared.scratch(size);
  }

  /** Writes the number of an element in an array of the given sizes. */
  within(sizes: readonly number[], indices: readonly Index[]): string {
    return this.sum(0, stridesOf(sizes, indices));
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
    return `${tables}[${this.sum(0, this.strides(plan, name, indices))}]`;
  }

  /** Adds the points of an unnamed lookup to the head of the program and names them. */
  points(points: readonly Point[]): string {
    return this.shared.table('points', pointsText(points));
  }

  /** Writes the value that belongs to each pass of a loop: as arithmetic if it rises evenly, else from a table. */
  along(loop: string, values: readonly number[]): string {
    return this.sum(0, [{ loop, values, stride: 1 }]);
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
    return `${local}${this.sum(0, this.strides(plan, name, indices))
      .replace(/^(?!-)/, ' + ')
      .replace(/^-/, ' - ')}`;
  }

  private strides(plan: Plan, name: string, indices: readonly Index[]) {
    const { axes } = plan.variables.get(name)!;
    return stridesOf(
      axes.map((axis) => axis.elements.length),
      indices,
    );
  }

  private sum(
    constant: number,
    parts: readonly { loop: string | undefined; values: readonly number[]; stride: number }[],
  ): string {
    let fixed = constant;
    const terms: string[] = [];
    for (const { loop, values, stride } of parts) {
      const first = values[0]!;
      if (loop === undefined) {
        fixed += first * stride;
        continue;
      }
      const rise = (values[1] ?? first + 1) - first;
      if (values.every((x, i) => x === first + i * rise)) {
        fixed += first * stride;
        const factor = rise * stride;
        if (factor !== 0)
          terms.push(factor === 1 ? this.loopName(loop) : `${factor} * ${this.loopName(loop)}`);
      } else {
        const table = this.shared.table(
          'positions',
          `new Int32Array([${values.map((x) => x * stride).join(', ')}])`,
        );
        terms.push(`${table}[${this.loopName(loop)}]`);
      }
    }
    if (fixed !== 0 || terms.length === 0) terms.unshift(String(fixed));
    return terms.join(' + ');
  }

  // Closes all loops from `depth` inwards and gives their text.
  private close(depth: number): string[] {
    let inner: string[] = [];
    for (let k = this.frames.length - 1; k >= depth; k--) {
      const { loop, lines } = this.frames[k]!;
      const all = [...lines, ...inner];
      // The assignment stands last in the innermost frame; what was hoisted stands before the inner loop.
      if (!loop) inner = all;
      else {
        const i = this.loopName(loop.id);
        inner = [
          `for (let ${i} = 0; ${i} < ${loop.elements.length}; ${i}++) {`,
          ...all.map((line) => `  ${line}`),
          '}',
        ];
      }
    }
    return inner;
  }
}

function stridesOf(sizes: readonly number[], indices: readonly Index[]) {
  let stride = 1;
  const result: { loop: string | undefined; values: readonly number[]; stride: number }[] = [];
  for (let k = indices.length - 1; k >= 0; k--) {
    const index = indices[k]!;
    if (index.kind === 'at') result.unshift({ loop: undefined, values: [index.position], stride });
    else result.unshift({ loop: index.loop, values: index.positions, stride });
    stride *= sizes[k]!;
  }
  return result;
}

/** Writes points as one flat array: x, y, x, y, and so on. */
export function pointsText(points: readonly Point[]): string {
  return `new Float64Array([${points.map(([x, y]) => `${numeral(x)[0]}, ${numeral(y)[0]}`).join(', ')}])`;
}

function leftText({ equation }: Step): string {
  return equation.left.length ? `[${equation.left.map((index) => index.text).join(',')}]` : '';
}
