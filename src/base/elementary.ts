// The machine's own functions differ from one browser or version of Node to another in the last bit. These are sums and
// products alone, and so are the same bits everywhere: those of the kernel of lanes.

const bits = new Float64Array(1);
// The lower half comes first, as on every machine that runs JavaScript today.
const halves = new Int32Array(bits.buffer);

const ln2 = [0.6931471803691238, 1.9082149292705877e-10] as const;
// 1.5 * 2^52: added to a double below 2^51, it leaves the nearest whole number.
const toWhole = 1.5 * 2 ** 52;

/**
 * Works out e^x within 1 unit in the last place; 0 or Infinity beyond the range of doubles.
 *
 * The steps are those of `exponential` in src/engine/wasm/math, which names its sources.
 *
 * @example
 * exp(1) // => 2.718281828459045
 */
export function exp(x: number): number {
  const bounded = Math.min(712, Math.max(x, -746));
  const k = bounded * Math.LOG2E + toWhole - toWhole;
  const near = bounded - k * ln2[0];
  const far = k * ln2[1];
  const r = near - far;
  const z = r * r;
  const odd =
    ((((2.51003758422237e-8 * z + 2.7557268480289716e-6) * z + 0.00019841269863040559) * z +
      0.008333333333330065) *
      z +
      0.16666666666666669) *
    r;
  const even =
    (((2.7620075892548164e-7 * z + 2.480152132234228e-5) * z + 0.0013888888917196736) * z +
      0.041666666666624164) *
      z +
    0.5000000000000001;
  const value = r + (z * (odd + even) + (near - r - far)) + 1;
  // In two steps: 2^k alone may lie beyond the range.
  const half = k * 0.5 + toWhole - toWhole;
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}

/**
 * Works out ln(x) within 1 unit in the last place: -Infinity at 0, NaN below.
 *
 * The steps are those of `logarithm` in src/engine/wasm/math, which names its sources.
 *
 * @example
 * log(10) // => 2.302585092994046
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? x : Number.NaN;
  const tiny = x < 2 ** -1022;
  bits[0] = tiny ? x * 2 ** 54 : x;
  // x = 2^k m, counted from sqrt(1/2), so that the exponent steps there and not at 1.
  const from = halves[1]! + 0x0009_5f62;
  const k = (from >>> 20) - 1023 + (tiny ? -54 : 0);
  halves[1] = (from & 0x000f_ffff) + 0x3fe6_a09e;
  const f = bits[0] - 1;
  const s = f / (f + 2);
  const z = s * s;
  const w = z * z;
  const half = f * f * 0.5;
  const odd =
    (((0.1308803485097477 * w + 0.15386244737621896) * w + 0.22222222392581045) * w + 0.40000000000000885) *
    z;
  const even =
    ((0.1326863836926161 * w + 0.18181795547521132) * w + 0.28571428570799784) * w + 0.6666666666666666;
  return k * ln2[0] - (half - (s * (half + z * (odd + even)) + k * ln2[1]) - f);
}

/**
 * Works out ln(1 + x) within 3 units in the last place.
 *
 * Kahan, in the HP-15C Advanced Functions Handbook (1982), appendix: what 1 + x loses to rounding is made good by a factor.
 *
 * @example
 * log1p(1e-20) // => 1e-20
 */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Infinity) return x;
  return log(u) * (x / (u - 1));
}

/**
 * Works out x^y within 2 units in the last place, as `Math.pow` has it for zeros, infinities, NaN and negative x.
 *
 * The steps are those of `power` in src/engine/wasm/math, which names its sources.
 *
 * @example
 * pow(-8, 3) // => -512
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5) return x === -Infinity ? Infinity : Math.sqrt(x + 0);
  const size = Math.abs(x);
  if (Number.isNaN(x) || Number.isNaN(y) || (size === 1 && Math.abs(y) === Infinity)) return Number.NaN;
  const isWhole = Math.trunc(y) === y;
  if (x < 0 && x > -Infinity && !isWhole) return Number.NaN;
  const value = size > 0 && size < Infinity ? powerOf(size, y) : (size === 0) === y > 0 ? 0 : Infinity;
  const isOdd = isWhole && Math.trunc(y * 0.5) !== y * 0.5;
  return isOdd && (x < 0 || Object.is(x, -0)) ? -value : value;
}

/** Raises a positive finite x: exp(y ln x) with the logarithm and the product in two doubles each. */
function powerOf(x: number, y: number): number {
  const [logHigh, logLow] = fineLog(x);
  // Beyond this y a larger one changes nothing.
  const bounded = Math.min(2 ** 70, Math.max(y, -(2 ** 70)));
  const [high, error] = product(logHigh, bounded);
  const low = error + logLow * bounded;
  const held = Math.min(800, Math.max(high, -800));
  const k = held * Math.LOG2E + toWhole - toWhole;
  const [near, far] = sum(held - k * ln2[0], (Math.abs(high) < 800 ? low : 0) - k * ln2[1]);
  const value = near + (near * near * polynomial(near, quadratic) + far) + 1;
  return value * powerOfTwo(Math.floor(k / 2)) * powerOfTwo(Math.ceil(k / 2));
}

