import type { Graph, Node } from '../graph.js';
import { algebra, exact, type Pair } from './parts.js';

// (sin(x)/x - 1)/x^2 and (cos(x) - 1 + x^2/2)/x^4 as polynomials in x^2, for |x| up to pi/4.
const sines = [
  -0.16666666666666666, 0.008333333333333331, -0.00019841269841265017, 2.755731921930192e-6,
  -2.5052106219521895e-8, 1.6058529572267874e-10, -7.586576588170975e-13,
];
const cosines = [
  0.041666666666666664, -0.0013888888888888887, 2.4801587301584618e-5, -2.7557319221382114e-7,
  2.087675578389404e-9, -1.1470459749675605e-11, 4.74580488976062e-14,
];

/**
 * Works out the sine within 1 unit in the last place; NaN at infinity.
 *
 * Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 8: x less a multiple of pi/2 in three
 * parts. Beyond a million the multiple is taken off in whole numbers of as many digits as it needs.
 *
 * @example
 * const g = new Graph()
 * sine(g, g.constant(1)).constant // => 0.8414709848078965
 */
export function sine(g: Graph, x: Node): Node {
  const { rest, quarter } = reduced(g, x);
  const size = g.select(isOdd(g, quarter), cosineNear(g, rest), sineNear(g, rest));
  const value = g.select(g.test('ge', quarter, 2), g.double('neg', size), size);
  return g.select(g.test('eq', x, 0), x, value);
}

/** Works out the cosine within 1 unit in the last place; NaN at infinity. */
export function cosine(g: Graph, x: Node): Node {
  const { rest, quarter } = reduced(g, x);
  const size = g.select(isOdd(g, quarter), sineNear(g, rest), cosineNear(g, rest));
  const negative = g.or(g.test('eq', quarter, 1), g.test('eq', quarter, 2));
  return g.select(negative, g.double('neg', size), size);
}

/** Works out the tangent within 3 units in the last place; NaN at infinity. */
export function tangent(g: Graph, x: Node): Node {
  const { rest, quarter } = reduced(g, x);
  const [sin, cos] = [sineNear(g, rest), cosineNear(g, rest)];
  const odd = isOdd(g, quarter);
  const value = g.double('div', g.select(odd, cos, sin), g.select(odd, g.double('neg', sin), cos));
  return g.select(g.test('eq', x, 0), x, value);
}

const isOdd = (g: Graph, quarter: Node) => g.or(g.test('eq', quarter, 1), g.test('eq', quarter, 3));

// pi/2 in three parts, the first two of 33 bits, so that their multiples below 2^20 are exact.
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;

/** Takes off a multiple of pi/2: what is left, and the multiple's remainder by four. */
function reduced(g: Graph, x: Node): { rest: Pair; quarter: Node } {
  const { add, sub, mul, whole } = algebra(g);
  const { sum } = exact(g);
  const near = g.call('farAngle', [x]);
  const k = whole(mul(near, 2 / Math.PI));
  const second = sum(sub(near, mul(k, halfPi[0])), g.double('neg', mul(k, halfPi[1])));
  const low = sub(second.low, mul(k, halfPi[2]));
  const high = add(second.high, low);
  const turns = add(k, g.call('farQuarter', [x]));
  const quarter = sub(turns, mul(g.double('floor', mul(turns, 0.25)), 4));
  return { rest: { high, low: add(sub(second.high, high), low) }, quarter };
}

function sineNear(g: Graph, { high, low }: Pair): Node {
  const { add, sub, mul, polynomial } = algebra(g);
  const z = mul(high, high);
  const rest = mul(mul(high, z), polynomial(z, sines));
  return add(high, add(rest, mul(low, sub(1, mul(z, 0.5)))));
}

function cosineNear(g: Graph, { high, low }: Pair): Node {
  const { add, sub, mul, polynomial } = algebra(g);
  const z = mul(high, high);
  const half = mul(z, 0.5);
  const first = sub(1, half);
  const rest = sub(mul(mul(z, z), polynomial(z, cosines)), mul(high, low));
  return add(first, add(sub(sub(1, first), half), rest));
}
