import type { Graph, Node } from '../graph.js';
import { exponential } from './exponential.js';
import { algebra } from './parts.js';

// (sinh(x)/x - 1)/x^2 as a polynomial in x^2, for |x| up to 1.
const series = [
  0.16666666666666666, 0.008333333333333333, 0.00019841269841269773, 2.755731922404034e-6,
  2.505210836405804e-8, 1.6059048396350562e-10, 7.646625361656656e-13, 2.8445264169895616e-15,
];

/**
 * Works out the hyperbolic sine within 2 units in the last place.
 *
 * Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 12.
 *
 * @example
 * const g = new Graph()
 * hyperbolicSine(g, g.constant(0)).constant // => 0
 */
export function hyperbolicSine(g: Graph, x: Node): Node {
  const { sub, div, abs, withSignOf } = algebra(g);
  const size = abs(x);
  const half = exponential(g, size, 1);
  const value = g.select(g.test('lt', size, 1), sineNear(g, size), sub(half, div(0.25, half)));
  return withSignOf(value, x);
}

/**
 * Works out the hyperbolic cosine within 2 units in the last place.
 *
 * @example
 * const g = new Graph()
 * hyperbolicCosine(g, g.constant(0)).constant // => 1
 */
export function hyperbolicCosine(g: Graph, x: Node): Node {
  const { add, div, abs } = algebra(g);
  const half = exponential(g, abs(x), 1);
  return add(half, div(0.25, half));
}

/**
 * Works out the hyperbolic tangent within 3 units in the last place.
 *
 * @example
 * const g = new Graph()
 * hyperbolicTangent(g, g.constant(Infinity)).constant // => 1
 */
export function hyperbolicTangent(g: Graph, x: Node): Node {
  const { add, sub, mul, div, abs, withSignOf } = algebra(g);
  const size = abs(x);
  const sine = sineNear(g, g.double('lesser', size, 1));
  const small = div(sine, g.double('sqrt', add(mul(sine, sine), 1)));
  const large = sub(1, div(2, add(exponential(g, mul(size, 2)), 1)));
  return withSignOf(g.select(g.test('lt', size, 0.625), small, large), x);
}

function sineNear(g: Graph, x: Node): Node {
  const { add, mul, polynomial } = algebra(g);
  const z = mul(x, x);
  return add(x, mul(mul(x, z), polynomial(z, series)));
}
