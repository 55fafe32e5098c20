import {
  type BitsOp,
  bitwise,
  type Constant,
  type DoubleOp,
  doubles,
  fold,
  foldSingle,
  type Precision,
  type PureOp,
  type TestOp,
  tests,
} from './fold.js';
import { farFrom } from './math/far.js';

/** What changes a value: nothing, the run that a lane holds, the time, or both. Bits that are joined by `|`. */
export const FIXED = 0;
export const BY_RUN = 1;
export const BY_TIME = 2;
export const BY_BOTH = 3;

/**
 * Values that come from outside: a parameter of a function, an input of the model, the time, the length of the step where
 * it changes and the time after it, a value that is kept from step to step, a number that belongs to a save time, a value that is kept from save time to save time.
 */
export type LeafOp = 'parameter' | 'input' | 'time' | 'step' | 'state' | 'weight' | 'tally';

/**
 * Work that is done lane by lane: a search in a table, what stands at a place of a list, a random number, a remainder, an
 * angle of more than a million turns.
 */
export type CallOp = 'look' | 'upTo' | 'below' | 'entry' | 'draw' | 'remainder' | 'farAngle' | 'farQuarter';

/** An elementary function that stands in the module once and is called; `index` is its number. */
export type SharedOp = 'shared';

/** Values out of many, or many out of one: rows picked one by one, one row of many, a value that is written out anew. */
export type RowOp = 'gather' | 'element' | 'copy';

/** One value for each so many rows that stand together. */
export type FoldOp = 'total' | 'product' | 'least' | 'most';

/** One value of a lane program, or a column of values. Equal nodes are one node, so that no work is done twice. */
export interface Node {
  readonly id: number;
  readonly op: PureOp | LeafOp | CallOp | SharedOp | RowOp | FoldOp | 'constant';
  readonly kind: 'double' | 'mask' | 'bits';
  readonly args: readonly Node[];
  /** How many values there are: one, or one for each pass of the loops of an equation. */
  readonly rows: number;
  /** The number of a leaf, table or row, the places that a shift moves, or the rows that a fold takes together. */
  readonly index: number;
  readonly constant: Constant | undefined;
  readonly varies: number;
}

/** Where a double stands in an expression, a number may stand too. */
export type Num = Node | number;

/**
 * Builds a lane program: values that rest on values, with no branches, so that many runs go through it side by side.
 *
 * Constants are folded and equal values shared. Nothing is rearranged: each operation keeps its rounding.
 *
 * @example
 * const g = new Graph()
 * g.double('add', g.parameter(0), 2) === g.double('add', g.parameter(0), 2) // => true
 * g.double('mul', 3, 4).constant // => 12
 */
export class Graph {
  private readonly known = new Map<string | number, Node>();
  private readonly numbers = new Map<number, Node>();

  /** @param precision how numbers are held; default in 64 bits */
  constructor(readonly precision: Precision = 'f64') {}

  constant(given: Constant): Node {
    const value = typeof given === 'number' && this.precision === 'f32' ? Math.fround(given) : given;
    if (typeof value !== 'number' || value === 0) return this.makeConstant(value);
    let node = this.numbers.get(value);
    if (!node) {
      node = this.makeConstant(value);
      this.numbers.set(value, node);
    }
    return node;
  }

  private makeConstant(value: Constant): Node {
    const text = Object.is(value, -0) ? '-0' : `${typeof value} ${value}`;
    const kind = typeof value === 'number' ? 'double' : typeof value === 'boolean' ? 'mask' : 'bits';
    return this.make(`constant ${text}`, {
      op: 'constant',
      kind,
      args: [],
      rows: 1,
      index: 0,
      constant: value,
    });
  }

  /** Lists all constants that the graph holds. */
  constants(): Node[] {
    return [...this.known.values()].filter(({ op }) => op === 'constant');
  }

  /** Lists the numbers of the elementary functions that are called, or of the distributions that are drawn from. */
  called(op: 'shared' | 'draw'): number[] {
    const found = new Set<number>();
    for (const node of this.known.values()) if (node.op === op) found.add(node.index);
    return [...found];
  }

  /** Lists the values that the time changes, each after those that it rests on. */
  byTime(): Node[] {
    return [...this.known.values()].filter(({ varies }) => (varies & BY_TIME) !== 0);
  }

