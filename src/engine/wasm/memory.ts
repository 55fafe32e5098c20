import type { Precision } from './fold.js';
import type { Node } from './graph.js';
import { isLeaf } from './groups.js';
import type { Data, Layout } from './layout.js';
import { type Address, isUniform } from './vector.js';

/** Where values lie in the memory of a kernel: leaves, constants, and what is kept for another function or loop. */
export class Memory {
  private readonly constants = new Map<Node, number>();
  private readonly slots = new Map<Node, number>();
  private readonly columns = new Map<Node, Address>();
  private readonly tables = new Map<string, number>();

  /**
   * @param row bytes of a value that differs by lane
   * @param leaf place of a leaf that is no constant
   * @param precision how numbers are held
   */
  constructor(
    private readonly layout: Layout,
    private readonly data: Data,
    private readonly row: number,
    private readonly leaf: (node: Node) => number,
    private readonly precision: Precision,
  ) {}

  /** Lays constants down; a few that nothing uses do no harm. */
  place(constants: readonly Node[], precision: Precision = this.precision): void {
    const found = constants.filter(({ kind }) => kind !== 'mask');
    const values = found.map(({ constant }) => constant as number | bigint);
    const place = this.data.add(precision === 'f32' ? shortWords(values) : words(values));
    found.forEach((node, i) => {
      this.constants.set(node, place + (precision === 'f32' ? 4 : 8) * i);
    });
  }

  /** Keeps room for a value, all rows of it. */
  keep(node: Node): void {
    if (!this.slots.has(node)) this.slots.set(node, this.layout.take(this.width(node) * node.rows));
  }

  /** The place that is kept for a value, if there is one. */
  slot(node: Node): number | undefined {
    return this.slots.get(node);
  }

  /** Bytes of one row of a value. */
  width(node: Node): number {
    return isUniform(node) ? 16 : this.row;
  }

  /** Where a value lies, if it is kept. */
  addressOf(node: Node): Address | undefined {
    if (node.op === 'constant') return { place: this.constants.get(node)!, narrow: true };
    if (node.op === 'gather') return this.column(node);
    const place = this.placeOf(node);
    if (place === undefined) return undefined;
    return node.rows === 1 ? { place } : { place, step: { by: this.width(node) } };
  }

  private placeOf(node: Node): number | undefined {
    if (isLeaf(node)) return this.leaf(node);
    if (node.op !== 'element') return this.slots.get(node);
    const [column] = node.args as [Node];
    const first = this.slots.get(column);
    return first === undefined ? undefined : first + node.index * this.width(column);
  }

  private column(node: Node): Address {
    let address = this.columns.get(node);
    if (!address) {
      address = node.args[0]!.op === 'constant' ? this.numbers(node) : this.places(node);
      this.columns.set(node, address);
    }
    return address;
  }

  private numbers({ args }: Node): Address {
    const short = this.precision === 'f32';
    const values = (short ? Float32Array : Float64Array).from(args.map(({ constant }) => constant as number));
    const key = `numbers ${[...values].map((value) => (Object.is(value, -0) ? '-0' : value)).join(' ')}`;
    return { place: this.table(key, values), step: { by: values.BYTES_PER_ELEMENT }, narrow: true };
  }

  // Columns that lie in the same pattern share one table.
  private places({ args }: Node): Address {
    const places = args.map((arg) => {
      const place = this.placeOf(arg);
      if (place === undefined) throw new Error(`the value ${arg.id} (${arg.op}) has no place`);
      return place;
    });
    const by = places[1]! - places[0]!;
    if (by > 0 && places.every((place, row) => place === places[0]! + row * by))
      return { place: places[0]!, step: { by } };
    const place = places.reduce((least, one) => Math.min(least, one));
    const steps = Int32Array.from(places, (one) => one - place);
    return { place, step: { table: this.table(`steps ${steps.join(' ')}`, steps) } };
  }

  private table(key: string, values: Float64Array | Float32Array | Int32Array): number {
    let place = this.tables.get(key);
    if (place === undefined) {
      place = this.data.add(values);
      this.tables.set(key, place);
    }
    return place;
  }
}

function words(values: readonly (number | bigint)[]): BigUint64Array {
  const bits = new BigUint64Array(values.length);
  const numbers = new Float64Array(bits.buffer);
  values.forEach((value, i) => {
    if (typeof value === 'bigint') bits[i] = value;
    else numbers[i] = value;
  });
  return bits;
}

function shortWords(values: readonly (number | bigint)[]): Uint32Array {
  const bits = new Uint32Array(values.length);
  const numbers = new Float32Array(bits.buffer);
  values.forEach((value, i) => {
    if (typeof value === 'bigint') bits[i] = Number(value);
    else numbers[i] = value;
  });
  return bits;
}
