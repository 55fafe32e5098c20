import type { Graph, Node } from '../graph.js';
import { algebra } from './parts.js';

// (atan(x)/x - 1)/x^2 as a polynomial in x^2, for |x| up to tan(pi/8).
const arctangents = [
  -0.3333333333333333, 0.199999999999998, -0.14285714285659326, 0.11111111105106705, -0.09090908751076636,
  0.07692296304974469, -0.06666423628069243, 0.05878914544400483, -0.0523034787301517, 0.04551108126321486,
  -0.034558092551328114, 0.016271944751537433,
];
// (asin(x)/x - 1)/x^2 as a polynomial in x^2, for |x| up to 1/2.
const arcsines = [
  0.16666666666666666, 0.07500000000000118, 0.044642857142551895, 0.03038194447553234, 0.02237215744350722,
  0.0173528165403255, 0.013963780012203492, 0.011566459612122493, 0.009621842970094148, 0.009319560794799116,
  0.0030448799093443393, 0.019554513336377578, -0.019241671747082863, 0.029612011265156984,
];
/** pi/2 less its nearest double. */
const halfPiLow = 6.123233995736766e-17;

/**
 * Works out the angle of a tangent, from -pi/2 to pi/2, within 2 units in the last place.
 *
 * Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 11: turned by pi/4 or pi/2 where x is
 * large.
 *
 * @example
 * const g = new Graph()
 * arctangent(g, g.constant(1)).constant // => 0.7853981633974483
 */
export function arctangent(g: Graph, x: Node): Node {
  const { add, sub, mul, div, abs, polynomial, withSignOf } = algebra(g);
  const size = abs(x);
  const middle = g.test('gt', size, Math.SQRT2 - 1);
  const large = g.test('gt', size, Math.SQRT2 + 1);
  // One division for all three: x/1, (x-1)/(x+1) and -1/x.
  const above = g.select(large, -1, g.select(middle, sub(size, 1), size));
  const below = g.select(large, size, g.select(middle, add(size, 1), 1));
  const t = div(above, below);
  const z = mul(t, t);
  const high = g.select(large, Math.PI / 2, g.select(middle, Math.PI / 4, 0));
  const low = g.select(large, halfPiLow, g.select(middle, halfPiLow / 2, 0));
  return withSignOf(add(high, add(t, add(mul(mul(t, z), polynomial(z, arctangents)), low))), x);
}

/**
 * Works out the angle of a sine, from -pi/2 to pi/2, within 2 units in the last place; NaN beyond 1.
 *
 * @example
 * const g = new Graph()
 * arcsine(g, g.constant(0.5)).constant // => 0.5235987755982989
 */
export function arcsine(g: Graph, x: Node): Node {
  const { add, sub, mul, div, abs, withSignOf } = algebra(g);
  const { large, angle, z, s, rest } = lesserAngle(g, abs(x));
  // pi/2 less twice the angle: the root in two parts, the first so short that its square is exact.
  const short = g.float(g.bitwise('iand', g.bits(s), 0xffff_ffff_0000_0000n));
  const left = div(sub(z, mul(short, short)), g.double('greater', add(s, short), Number.MIN_VALUE));
  const low = sub(mul(rest, 2), sub(halfPiLow, mul(left, 2)));
  const turned = sub(Math.PI / 4, sub(low, sub(Math.PI / 4, mul(short, 2))));
  return withNaN(g, x, withSignOf(g.select(large, turned, angle), x));
}

/**
 * Works out the angle of a cosine, from 0 to pi, within 2 units in the last place; NaN beyond 1.
 *
 * @example
 * const g = new Graph()
 * arccosine(g, g.constant(0.5)).constant // => 1.0471975511965979
 */
export function arccosine(g: Graph, x: Node): Node {
  const { add, sub, mul, abs, withSignOf } = algebra(g);
  const { large, angle } = lesserAngle(g, abs(x));
  const twice = mul(angle, 2);
  const negative = g.test('lt', x, 0);
  const obtuse = sub(Math.PI, sub(twice, 2 * halfPiLow));
  const middle = sub(Math.PI / 2, sub(withSignOf(angle, x), halfPiLow));
  return withNaN(g, x, g.select(large, g.select(negative, obtuse, twice), add(middle, 0)));
}

/** asin(x) up to 1/2; beyond, half of the angle that is left to pi/2. */
function lesserAngle(g: Graph, size: Node) {
  const { add, sub, mul, polynomial } = algebra(g);
  const large = g.test('gt', size, 0.5);
  const z = g.select(large, mul(sub(1, size), 0.5), mul(size, size));
  const s = g.select(large, g.double('sqrt', z), size);
  const rest = mul(mul(s, z), polynomial(z, arcsines));
  return { large, angle: add(s, rest), z, s, rest };
}

// A sign that is written into the bits of a NaN is no fault, but one into a number that hides it would be.
const withNaN = (g: Graph, x: Node, value: Node) =>
  g.select(g.test('le', g.double('abs', x), 1), value, Number.NaN);