  parameter = (index: number): Node => this.leaf('parameter', index, BY_BOTH);
  input = (index: number): Node => this.leaf('input', index, BY_RUN);
  state = (index: number): Node => this.leaf('state', index, BY_BOTH);
  weight = (index: number): Node => this.leaf('weight', index, BY_TIME);
  tally = (index: number): Node => this.leaf('tally', index, BY_BOTH);
  time = (): Node => this.leaf('time', 0, BY_TIME);
  step = (): Node => this.leaf('step', 0, BY_TIME);
  nextTime = (): Node => this.leaf('step', 1, BY_TIME);

  /** Applies an operation on doubles. */
  double(op: DoubleOp, ...args: readonly Num[]): Node {
    const nodes: Node[] = [];
    for (const arg of args) nodes.push(this.node(arg));
    return this.same(op, nodes) ?? this.apply(op, 'double', nodes);
  }

  /** The larger or the smaller of two values: NaN if one is, and of two zeros the first where they are compared for the larger. */
  better(op: 'min' | 'max', a: Node, b: Node): Node {
    return op === 'min' ? this.double('min', a, b) : this.extremeOrNaN(op, a, b);
  }

  /** Compares two doubles. */
  test(op: TestOp, a: Num, b: Num): Node {
    const truth = this.truthTested(op, this.node(a), this.node(b));
    return truth ?? this.apply(op, 'mask', [this.node(a), this.node(b)]);
  }

  and(a: Node, b: Node): Node {
    if (a.constant !== undefined) return a.constant ? b : a;
    if (b.constant !== undefined) return b.constant ? a : b;
    return a === b ? a : this.apply('and', 'mask', [a, b]);
  }

  or(a: Node, b: Node): Node {
    if (a.constant !== undefined) return a.constant ? a : b;
    if (b.constant !== undefined) return b.constant ? b : a;
    return a === b ? a : this.apply('or', 'mask', [a, b]);
  }

  not(a: Node): Node {
    return a.op === 'not' ? a.args[0]! : this.apply('not', 'mask', [a]);
  }

  /** Takes `yes` in lanes where the mask holds and `no` in the others; both are worked out. */
  select(mask: Node, yes: Num, no: Num): Node {
    const [a, b] = [this.node(yes), this.node(no)];
    if (mask.constant !== undefined) return mask.constant ? a : b;
    if (a === b) return a;
    return mask.op === 'not'
      ? this.apply('select', 'double', [mask.args[0]!, b, a])
      : this.apply('select', 'double', [mask, a, b]);
  }

  /** Reads a double as 64 bits. */
  bits = (x: Num): Node => this.apply('bits', 'bits', [this.node(x)]);
  /** Reads 64 bits as a double. */
  float = (x: Node): Node => this.apply('float', 'double', [x]);
  shl = (x: Node, by: number): Node => this.apply('shl', 'bits', [x], by);
  shr = (x: Node, by: number): Node => this.apply('shr', 'bits', [x], by);
  bitwise = (op: BitsOp, a: Node, b: bigint | Node): Node =>
    this.apply(op, 'bits', [a, typeof b === 'bigint' ? this.constant(b) : b]);

  /** Does work lane by lane. */
  call(op: CallOp, args: readonly Num[], index = 0): Node {
    const nodes = args.map((arg) => this.node(arg));
    const [a, b] = nodes.map(({ constant }) => constant);
    if (typeof a === 'number') {
      if (op === 'remainder' && typeof b === 'number') return this.constant(a % b);
      const near = Math.abs(a) <= farFrom;
      if (near && op === 'farAngle') return nodes[0]!;
      if (near && op === 'farQuarter') return this.constant(0);
    }
    return this.make(this.key(op, nodes, index), {
      op,
      kind: 'double',
      args: nodes,
      rows: rowsOf(nodes),
      index,
    });
  }

  /** Calls an elementary function that stands in the module once. */
  shared(index: number, args: readonly Node[]): Node {
    const parts = { op: 'shared', kind: 'double', args, rows: rowsOf(args), index } as const;
    return this.make(this.key('shared', args, index), parts);
  }

