import type { Code } from './code.js';
import type { Precision } from './fold.js';
import { type Format, formats } from './format.js';
import { BY_RUN, type CallOp, type FoldOp, type Node } from './graph.js';
import { farFrom } from './math/far.js';
import { promoteHalf } from './widen.js';

/** Where a value lies in memory. */
export interface Address {
  /** The place of the first row. */
  readonly place: number;
  /** How far a row of a column lies from its place: so many bytes times the row, or what a table says for the row. */
  readonly step?: { readonly by: number } | { readonly table: number };
  /** Whether one number stands for all lanes. */
  readonly narrow?: true;
}

/** What the code of vectors finds around it. */
export interface Surroundings {
  /** Vectors that are worked on side by side. */
  readonly vectors: number;
  /** How numbers are held. */
  readonly precision: Precision;
  /** Where a value lies that is in memory: a leaf, a constant, or what another function or loop has worked out. */
  addressOf(node: Node): Address | undefined;
  /** Numbers of the functions that are called lane by lane. */
  readonly functions: Readonly<Record<Exclude<CallOp, 'draw'>, number>>;
  /** Number of the function that draws from a distribution. */
  draw(index: number): number;
  /** Number of an elementary function that takes all vectors of each argument, and gives all vectors of its value. */
  shared(index: number): number;
  /** Place and number of points of a table. */
  table(index: number): { readonly place: number; readonly points: number };
  /** Place of a list of numbers. */
  list(index: number): number;
}

const folds: Readonly<Record<FoldOp, readonly [from: number, op: Node['op']]>> = {
  total: [0, 'add'],
  product: [1, 'mul'],
  least: [Infinity, 'min'],
  most: [-Infinity, 'max'],
};

// Zero is all bits clear: choosing it is an `and`.
const isZero = (node: Node | undefined) => Object.is(node?.constant, 0);

// A value of memory that is used again within so many operations stays where it is, in a register or where a compiler puts
// what does not fit; later it is loaded again. Many values wait where there is much to do for each of them at once.
const reach = { one: 40, several: Infinity } as const;

/** Tells whether all lanes hold the same, so that one vector stands for all. */
export const isUniform = ({ varies }: Node) => (varies & BY_RUN) === 0;

/**
 * Writes the operations of a lane program as instructions on vectors. Each value takes one local for each vector, and
 * each operation is written for all vectors of a band before the next, so that a processor always finds one that need not
 * wait.
 */
export class VectorWriter {
  private readonly locals = new Map<Node, readonly number[]>();
  private readonly loaded = new Map<Node, { local: number; at: number }[]>();
  private readonly free: number[] = [];
  private loop: { row: number; steps: Map<string, number>; nodes: Node[] } | undefined;
  private clock = 0;
  private reach: number = reach.several;
  /** The vectors that are worked on now. */
  private band: readonly number[];
  private readonly format: Format;

  constructor(
    private readonly code: Code,
    private readonly around: Surroundings,
  ) {
    this.format = formats[around.precision];
    this.band = this.vectorsFrom(0, around.vectors);
  }

  /** Works a value out and keeps it in locals; its arguments must have been worked out, or lie in memory. */
  compute(node: Node): void {
    this.clock++;
    const locals = this.band[0] === 0 ? this.take(node) : this.locals.get(node)!;
    if (node.op === 'shared') {
      // One call gives all vectors.
      if (this.band[0] === 0) this.callShared(node, locals);
      return;
    }
    for (const v of this.band) if (v < locals.length) this.operate(node, v, locals[v]!);
  }

  /** Does the same work for some vectors, then for the next, each time for so many side by side. */
  inBands(width: number, work: () => void): void {
    const { clock } = this;
    this.reach = width === 1 ? reach.one : reach.several;
    for (let from = 0; from < this.around.vectors; from += width) {
      this.band = this.vectorsFrom(from, from + width);
      this.clock = clock;
      work();
    }
    this.band = this.vectorsFrom(0, this.around.vectors);
  }

  /** Names the locals that hold a value already. */
  bind(node: Node, locals: readonly number[]): void {
    this.locals.set(node, locals);
  }

  /** Begins a fold: what it comes to without any rows. */
  begin(node: Node): void {
    for (const local of this.take(node)) {
      this.number(folds[node.op as FoldOp][0]);
      this.code.simd(this.format.splat).set(local);
    }
  }