const quadratic = [
  0.5000000000000001, 0.16666666666666669, 0.041666666666624164, 0.008333333333330065, 0.0013888888917196736,
  0.00019841269863040559, 2.480152132234228e-5, 2.7557268480289716e-6, 2.7620075892548164e-7,
  2.51003758422237e-8,
];
const fine = [
  0.2, 0.14285714285714282, 0.11111111111114234, 0.09090909089822495, 0.07692307881454082,
  0.06666648198981523, 0.05883409510829156, 0.052280975549217755, 0.05381810759734135,
];
const third = [0.3333333333333333, 1.850371707708594e-17] as const;
const ln2Fine = [0.6931471805598903, 5.497923018708371e-14] as const;

/** Works out ln(x) of a positive finite x to about 2^-65 of its size, as a sum of two doubles. */
function fineLog(x: number): readonly [number, number] {
  const tiny = x < 2 ** -1022;
  bits[0] = tiny ? x * 2 ** 54 : x;
  const from = halves[1]! + 0x0009_5f62;
  const k = (from >>> 20) - 1023 + (tiny ? -54 : 0);
  halves[1] = (from & 0x000f_ffff) + 0x3fe6_a09e;
  const m = bits[0];
  const f = m - 1;
  const above = m + 1;
  const inverse = 1 / above;
  const s = f * inverse;
  const [back, backLow] = product(s, above);
  const left = f - back - backLow - s * (m - (above - 1));
  const sLow = left * inverse;
  const [z, squareLow] = product(s, s);
  const zLow = squareLow + s * sLow * 2;
  const [q, qError] = sumOrdered(third[0], z * polynomial(z, fine));
  const qLow = qError + third[1];
  const [w, wError] = product(z, q);
  const wLow = wError + (z * qLow + zLow * q);
  const [u, uError] = product(s, w);
  const uLow = uError + (s * wLow + sLow * w);
  const [half, halfError] = sumOrdered(s, u);
  const halfLow = halfError + (sLow + uLow);
  const [all, allLow] = sumOrdered(k * ln2Fine[0], half * 2);
  return sumOrdered(all, allLow + (halfLow * 2 + k * ln2Fine[1]));
}

// Even and odd powers apart, as the kernel of lanes has them.
function polynomial(x: number, coefficients: readonly number[]): number {
  const square = x * x;
  let [even, odd] = [0, 0];
  for (let i = coefficients.length - 1; i >= 0; i--) {
    if (i % 2 === 0) even = even * square + coefficients[i]!;
    else odd = odd * square + coefficients[i]!;
  }
  return odd * x + even;
}

function sumOrdered(a: number, b: number): readonly [number, number] {
  const high = a + b;
  return [high, b - (high - a)];
}

function sum(a: number, b: number): readonly [number, number] {
  const high = a + b;
  const back = high - a;
  return [high, a - (high - back) + (b - back)];
}

function product(a: number, b: number): readonly [number, number] {
  const high = a * b;
  const a1 = upperHalf(a);
  const b1 = upperHalf(b);
  const [a2, b2] = [a - a1, b - b1];
  return [high, a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2];
}

function upperHalf(a: number): number {
  const scaled = a * 134_217_729;
  return scaled - (scaled - a);
}

function powerOfTwo(k: number): number {
  halves[0] = 0;
  halves[1] = (k + 1023) << 20;
  return bits[0]!;
}
