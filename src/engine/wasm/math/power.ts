import type { Graph, Node } from '../graph.js';
import { nearZero, scaled, wholeHeld } from './exponential.js';
import { fineLogarithm } from './logarithm.js';
import { algebra, exact, type Pair, shapeOf } from './parts.js';

/**
 * Works out x^y within 2 units in the last place, as `Math.pow` has it for zeros, infinities, NaN and negative x.
 *
 * exp(y ln x) with the logarithm and the product in two doubles each. x^1, x^2 and 1/x are exact roundings, and x^0.5
 * is the square root.
 *
 * @example
 * const g = new Graph()
 * power(g, g.constant(-8), g.constant(3)).constant // => -512
 */
export function power(g: Graph, x: Node, y: Node): Node {
  const { add, mul, div, abs } = algebra(g);
  const size = abs(x);
  const usual = g.and(g.test('gt', size, 0), g.test('lt', size, Infinity));
  // 0 and Infinity go to 0 or Infinity, whichever way y points.
  const grows = g.test('gt', y, 0);
  const end = g.select(g.test('eq', size, 0), g.select(grows, 0, Infinity), g.select(grows, Infinity, 0));
  const positive = g.select(usual, ofPositive(g, size, y), end);
  const signed = signedBy(g, x, y, positive);
  const undefinedThere = g.or(
    g.or(g.test('ne', x, x), g.test('ne', y, y)),
    g.and(g.test('eq', size, 1), g.test('eq', abs(y), Infinity)),
  );
  const general = g.select(undefinedThere, Number.NaN, signed);
  // Adding 0 turns -0 to 0, whose root is 0 and not -0.
  const root = g.select(g.test('eq', x, -Infinity), Infinity, g.double('sqrt', add(x, 0)));
  const short: readonly (readonly [number, () => Node | number])[] = [
    [0.5, () => root],
    [-1, () => div(1, x)],
    [2, () => mul(x, x)],
    [1, () => x],
    [0, () => 1],
  ];
  return short.reduce((value, [at, exactly]) => g.select(g.test('eq', y, at), exactly(), value), general);
}

// Beyond a certain y a larger one changes nothing: x^y is 0, 1 or Infinity by then, as exp(x) is 0 or Infinity.
const bounds = {
  f64: { y: 2 ** 70, x: 800 },
  f32: { y: 2 ** 40, x: 120 },
} as const;

function ofPositive(g: Graph, x: Node, y: Node): Node {
  const { add, mul } = algebra(g);
  const { product } = exact(g);
  const { y: largest } = bounds[g.precision];
  const log = fineLogarithm(g, x);
  const bounded = g.double('lesser', g.double('greater', y, -largest), largest);
  const times = product(log.high, bounded);
  return exponentialOf(g, { high: times.high, low: add(times.low, mul(log.low, bounded)) });
}

function exponentialOf(g: Graph, { high, low }: Pair): Node {
  const { sub, mul, abs } = algebra(g);
  const { sum } = exact(g);
  const { ln2 } = shapeOf(g);
  const { x: largest } = bounds[g.precision];
  const inside = g.test('lt', abs(high), largest);
  const bounded = g.double('lesser', g.double('greater', high, -largest), largest);
  const { held, k } = wholeHeld(g, mul(bounded, Math.LOG2E));
  const near = sub(bounded, mul(k, ln2[0]));
  const rest = sum(near, sub(g.select(inside, low, 0), mul(k, ln2[1])));
  return scaled(g, nearZero(g, rest), held);
}

/** Gives the sign of an odd power, and NaN for a broken power of a negative number. */
function signedBy(g: Graph, x: Node, y: Node, value: Node): Node {
  const { mul } = algebra(g);
  const half = mul(y, 0.5);
  const isWhole = g.test('eq', g.double('trunc', y), y);
  const isOdd = g.and(isWhole, g.test('ne', g.double('trunc', half), half));
  const sign = g.float(g.bitwise('iand', g.bits(x), shapeOf(g).sign));
  const flipped = g.float(g.bitwise('ixor', g.bits(value), g.bits(sign)));
  const negative = g.and(g.test('lt', x, 0), g.test('gt', x, -Infinity));
  return g.select(g.and(negative, g.not(isWhole)), Number.NaN, g.select(isOdd, flipped, value));
}
