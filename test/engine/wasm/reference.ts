/**
 * Elementary functions to more than sixty digits, in whole numbers: every value is a whole number of 2^-240. Written
 * from the series of textbooks, and sharing nothing with the code that it checks.
 */
const places = 240n;
const one = 1n << places;

/** A value far more exact than a double: `value` whole numbers of 2^`exponent`. */
export interface Exact {
  readonly value: bigint;
  readonly exponent: number;
}

const times = (a: bigint, b: bigint) => (a * b) >> places;
const over = (a: bigint, b: bigint) => (a << places) / b;

/** Splits a finite double into a whole number and a power of two. */
export function takeApart(x: number): Exact {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!;
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const size = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { value: x < 0 ? -size : size, exponent: Math.max(biased, 1) - 1075 };
}

const shifted = (value: bigint, by: number) => (by >= 0 ? value << BigInt(by) : value >> BigInt(-by));

const fixed = (x: number) => {
  const { value, exponent } = takeApart(x);
  return shifted(value, exponent + Number(places));
};

/** Sums first * (1 + r(1) + r(1) r(2) + ...) until nothing is left. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let sum = first;
  let n = 1n;
  for (let term = next(first, n); term !== 0n && term !== -1n; term = next(term, ++n)) sum += term;
  return sum;
}

/** atanh(s), or atan(s) with alternating signs, of a small s. */
function odd(s: bigint, sign: bigint): bigint {
  const square = times(s, s);
  let sum = s;
  let power = s;
  for (let n = 3n; ; n += 2n) {
    power = sign * times(power, square);
    const term = power / n;
    if (term === 0n) return sum;
    sum += term;
  }
}

const ln2 = 2n * odd(one / 3n, 1n);
const pi = 4n * (4n * odd(one / 5n, -1n) - odd(one / 239n, -1n));

function exponential(x: bigint): Exact {
  const k = x / ln2;
  // A small argument for the series, and its power afterwards.
  let value = series(one, (term, n) => times(term, (x - k * ln2) >> 8n) / n);
  for (let i = 0; i < 8; i++) value = times(value, value);
  return { value, exponent: Number(k) - Number(places) };
}

function logarithm(x: number): bigint {
  const { value, exponent } = takeApart(x);
  const digits = value.toString(2).length;
  let k = exponent + digits;
  let m = shifted(value, Number(places) - digits);
  if (m * m < 1n << (2n * places - 1n)) {
    m *= 2n;
    k -= 1;
  }
  return 2n * odd(over(m - one, m + one), 1n) + BigInt(k) * ln2;
}

function root(a: bigint): bigint {
  const wanted = a << places;
  let x = 1n << BigInt((wanted.toString(2).length + 2) >> 1);
  for (;;) {
    const next = (x + wanted / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

function arctangent(x: bigint): bigint {
  if (x < 0n) return -arctangent(-x);
  if (x > one) return pi / 2n - arctangent(over(one, x));
  let t = x;
  for (let i = 0; i < 3; i++) t = over(t, one + root(one + times(t, t)));
  return 8n * odd(t, -1n);
}

function sineCosine(x: bigint): [sin: bigint, cos: bigint] {
  const quarter = (2n * x + (x < 0n ? -pi / 2n : pi / 2n)) / pi;
  const rest = x - (quarter * pi) / 2n;
  const square = times(rest, rest);
  const sin = series(rest, (term, n) => -times(term, square) / (2n * n * (2n * n + 1n)));
  const cos = series(one, (term, n) => -times(term, square) / (2n * n * (2n * n - 1n)));
  const turns = Number(((quarter % 4n) + 4n) % 4n);
  return [
    [sin, cos, -sin, -cos],
    [cos, -sin, -cos, sin],
  ].map((of) => of[turns]!) as [bigint, bigint];
}

const plain = (value: bigint): Exact => ({ value, exponent: -Number(places) });

/** e^x and e^-x as whole numbers of 2^-240, for x below a thousand. */
const bothWays = (x: number) =>
  [fixed(x), -fixed(x)].map((at) => {
    const { value, exponent } = exponential(at);
    return shifted(value, exponent + Number(places));
  }) as [bigint, bigint];

/** The functions by the names of `Math`; arguments where the value is finite. */
export const reference: Readonly<Record<string, (x: number, y: number) => Exact>> = {
  exp: (x) => exponential(fixed(x)),
  log: (x) => plain(logarithm(x)),
  pow: (x, y) => {
    const { value, exponent } = takeApart(y);
    return exponential(shifted(logarithm(x) * value, exponent));
  },
  sin: (x) => plain(sineCosine(fixed(x))[0]),
  cos: (x) => plain(sineCosine(fixed(x))[1]),
  tan: (x) => {
    const [sin, cos] = sineCosine(fixed(x));
    return plain(over(sin, cos));
  },
  asin: (x) => plain(arctangent(over(fixed(x), root(one - times(fixed(x), fixed(x)))))),
  acos: (x) => plain(2n * arctangent(root(over(one - fixed(x), one + fixed(x))))),
  atan: (x) => plain(arctangent(fixed(x))),
  sinh: (x) => {
    const [up, down] = bothWays(x);
    return plain((up - down) / 2n);
  },
  cosh: (x) => {
    const [up, down] = bothWays(x);
    return plain((up + down) / 2n);
  },
  tanh: (x) => {
    const [up, down] = bothWays(x);
    return plain(over(up - down, up + down));
  },
};

/** How far a double lies from an exact value, in units of its own last place. */
export function unitsOff(found: number, { value, exponent }: Exact): number {
  if (!Number.isFinite(found)) return Number.POSITIVE_INFINITY;
  const own = takeApart(found);
  // Forty binary places more than the unit.
  const wanted = shifted(value, exponent - own.exponent + 40);
  const off = Number(wanted - (own.value << 40n));
  return Math.abs(off) / 2 ** 40;
}
