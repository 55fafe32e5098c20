import type { Graph, Node, Num } from '../graph.js';
import { algebra, type Pair, shapeOf } from './parts.js';

// (exp(r) - 1 - r) / r^2 for |r| up to ln(2)/2, fitted at Chebyshev's points; r^2 times its error is below 2^-56.
const quadratic = [
  0.5000000000000001, 0.16666666666666669, 0.041666666666624164, 0.008333333333330065, 0.0013888888917196736,
  0.00019841269863040559, 2.480152132234228e-5, 2.7557268480289716e-6, 2.7620075892548164e-7,
  2.51003758422237e-8,
];
// The same for single precision; r^2 times its error is below 2^-26.
const short = [0.5, 0.16666576, 0.041666552, 0.008363316, 0.0013926354];

/**
 * Works out exp(x) within 1 unit in the last place; beyond the range of doubles it is 0 or Infinity.
 *
 * x = k ln 2 + r, exp(x) = 2^k exp(r). Tang, Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic, ACM Transactions on Mathematical Software 15 (1989), without the table; Cody and Waite,
 * Software Manual for the Elementary Functions (1980), chapter 6.
 *
 * In single precision what is below 2^-125 is 0.
 *
 * @param halvings the result is divided by 2 so many times, without a further rounding
 *
 * @example
 * const g = new Graph()
 * exponential(g, g.constant(1)).constant // => 2.718281828459045
 */
export function exponential(g: Graph, x: Node, halvings = 0): Node {
  const { mul, sub } = algebra(g);
  if (g.precision === 'f32') return singleExponential(g, x, halvings);
  const { ln2 } = shapeOf(g);
  // Comparisons keep NaN, and what lies beyond the bounds is 0 or Infinity already.
  const bounded = g.double('lesser', g.double('greater', x, -746), 712);
  const { held, k } = wholeHeld(g, mul(bounded, Math.LOG2E), halvings);
  const near = sub(bounded, mul(k, ln2[0]));
  const far = mul(k, ln2[1]);
  const high = sub(near, far);
  const low = sub(sub(near, high), far);
  return scaled(g, nearZero(g, { high, low }), held);
}

// The first part has 10 bits.
const ln2Short = [0.693359375, -0.00021219444] as const;

// 2^(k-1) stands in the bits of k + 126 and may be 0 or Infinity: nothing else is needed for results that are.
function singleExponential(g: Graph, x: Node, halvings: number): Node {
  const { add, sub, mul } = algebra(g);
  const { toWhole, fraction } = shapeOf(g);
  const bounded = g.double(
    'lesser',
    g.double('greater', x, (halvings - 126) * Math.LN2),
    (halvings + 129) * Math.LN2,
  );
  const counted = toWhole + 126 - halvings;
  const held = add(mul(bounded, Math.LOG2E), counted);
  const k = sub(held, counted);
  const r = sub(sub(bounded, mul(k, ln2Short[0])), mul(k, ln2Short[1]));
  const doubled = short.map((c) => 2 * c);
  const q = doubled.slice(0, -1).reduceRight<Num>((sum, c) => add(mul(sum, r), c), doubled.at(-1)!);
  const twice = add(mul(r, add(mul(q, r), 2)), 2);
  return mul(twice, g.float(g.shl(g.bits(held), fraction)));
}

/** Works out exp of a pair of at most ln(2)/2. */
export function nearZero(g: Graph, { high, low }: Pair): Node {
  const { add, mul, polynomial } = algebra(g);
  const rest = add(mul(mul(high, high), polynomial(high, g.precision === 'f32' ? short : quadratic)), low);
  return add(add(high, rest), 1);
}

/**
 * The nearest whole number k of a number, and one in whose lowest bits k - halvings is held as `scaled` takes it: as the sum
 * of two exponents.
 */
export function wholeHeld(g: Graph, x: Node, halvings = 0): { held: Node; k: Node } {
  const { toWhole, bias } = shapeOf(g);
  const counted = toWhole + 2 * bias - halvings;
  const held = g.double('add', x, counted);
  return { held, k: g.double('sub', held, counted) };
}

/**
 * Multiplies by a power of two in two steps, so that neither factor nor the first product leaves the range of numbers.
 *
 * @param held holds the power, as `wholeHeld` gives it
 */
export function scaled(g: Graph, value: Node, held: Node): Node {
  const { mul } = algebra(g);
  const twice = g.bits(held);
  const powerOfTwo = (x: Node) => g.float(g.shl(g.shr(x, 1), shapeOf(g).fraction));
  return mul(mul(value, powerOfTwo(twice)), powerOfTwo(g.bitwise('iadd', twice, 1n)));
}
