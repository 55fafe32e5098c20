// The machine's own functions differ from one browser or version of Node to another in the last bit. These are sums and
// products alone, and so are the same bits everywhere: those of `exp` and `log` of the kernel of lanes.

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
    ((((2.5105217004720745e-8 * z + 2.7557255400206422e-6) * z + 0.00019841269874820627) * z +
      0.008333333333326136) *
      z +
      0.1666666666666667) *
    r;
  const even =
    ((((2.0914686968086876e-9 * z + 2.75572736431103e-7) * z + 2.4801587325547743e-5) * z +
      0.0013888888888883748) *
      z +
      0.04166666666666667) *
      z +
    0.5;
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

function powerOfTwo(k: number): number {
  halves[0] = 0;
  halves[1] = (k + 1023) << 20;
  return bits[0]!;
}
