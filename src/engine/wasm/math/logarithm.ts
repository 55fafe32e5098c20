import type { Graph, Node } from '../graph.js';
import { algebra, exact, ln2, type Pair } from './parts.js';

// (2 atanh(s) / s - 2) / s^2 as a polynomial in s^2, for |s| up to tanh(ln(2)/4), fitted at Chebyshev's points.
const series = [
  0.6666666666666666, 0.40000000000000885, 0.28571428570799784, 0.22222222392581045, 0.18181795547521132,
  0.15386244737621896, 0.1326863836926161, 0.1308803485097477,
];

/**
 * Works out ln(x) within 1 unit in the last place: -Infinity at 0, NaN below.
 *
 * x = 2^k m with m between sqrt(1/2) and sqrt(2), s = (m-1)/(m+1), ln(m) = 2 atanh(s). Tang, Table-driven
 * implementation of the logarithm function in IEEE floating-point arithmetic, ACM Transactions on Mathematical Software
 * 16 (1990), without the table.
 *
 * @example
 * const g = new Graph()
 * logarithm(g, g.constant(10)).constant // => 2.302585092994046
 */
export function logarithm(g: Graph, x: Node): Node {
  const { add, sub, mul, div, polynomial } = algebra(g);
  const { k, m } = parted(g, x);
  const f = sub(m, 1);
  const s = div(f, add(f, 2));
  const z = mul(s, s);
  const half = mul(mul(f, f), 0.5);
  const rest = mul(z, polynomial(z, series));
  const low = add(mul(s, add(half, rest)), mul(k, ln2[1]));
  const value = sub(mul(k, ln2[0]), sub(sub(half, low), f));
  const special = g.select(
    g.test('eq', x, 0),
    -Infinity,
    g.select(g.test('eq', x, Infinity), Infinity, Number.NaN),
  );
  return g.select(g.and(g.test('gt', x, 0), g.test('lt', x, Infinity)), value, special);
}

// (atanh(s) / s - 1) / s^2 - 1/3, over s^2: the same series, to 2^-66 of atanh(s).
const fine = [
  0.2, 0.14285714285714282, 0.11111111111114234, 0.09090909089822495, 0.07692307881454082,
  0.06666648198981523, 0.05883409510829156, 0.052280975549217755, 0.05381810759734135,
];
const third = [0.3333333333333333, 1.850371707708594e-17] as const;
// The first part has 42 bits.
const ln2Fine = [0.6931471805598903, 5.497923018708371e-14] as const;

/** Works out ln(x) of a positive finite x to about 2^-65 of its size. */
export function fineLogarithm(g: Graph, x: Node): Pair {
  const { add, sub, mul, div, polynomial } = algebra(g);
  const { product, sumOrdered } = exact(g);
  const { k, m } = parted(g, x);
  const f = sub(m, 1);
  // s = f / (m+1): a quotient, and what it leaves over.
  const high = add(m, 1);
  const inverse = div(1, high);
  const s = mul(f, inverse);
  const back = product(s, high);
  const left = sub(sub(sub(f, back.high), back.low), mul(s, sub(m, sub(high, 1))));
  const sLow = mul(left, inverse);
  const square = product(s, s);
  const z = square.high;
  const zLow = add(square.low, mul(mul(s, sLow), 2));
  const tail = mul(z, polynomial(z, fine));
  const q = sumOrdered(third[0], tail);
  const qLow = add(q.low, third[1]);
  const w = product(z, q.high);
  const wLow = add(w.low, add(mul(z, qLow), mul(zLow, q.high)));
  const u = product(s, w.high);
  const uLow = add(u.low, add(mul(s, wLow), mul(sLow, w.high)));
  const half = sumOrdered(s, u.high);
  const halfLow = add(half.low, add(sLow, uLow));
  const all = sumOrdered(mul(k, ln2Fine[0]), mul(half.high, 2));
  return sumOrdered(all.high, add(all.low, add(mul(halfLow, 2), mul(k, ln2Fine[1]))));
}

/** Writes a positive finite x as 2^k m, with m between sqrt(1/2) and sqrt(2). */
function parted(g: Graph, x: Node): { k: Node; m: Node } {
  const { add, sub, mul } = algebra(g);
  const tiny = g.test('lt', x, 2 ** -1022);
  const normal = g.select(tiny, mul(x, 2 ** 54), x);
  // Counted from sqrt(1/2), so that the exponent steps there and not at 1.
  const from = g.bitwise('iadd', g.bits(normal), 0x0009_5f62_0000_0000n);
  const exponent = g.float(g.bitwise('ior', g.shr(from, 52), 0x4330_0000_0000_0000n));
  const k = add(sub(exponent, 2 ** 52 + 1023), g.select(tiny, -54, -0));
  const m = g.float(
    g.bitwise('iadd', g.bitwise('iand', from, 0x000f_ffff_ffff_ffffn), 0x3fe6_a09e_0000_0000n),
  );
  return { k, m };
}