  /** Takes one more row into a fold. */
  takeIn(node: Node): void {
    this.locals.get(node)!.forEach((local, v) => {
      this.code.get(local);
      this.push(node.args[0]!, v);
      this.code.simd(this.format.simple[folds[node.op as FoldOp][1]]!).set(local);
    });
  }

  /** Puts one vector of a value on the stack. */
  push(node: Node, v: number): void {
    const { code } = this;
    const known = this.locals.get(node);
    if (known) {
      code.get(known[isUniform(node) ? 0 : v]!);
      return;
    }
    const vector = isUniform(node) ? 0 : v;
    const loaded = this.loaded.get(node) ?? [];
    this.loaded.set(node, loaded);
    const there = loaded[vector];
    if (there && Math.abs(this.clock - there.at) <= this.reach) {
      there.at = this.clock;
      code.get(there.local);
      return;
    }
    if (there) this.free.push(there.local);
    const address = this.around.addressOf(node);
    if (!address) throw new Error(`the value ${node.id} (${node.op}) was never worked out`);
    this.base(address.step);
    if (address.narrow) code.memory(this.format.loadSplat, address.place);
    else code.memory('v128.load', address.place + 16 * vector);
    const local = this.local();
    loaded[vector] = { local, at: this.clock };
    code.tee(local);
  }

  /** Goes into a loop over rows, whose number is in a local; all that is worked out there is gone after `leave`. */
  enter(row: number): void {
    this.forget();
    this.loop = { row, steps: new Map(), nodes: [] };
  }

  /** Leaves the loop over rows. */
  leave(): void {
    this.forget();
    for (const node of this.loop!.nodes) {
      this.free.push(...this.locals.get(node)!);
      this.locals.delete(node);
    }
    this.loop = undefined;
  }

  /** Forgets what was loaded: the code that follows may be reached another way, or memory has changed. */
  forget(): void {
    for (const list of this.loaded.values())
      for (const { local } of Object.values(list)) this.free.push(local);
    this.loaded.clear();
  }

  /** Stores all vectors of a value, one behind the other. */
  store(node: Node, place: number, base: () => unknown = () => this.code.i32(0)): void {
    for (const v of this.band) {
      base();
      this.push(node, v);
      this.code.memory('v128.store', place + 16 * v);
    }
  }

  /** Stores all vectors of a value as doubles, one behind the other. */
  storeDoubles(node: Node, place: number, base: () => unknown = () => this.code.i32(0)): void {
    if (this.format.precision === 'f64') {
      this.store(node, place, base);
      return;
    }
    const { code } = this;
    const local = this.local();
    for (let v = 0; v < this.around.vectors; v++) {
      this.push(node, v);
      code.set(local);
      for (const half of [0, 1] as const) {
        base();
        promoteHalf(code, local, half);
        code.memory('v128.store', place + 32 * v + 16 * half);
      }
    }
    this.free.push(local);
  }

  /** Stores the row of a column that the loop is at, all vectors of it. */
  storeRow(node: Node, place: number): void {
    this.store(node, place, () => this.base({ by: 16 * this.around.vectors }));
  }

  /** Stores a value of which another function or loop needs no more than there is; a column, the row that it is at. */
  keep(node: Node, place: number, row = this.loop?.row): void {
    const width = isUniform(node) ? 16 : 16 * this.around.vectors;
    const { code } = this;
    const base = () => {
      if (node.rows === 1) code.i32(0);
      else if (row === this.loop?.row) this.base({ by: width });
      else this.times(row!, width);
    };
    if (!isUniform(node)) {
      this.store(node, place, base);
      return;
    }
    if (this.band[0] !== 0) return;
    base();
    this.push(node, 0);
    code.memory('v128.store', place);
  }

  private vectorsFrom(first: number, end: number): number[] {
    const count = Math.min(end, this.around.vectors) - first;
    return Array.from({ length: count }, (_, i) => first + i);
  }

  private callShared(node: Node, locals: readonly number[]): void {
    const { code, around } = this;
    for (const arg of node.args) for (let v = 0; v < around.vectors; v++) this.push(arg, v);
    code.call(around.shared(node.index));
    for (let v = around.vectors - 1; v >= 0; v--) code.set(locals[Math.min(v, locals.length - 1)]!);
  }

