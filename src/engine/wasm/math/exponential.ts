import type { Graph, Node } from '../graph.js';
import { algebra, ln2, type Pair, toWhole } from './parts.js';

// (exp(r) - 1 - r) / r^2 for |r| up to ln(2)/2, fitted at Chebyshev's points; r^2 times its error is below 2^-61.
const quadratic = [
  0.5, 0.1666666666666667, 0.04166666666666667, 0.008333333333326136, 0.0013888888888883748,
  0.00019841269874820627, 2.4801587325547743e-5, 2.7557255400206422e-6, 2.75572736431103e-7,
  2.5105217004720745e-8, 2.0914686968086876e-9,
];

/**
 * Works out exp(x) within 1 unit in the last place; beyond the range of doubles it is 0 or Infinity.
 *
 * x = k ln 2 + r, exp(x) = 2^k exp(r). Tang, Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic, ACM Transactions on Mathematical Software 15 (1989), without the table; Cody and Waite,
 * Software Manual for the Elementary Functions (1980), chapter 6.
 *
 * @param halvings the result is divided by 2 so many times, without a further rounding
 *
 * @example
 * const g = new Graph()
 * exponential(g, g.constant(1)).constant // => 2.718281828459045
 */
export function exponential(g: Graph, x: Node, halvings = 0): Node {
  const { mul, sub } = algebra(g);
  // Comparisons keep NaN, and what lies beyond the bounds is 0 or Infinity already.
  const bounded = g.double('lesser', g.double('greater', x, -746), 712);
  const { held, k } = wholeHeld(g, mul(bounded, Math.LOG2E));
  const near = sub(bounded, mul(k, ln2[0]));
  const far = mul(k, ln2[1]);
  const high = sub(near, far);
  const low = sub(sub(near, high), far);
  return scaled(g, nearZero(g, { high, low }), held, halvings);
}

/** Works out exp of a pair of at most ln(2)/2. */
export function nearZero(g: Graph, { high, low }: Pair): Node {
  const { add, mul, polynomial } = algebra(g);
  const rest = add(mul(mul(high, high), polynomial(high, quadratic)), low);
  return add(add(high, rest), 1);
}

/** The nearest whole number k of a double, and the double in whose lowest bits it is held. */
export function wholeHeld(g: Graph, x: Node): { held: Node; k: Node } {
  const held = g.double('add', x, toWhole);
  return { held, k: g.double('sub', held, toWhole) };
}

/**
 * Multiplies by 2^(k - halvings) in two steps, so that neither factor nor the first product leaves the range of doubles.
 *
 * @param held holds k in its lowest bits
 */
export function scaled(g: Graph, value: Node, held: Node, halvings = 0): Node {
  const { mul } = algebra(g);
  // Halves of k + 2046 are exponents as a double holds them: the two add up, rounded down and up.
  const twice = g.bitwise('iadd', g.bits(held), BigInt(2046 - halvings));
  const powerOfTwo = (x: Node) => g.float(g.shl(g.shr(x, 1), 52));
  return mul(mul(value, powerOfTwo(twice)), powerOfTwo(g.bitwise('iadd', twice, 1n)));
}
