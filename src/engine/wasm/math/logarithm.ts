import type { Precision } from '../fold.js';
import type { Graph, Node } from '../graph.js';
import { algebra, exact, type Pair, shapeOf } from './parts.js';

type Coefficients = Readonly<Record<Precision, readonly number[]>>;

// (2 atanh(s) / s - 2) / s^2 as a polynomial in s^2, for |s| up to tanh(ln(2)/4), fitted at Chebyshev's points.
const series: Coefficients = {
  f64: [
    0.6666666666666666, 0.40000000000000885, 0.28571428570799784, 0.22222222392581045, 0.18181795547521132,
    0.15386244737621896, 0.1326863836926161, 0.1308803485097477,
  ],
  // To 2^-28 of ln(m).
  f32: [0.66666687, 0.3998877, 0.295804],
};

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
  const { ln2 } = shapeOf(g);
  const rest = mul(z, polynomial(z, series[g.precision]));
  const low = add(mul(s, add(half, rest)), mul(k, ln2[1]));
  const value = sub(mul(k, ln2[0]), sub(sub(half, low), f));
  const special = g.select(
    g.test('eq', x, 0),
    -Infinity,
    g.select(g.test('eq', x, Infinity), Infinity, Number.NaN),
  );
  return g.select(g.and(g.test('gt', x, 0), g.test('lt', x, Infinity)), value, special);
}

// (atanh(s) / s - 1) / s^2 - 1/3, over s^2: the same series, to 2^-66 of atanh(s), or to 2^-33 in single precision.
const fine: Coefficients = {
  f64: [
    0.2, 0.14285714285714282, 0.11111111111114234, 0.09090909089822495, 0.07692307881454082,
    0.06666648198981523, 0.05883409510829156, 0.052280975549217755, 0.05381810759734135,
  ],
  f32: [0.20000008, 0.14281115, 0.11524261],
};
const third = { f64: [0.3333333333333333, 1.850371707708594e-17], f32: [0.33333334, -9.934108e-9] } as const;
// The first part has 42 bits, or 16.
const ln2Fine = {
  f64: [0.6931471805598903, 5.497923018708371e-14],
  f32: [0.693145751953125, 1.4286068e-6],
} as const;

/** Works out ln(x) of a positive finite x to about 2^-65 of its size, or 2^-33 in single precision. */
export function fineLogarithm(g: Graph, x: Node): Pair {
  const { add, sub, mul, div, polynomial } = algebra(g);
  const { product, sumOrdered } = exact(g);
  const { precision } = g;
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
  const tail = mul(z, polynomial(z, fine[precision]));
  const q = sumOrdered(third[precision][0], tail);
  const qLow = add(q.low, third[precision][1]);
  const w = product(z, q.high);
  const wLow = add(w.low, add(mul(z, qLow), mul(zLow, q.high)));
  const u = product(s, w.high);
  const uLow = add(u.low, add(mul(s, wLow), mul(sLow, w.high)));
  const half = sumOrdered(s, u.high);
  const halfLow = add(half.low, add(sLow, uLow));
  const all = sumOrdered(mul(k, ln2Fine[precision][0]), mul(half.high, 2));
  return sumOrdered(all.high, add(all.low, add(mul(halfLow, 2), mul(k, ln2Fine[precision][1]))));
}

// The way from sqrt(1/2) to 1, sqrt(1/2) itself, and the power of two whose fraction counts in ones, as bits.
const bits = {
  f64: { toRoot: 0x0009_5f62_0000_0000n, root: 0x3fe6_a09e_0000_0000n, whole: 0x4330_0000_0000_0000n },
  f32: { toRoot: 0x004a_fb0dn, root: 0x3f35_04f3n, whole: 0x4b00_0000n },
} as const;

/** Writes a positive finite x as 2^k m, with m between sqrt(1/2) and sqrt(2). */
function parted(g: Graph, x: Node): { k: Node; m: Node } {
  const { add, sub, mul } = algebra(g);
  const { fraction, bias } = shapeOf(g);
  const { toRoot, root, whole } = bits[g.precision];
  const tiny = g.test('lt', x, 2 ** (1 - bias));
  const normal = g.select(tiny, mul(x, 2 ** (fraction + 2)), x);
  // Counted from sqrt(1/2), so that the exponent steps there and not at 1.
  const from = g.bitwise('iadd', g.bits(normal), toRoot);
  const exponent = g.float(g.bitwise('ior', g.shr(from, fraction), whole));
  const k = add(sub(exponent, 2 ** fraction + bias), g.select(tiny, -fraction - 2, -0));
  const m = g.float(g.bitwise('iadd', g.bitwise('iand', from, (1n << BigInt(fraction)) - 1n), root));
  return { k, m };
}