  private number(value: number): void {
    if (this.format.precision === 'f32') this.code.f32(value);
    else this.code.f64(value);
  }

  private take(node: Node): readonly number[] {
    const count = isUniform(node) ? 1 : this.around.vectors;
    const locals = Array.from({ length: count }, () => this.local());
    this.locals.set(node, locals);
    this.loop?.nodes.push(node);
    return locals;
  }

  private local(): number {
    return this.free.pop() ?? this.code.local('v128');
  }

  // The bytes by which the row lies from the first one; worked out once in a loop.
  private base(step: Address['step']): void {
    const { code, loop } = this;
    if (!step) {
      code.i32(0);
      return;
    }
    const key = 'by' in step ? `by ${step.by}` : `table ${step.table}`;
    const known = loop!.steps.get(key);
    if (known !== undefined) {
      code.get(known);
      return;
    }
    const local = code.local('i32');
    loop!.steps.set(key, local);
    if ('by' in step) this.times(loop!.row, step.by);
    else {
      this.times(loop!.row, 4);
      code.memory('i32.load', step.table);
    }
    code.tee(local);
  }

  private times(row: number, width: number): void {
    this.code.get(row).i32(width).op('i32.mul');
  }

  private operate(node: Node, v: number, local: number): void {
    const { code } = this;
    const { op, args } = node;
    const name = this.format.simple[op];
    if (name) {
      for (const arg of args) this.push(arg, v);
      code.simd(name).set(local);
      return;
    }
    switch (op) {
      case 'bits':
      case 'float':
      case 'copy':
        this.push(args[0]!, v);
        code.set(local);
        return;
      case 'shl':
      case 'shr':
        this.push(args[0]!, v);
        code.i32(node.index);
        code.simd(this.format[op]).set(local);
        return;
      case 'select':
        this.select(args, v);
        code.set(local);
        return;
      case 'look':
      case 'upTo':
      case 'below':
      case 'entry':
      case 'draw':
      case 'remainder':
      case 'farAngle':
      case 'farQuarter':
        this.call(node, v, local);
        return;
      default:
        throw new Error(`no instruction for ${op}`);
    }
  }

  private select([mask, yes, no]: readonly Node[], v: number): void {
    const { code } = this;
    if (isZero(no)) {
      this.push(mask!, v);
      this.push(yes!, v);
      code.simd('v128.and');
    } else if (isZero(yes)) {
      this.push(no!, v);
      this.push(mask!, v);
      code.simd('v128.andnot');
    } else {
      this.push(yes!, v);
      this.push(no!, v);
      this.push(mask!, v);
      code.simd('v128.bitselect');
    }
  }

  private call(node: Node, v: number, local: number): void {
    const { code, around, format } = this;
    const { op, args } = node;
    const short = format.precision === 'f32';
    const lane = (which: number) => {
      if (op === 'entry') code.i32(around.list(node.index));
      if (op === 'look' || op === 'upTo' || op === 'below') {
        const { place, points } = around.table(node.index);
        code.i32(place).i32(points);
      }
      for (const arg of args) {
        this.push(arg, v);
        code.simd(format.extract, which);
        if (short) code.op('f64.promote_f32');
      }
      if (op === 'draw') code.call(around.draw(node.index));
      else code.call(around.functions[op as Exclude<CallOp, 'draw'>]);
      if (short) code.op('f32.demote_f64');
    };
    const lanes = () => {
      lane(0);
      code.simd(format.splat);
      for (let which = 1; which < (isUniform(node) ? 1 : format.lanes); which++) {
        lane(which);
        code.simd(format.replace, which);
      }
      code.set(local);
    };
    if (op !== 'farAngle' && op !== 'farQuarter') {
      lanes();
      return;
    }
    if (op === 'farAngle') this.push(args[0]!, v);
    else code.f64(0).simd('f64x2.splat');
    code.set(local);
    this.push(args[0]!, v);
    code.simd('f64x2.abs').f64(farFrom).simd('f64x2.splat').simd('f64x2.gt').simd('v128.any_true').open('if');
    lanes();
    code.end();
  }
}