  /**
   * Puts values into a column, one a row. What differs by lane and what does not is not mixed: the latter is written out
   * for every lane.
   */
  gather(sources: readonly Node[]): Node {
    const [first] = sources as readonly [Node];
    if (sources.every((source) => source === first)) return first;
    const column = first.op === 'element' ? first.args[0]! : undefined;
    if (
      column?.rows === sources.length &&
      sources.every(({ op, args, index }, i) => op === 'element' && args[0] === column && index === i)
    )
      return column;
    const varies = sources.reduce((all, source) => all | source.varies, FIXED);
    const allConstant = sources.every(({ constant }) => constant !== undefined);
    const args = sources.map((source) => {
      const uniform = (source.varies & BY_RUN) === 0;
      const apart = (varies & BY_RUN) !== 0 ? uniform : source.constant !== undefined && !allConstant;
      return apart ? this.copy(source, source.varies | (varies & BY_RUN)) : source;
    });
    const parts = { op: 'gather', kind: 'double', args, rows: args.length, index: 0 } as const;
    return this.make(this.key('gather', args, 0), parts);
  }

  /** Takes one row of a column; all rows of a single value are that value. */
  element(column: Node, row: number): Node {
    if (column.rows === 1) return column;
    if (column.op === 'gather') return column.args[row]!;
    const { kind } = column;
    return this.make(`element ${row} ${column.id}`, {
      op: 'element',
      kind,
      args: [column],
      rows: 1,
      index: row,
    });
  }

  /** Writes a value out anew, where it must lie in memory of its own. */
  copy(x: Node, varies = x.varies): Node {
    const parts = { op: 'copy', kind: x.kind, args: [x], rows: x.rows, index: 0 } as const;
    return this.make(`copy ${varies} ${x.id}`, parts, varies);
  }

  /** Makes one value of each `count` rows, in their order: 0 and the first, then the second, and so on. */
  fold(op: FoldOp, column: Node, count: number): Node {
    const parts = { op, kind: 'double', args: [column], rows: column.rows / count, index: count } as const;
    return this.make(`${op} ${count} ${column.id}`, parts);
  }

  node(x: Num): Node {
    return typeof x === 'number' ? this.constant(x) : x;
  }

  private leaf(op: LeafOp, index: number, varies: number): Node {
    return this.make(`${op} ${index}`, { op, kind: 'double', args: [], rows: 1, index }, varies);
  }

  private apply(op: PureOp, kind: Node['kind'], args: readonly Node[], index = 0): Node {
    if (args.every(isConstant)) {
      const values = args.map((arg) => arg.constant!);
      return this.constant((this.precision === 'f32' ? foldSingle : fold)(op, values, index));
    }
    return this.make(this.key(op, args, index), { op, kind, args, rows: rowsOf(args), index });
  }

  private key(op: string, args: readonly Node[], index: number): string | number {
    const [a, b] = args;
    const number = index === 0 && args.length <= 2 ? opNumbers.get(op) : undefined;
    // A number is made and found sooner than a text; this one has 52 bits.
    if (number !== undefined && this.known.size < 2 ** 23)
      return (number * 2 ** 23 + a!.id) * 2 ** 23 + (b ? b.id + 1 : 0);
    let key = `${op} ${index}`;
    for (const { id } of args) key += ` ${id}`;
    return key;
  }

  private make(
    key: string | number,
    { op, kind, args, rows, index, constant }: Parts,
    varies = variesOf(args),
  ): Node {
    let node = this.known.get(key);
    if (!node) {
      node = { id: this.known.size, op, kind, args, rows, index, constant, varies };
      this.known.set(key, node);
    }
    return node;
  }

  // Rewritings that change no bit, whatever the values.
  private same(op: DoubleOp, [a, b]: readonly Node[]): Node | undefined {
    switch (op) {
      case 'mul':
        return b!.constant === 1 ? a : a!.constant === 1 ? b : undefined;
      case 'add':
        return Object.is(b!.constant, -0) ? a : Object.is(a!.constant, -0) ? b : undefined;
      case 'sub':
        return Object.is(b!.constant, 0) ? a : undefined;
      case 'neg':
        return a!.op === 'neg' ? a!.args[0] : undefined;
      case 'lesser':
        return b!.constant === Infinity ? a : undefined;
      case 'greater':
        return b!.constant === -Infinity ? a : undefined;
      case 'div':
        return b!.constant === 1 ? a : (this.byPowerOfTwo(a!, b!) ?? this.byInverse(a!, b!));
      case 'min':
      case 'max':
        return this.extreme(op, a!, b!);
      default:
        return undefined;
    }
  }

