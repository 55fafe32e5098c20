import { exp, log } from '../base/elementary.js';

/**
 * Returns the point below which a standard normal variable falls with probability u.
 *
 * Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37(3):477-484; relative error about 1e-16.
 * u = 0 and u = 1 give -Infinity and Infinity; anything outside [0, 1] gives NaN.
 *
 * @example
 * normalQuantile(0.975) // => 1.959963984540054
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return q * ratio(centre, r);
  }
  const tail = q < 0 ? u : 1 - u;
  if (tail <= 0) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  const r = Math.sqrt(-log(tail));
  const z = r <= 5 ? ratio(shoulder, r - 1.6) : ratio(farTail, r - 5);
  return q < 0 ? -z : z;
}

/**
 * Returns the probability that a standard normal variable is at most z.
 *
 * Absolute error below 3e-16; relative error in the lower tail below 2e-13 down to z = -37.
 *
 * @example
 * normalCdf(0) // => 0.5
 */
export function normalCdf(z: number): number {
  return z < 0 ? 0.5 * erfc(-z * Math.SQRT1_2) : 1 - 0.5 * erfc(z * Math.SQRT1_2);
}

/**
 * Returns the natural logarithm of the standard normal density at z.
 *
 * @example
 * normalLogDensity(0) // => -0.9189385332046728
 */
export function normalLogDensity(z: number): number {
  return -0.5 * z * z - 0.9189385332046728;
}

/**
 * Returns the complementary error function at x.
 *
 * Below 2 the series of positive terms (Abramowitz and Stegun 7.1.6), above it the continued fraction
 * (7.1.14) evaluated from its tail: no table of coefficients, and an error near one rounding.
 *
 * @example
 * erfc(0) // => 1
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 27) return 0;
  return x < 2 ? 1 - erfBySeries(x) : erfcByFraction(x);
}

function erfBySeries(x: number): number {
  const square = 2 * x * x;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= square / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * exp(-x * x) * sum;
}

function erfcByFraction(x: number): number {
  // 70 levels reach a relative error of 1e-16 at x = 2; fewer are needed further out.
  const levels = Math.ceil(12 + 240 / (x * x));
  let fraction = x;
  for (let n = levels; n >= 1; n--) fraction = x + n / 2 / fraction;
  return expOfMinusSquare(x) / (fraction * ROOT_PI);
}

// exp(-x*x) loses digits because x*x is rounded; splitting x makes the large part exact.
function expOfMinusSquare(x: number): number {
  const head = Math.round(x * 1024) / 1024;
  return exp(-head * head) * exp(-(x - head) * (x + head));
}

const ROOT_PI = 1.772453850905516;
const TWO_OVER_ROOT_PI = 1.1283791670955126;

interface Rational {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

function ratio({ top, bottom }: Rational, x: number): number {
  let above = top[7]!;
  let below = bottom[7]!;
  for (let i = 6; i >= 0; i--) {
    above = above * x + top[i]!;
    below = below * x + bottom[i]!;
  }
  return above / below;
}

// Coefficients of AS 241, by rising power; the three ranges of its section 2.
const centre: Rational = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};
const shoulder: Rational = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const farTail: Rational = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};
