import type { Precision } from '../fold.js';
import type { Graph, Node, Num } from '../graph.js';

/** What the functions of this folder must know of how numbers are held. */
export interface Shape {
  /** Bits of the fraction. */
  readonly fraction: number;
  /** The exponent of 1 as it stands in the bits. */
  readonly bias: number;
  /** Added to a number below a quarter of it, it leaves the nearest whole number in the lowest bits. */
  readonly toWhole: number;
  /** Splits a number into two halves whose products are exact. */
  readonly splitter: number;
  readonly sign: bigint;
  /** The natural logarithm of 2 in two parts; the first is so short that whole multiples of it are exact. */
  readonly ln2: readonly [number, number];
}

const shapes: Readonly<Record<Precision, Shape>> = {
  f64: {
    fraction: 52,
    bias: 1023,
    toWhole: 1.5 * 2 ** 52,
    splitter: 134217729,
    sign: 0x8000_0000_0000_0000n,
    // The first part has 32 bits.
    ln2: [0.6931471803691238, 1.9082149292705877e-10],
  },
  f32: {
    fraction: 23,
    bias: 127,
    toWhole: 1.5 * 2 ** 23,
    splitter: 4097,
    sign: 0x8000_0000n,
    // The first part has 16 bits.
    ln2: [0.693145751953125, 1.4286068e-6],
  },
};

/** Tells how the numbers of a graph are held. */
export const shapeOf = ({ precision }: Graph): Shape => shapes[precision];

/** Short names for the operations that the functions of this folder are made of. */
export function algebra(g: Graph) {
  const add = (a: Num, b: Num) => g.double('add', a, b);
  const sub = (a: Num, b: Num) => g.double('sub', a, b);
  const mul = (a: Num, b: Num) => g.double('mul', a, b);
  const div = (a: Num, b: Num) => g.double('div', a, b);
  const abs = (a: Num) => g.double('abs', a);
  const { toWhole, sign: signBit } = shapeOf(g);

  /** The nearest whole number of one below a quarter of `toWhole`, halves to even. */
  const whole = (x: Num) => sub(add(x, toWhole), toWhole);

  /** A polynomial, lowest coefficient first; even and odd powers apart, which halves the wait. */
  const polynomial = (x: Node, coefficients: readonly number[]) => {
    const square = mul(x, x);
    const chain = (list: readonly number[]) =>
      list.slice(0, -1).reduceRight<Num>((sum, c) => add(mul(sum, square), c), list.at(-1)!);
    const even = chain(coefficients.filter((_, i) => i % 2 === 0));
    return add(mul(chain(coefficients.filter((_, i) => i % 2 === 1)), x), even);
  };

  /** The size of one double with the sign of another. */
  const withSignOf = (size: Node, sign: Node) =>
    g.float(
      g.bitwise(
        'ior',
        g.bitwise('iand', g.bits(size), signBit - 1n),
        g.bitwise('iand', g.bits(sign), signBit),
      ),
    );

  return { add, sub, mul, div, abs, whole, polynomial, withSignOf };
}

/** A value in two parts, the second far smaller than the first. */
export interface Pair {
  readonly high: Node;
  readonly low: Node;
}

/**
 * Sums and products whose rounding error is known to the bit.
 *
 * Dekker, A floating-point technique for extending the available precision, Numerische Mathematik 18 (1971); Knuth, The
 * Art of Computer Programming, volume 2, 4.2.2.
 */
export function exact(g: Graph) {
  const { add, sub, mul } = algebra(g);

  /** a + b and its error, where |a| is at least |b| or a is zero. */
  const sumOrdered = (a: Num, b: Num): Pair => {
    const high = add(a, b);
    return { high, low: sub(b, sub(high, a)) };
  };

  /** a + b and its error. */
  const sum = (a: Num, b: Num): Pair => {
    const high = add(a, b);
    const back = sub(high, a);
    return { high, low: add(sub(a, sub(high, back)), sub(b, back)) };
  };

  // Two halves, of 26 and 27 bits in a double, so that products of halves are exact.
  const halves = (a: Num): readonly [Node, Node] => {
    const scaled = mul(a, shapeOf(g).splitter);
    const high = sub(scaled, sub(scaled, a));
    return [high, sub(a, high)];
  };

  /** a * b and its error; neither may come near 2^996, or 2^115 in single precision. */
  const product = (a: Num, b: Num): Pair => {
    const high = mul(a, b);
    const [a1, a2] = halves(a);
    const [b1, b2] = halves(b);
    const low = add(add(add(sub(mul(a1, b1), high), mul(a1, b2)), mul(a2, b1)), mul(a2, b2));
    return { high, low };
  };

  return { sumOrdered, sum, product };
}
