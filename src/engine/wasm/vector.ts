import type { Code } from './code.js';
import { BY_RUN, FIXED, type Node } from './graph.js';
import { farFrom } from './math/far.js';
import type { VectorName } from './opcodes.js';

/** What the code of vectors finds around it. */
export interface Surroundings {
  /** Vectors of two doubles that are worked on side by side. */
  readonly vectors: number;
  /** Place in memory of a value that lies there: a leaf, a constant, or what another function has worked out. */
  placeOf(node: Node): number | undefined;
  /** Numbers of the functions that are called lane by lane. */
  readonly functions: Readonly<Record<'look' | 'remainder' | 'farAngle' | 'farQuarter', number>>;
  /** Place and number of points of a table. */
  table(index: number): { readonly place: number; readonly points: number };
}

const simple: Readonly<Partial<Record<Node['op'], VectorName>>> = {
  add: 'f64x2.add',
  sub: 'f64x2.sub',
  mul: 'f64x2.mul',
  div: 'f64x2.div',
  min: 'f64x2.min',
  max: 'f64x2.max',
  lesser: 'f64x2.pmin',
  greater: 'f64x2.pmax',
  sqrt: 'f64x2.sqrt',
  neg: 'f64x2.neg',
  abs: 'f64x2.abs',
  floor: 'f64x2.floor',
  ceil: 'f64x2.ceil',
  trunc: 'f64x2.trunc',
  nearest: 'f64x2.nearest',
  eq: 'f64x2.eq',
  ne: 'f64x2.ne',
  lt: 'f64x2.lt',
  gt: 'f64x2.gt',
  le: 'f64x2.le',
  ge: 'f64x2.ge',
  and: 'v128.and',
  or: 'v128.or',
  not: 'v128.not',
  iadd: 'i64x2.add',
  iand: 'v128.and',
  ior: 'v128.or',
  ixor: 'v128.xor',
};

// Zero is all bits clear: choosing it is an `and`.
const isZero = (node: Node | undefined) => Object.is(node?.constant, 0);

// A value of memory that is used again within so many operations stays in a register; later it is loaded again.
const reach = 24;

/** Tells whether all lanes hold the same, so that one vector stands for all. */
export const isUniform = ({ varies }: Node) => (varies & BY_RUN) === 0;

/**
 * Writes the operations of a lane program as instructions on vectors. Each value takes one local for each vector, and
 * each operation is written for all vectors before the next, so that a processor always finds one that need not wait.
 */
export class VectorWriter {
  private readonly locals = new Map<Node, readonly number[]>();
  private readonly loaded = new Map<Node, { locals: number[]; at: number }>();
  private clock = 0;

  constructor(
    private readonly code: Code,
    private readonly around: Surroundings,
  ) {}

  /** Works a value out and keeps it in locals; its arguments must have been worked out, or lie in memory. */
  compute(node: Node): void {
    const { code } = this;
    const count = isUniform(node) ? 1 : this.around.vectors;
    this.clock++;
    const locals = Array.from({ length: count }, () => code.local('v128'));
    const args = node.args.map((arg) => (v: number) => this.push(arg, v));
    locals.forEach((local, v) => {
      this.operate(node, args, v, local);
    });
    this.locals.set(node, locals);
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
    let loaded = this.loaded.get(node);
    if (!loaded || this.clock - loaded.at > reach) {
      loaded = { locals: [], at: this.clock };
      this.loaded.set(node, loaded);
    }
    loaded.at = this.clock;
    const local = loaded.locals[vector];
    if (local !== undefined) {
      code.get(local);
      return;
    }
    const place = this.around.placeOf(node);
    if (place === undefined) throw new Error(`the value ${node.id} (${node.op}) was never worked out`);
    code.i32(0);
    if (node.varies === FIXED) code.memory('v128.load64_splat', place);
    else code.memory('v128.load', place + 16 * vector);
    loaded.locals[vector] = code.local('v128');
    code.tee(loaded.locals[vector]!);
  }

  /** Forgets what was loaded: the code that follows may be reached another way, or memory has changed. */
  forget(): void {
    this.loaded.clear();
  }

  /** Stores all vectors of a value, one behind the other. */
  store(node: Node, place: number, base: () => unknown = () => this.code.i32(0)): void {
    for (let v = 0; v < this.around.vectors; v++) {
      base();
      this.push(node, v);
      this.code.memory('v128.store', place + 16 * v);
    }
  }

  /** Stores a value of which another function needs no more than there is. */
  keep(node: Node, place: number): void {
    if (!isUniform(node)) {
      this.store(node, place);
      return;
    }
    this.code.i32(0);
    this.push(node, 0);
    this.code.memory('v128.store', place);
  }

  private operate(node: Node, args: readonly ((v: number) => void)[], v: number, local: number): void {
    const { code } = this;
    const { op } = node;
    const name = simple[op];
    if (name) {
      for (const arg of args) arg(v);
      code.simd(name).set(local);
      return;
    }
    switch (op) {
      case 'bits':
      case 'float':
        args[0]!(v);
        code.set(local);
        return;
      case 'shl':
      case 'shr':
        args[0]!(v);
        code.i32(node.index);
        code.simd(op === 'shl' ? 'i64x2.shl' : 'i64x2.shr_u').set(local);
        return;
      case 'select':
        this.select(node, args, v);
        code.set(local);
        return;
      case 'look':
      case 'remainder':
      case 'farAngle':
      case 'farQuarter':
        this.call(node, args, v, local);
        return;
      default:
        throw new Error(`no instruction for ${op}`);
    }
  }

  private select(
    { args: [, yes, no] }: Node,
    [mask, a, b]: readonly ((v: number) => void)[],
    v: number,
  ): void {
    const { code } = this;
    if (isZero(no)) {
      mask!(v);
      a!(v);
      code.simd('v128.and');
    } else if (isZero(yes)) {
      b!(v);
      mask!(v);
      code.simd('v128.andnot');
    } else {
      a!(v);
      b!(v);
      mask!(v);
      code.simd('v128.bitselect');
    }
  }

  private call(node: Node, args: readonly ((v: number) => void)[], v: number, local: number): void {
    const { code, around } = this;
    const { op } = node;
    const lane = (which: 0 | 1) => {
      if (op === 'look') {
        const { place, points } = around.table(node.index);
        code.i32(place).i32(points);
      }
      for (const arg of args) {
        arg(v);
        code.simd('f64x2.extract_lane', which);
      }
      code.call(around.functions[op as keyof Surroundings['functions']]);
    };
    const lanes = () => {
      lane(0);
      code.simd('f64x2.splat');
      if (!isUniform(node)) {
        lane(1);
        code.simd('f64x2.replace_lane', 1);
      }
      code.set(local);
    };
    if (op !== 'farAngle' && op !== 'farQuarter') {
      lanes();
      return;
    }
    if (op === 'farAngle') args[0]!(v);
    else code.f64(0).simd('f64x2.splat');
    code.set(local);
    args[0]!(v);
    code.simd('f64x2.abs').f64(farFrom).simd('f64x2.splat').simd('f64x2.gt').simd('v128.any_true').open('if');
    lanes();
    code.end();
  }
}