  // Dividing by a power of two is multiplying by another, to the bit.
  private byPowerOfTwo(a: Node, b: Node): Node | undefined {
    const by = b.constant;
    if (typeof by !== 'number' || a.constant !== undefined) return undefined;
    const exponent = Math.round(Math.log2(Math.abs(by)));
    const most = this.precision === 'f32' ? 126 : 1000;
    const exact = Math.abs(exponent) < most && Math.abs(by) === 2 ** exponent;
    return exact ? this.double('mul', a, 1 / by) : undefined;
  }

  // In single precision a division by what stays the same in a run is one division a run, and costs half a unit of the
  // last place.
  private byInverse(a: Node, b: Node): Node | undefined {
    const fixed = (b.varies & BY_TIME) === 0 && (a.varies & BY_TIME) !== 0;
    if (this.precision !== 'f32' || !fixed) return undefined;
    const size = Math.abs(typeof b.constant === 'number' ? b.constant : 1);
    return size > 2 ** -126 && size < 2 ** 126 ? this.double('mul', a, this.double('div', 1, b)) : undefined;
  }

  // Against a constant one instruction does what Math.min and Math.max do: only NaN and zeros could tell them apart.
  private extreme(op: 'min' | 'max', a: Node, b: Node): Node | undefined {
    const [x, c] = a.constant === undefined ? [a, b] : [b, a];
    const value = c.constant;
    if (value === undefined) {
      if (this.precision === 'f32') return this.extremeOrNaN(op, a, b);
      return op === 'min' ? this.lesserOfBoth(a, b) : undefined;
    }
    if (typeof value !== 'number' || Number.isNaN(value) || x.constant !== undefined) return undefined;
    if (op === 'min') return Object.is(value, -0) ? undefined : this.double('lesser', x, c);
    if (Object.is(value, -0)) return this.double('greater', x, c);
    const greater = this.double('greater', x, c);
    return value === 0 ? this.double('add', greater, c) : greater;
  }

  // Three instructions of a processor instead of seven: either order keeps NaN, and the sign of a zero that has one.
  private lesserOfBoth(a: Node, b: Node): Node {
    const [one, other] = [this.double('lesser', a, b), this.double('lesser', b, a)];
    return this.float(this.bitwise('ior', this.bits(one), this.bits(other)));
  }

  // Three instructions of a processor instead of eight: a second value that is NaN sets all bits,
  // which is NaN too. Of two zeros the first is taken, whatever their signs.
  private extremeOrNaN(op: 'min' | 'max', a: Node, b: Node): Node {
    const one = this.double(op === 'min' ? 'lesser' : 'greater', a, b);
    // A mask that is constant lies nowhere in memory.
    if (b.constant !== undefined) return Number.isNaN(b.constant) ? b : one;
    return this.float(this.bitwise('ior', this.bits(one), this.test('ne', b, b)));
  }

  // A truth that was written as 1 or 0 and is asked for again.
  private truthTested(op: TestOp, a: Node, b: Node): Node | undefined {
    if (b.constant !== 0 || a.op !== 'select') return undefined;
    const [mask, yes, no] = a.args as [Node, Node, Node];
    if (yes.constant !== 1 || no.constant !== 0) return undefined;
    return op === 'ne' ? mask : op === 'eq' ? this.not(mask) : undefined;
  }
}

// Fewer than 64, each with a number.
const opNumbers: ReadonlyMap<string, number> = new Map(
  [...Object.keys(doubles), ...Object.keys(tests), ...Object.keys(bitwise), 'and', 'or', 'not'].map(
    (op, i) => [op, i],
  ),
);

const isConstant = ({ constant }: Node) => constant !== undefined;

type Parts = Omit<Node, 'id' | 'varies' | 'constant'> & { readonly constant?: Constant };

// Where an operation takes a column, the other values stand for all rows alike.
function rowsOf(args: readonly Node[]): number {
  let most = 1;
  for (const { rows } of args) if (rows > most) most = rows;
  return most;
}

function variesOf(args: readonly Node[]): number {
  let all = FIXED;
  for (const { varies } of args) all |= varies;
  return all;
}

/** Tells whether an operation takes several rows together. */
export const isFold = (op: Node['op']): op is FoldOp =>
  op === 'total' || op === 'product' || op === 'least' || op === 'most';
