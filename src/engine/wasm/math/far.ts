/** Angles beyond this go the slow way: the multiples of pi/2 up to here are exact in parts of 33 bits. */
export const farFrom = 1_000_000;

// As many binary digits of pi as the greatest double needs.
const digits = 1300n;

/**
 * Takes whole quarter turns off an angle beyond a million: what is left lies from -pi/4 to pi/4. An angle within a million
 * stays as it is; one without end gives NaN.
 *
 * @example
 * farAngle(1e22) // => 0.5506...
 * farAngle(3) // => 3
 */
export function farAngle(x: number): number {
  if (!isFar(x)) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const { rest } = parts(x);
  const length = (rest < 0n ? -rest : rest).toString(2).length;
  const drop = length > 100 ? BigInt(length - 100) : 0n;
  return Number(rest >> drop) * 2 ** (Number(drop) - 1000) * 2 ** (1000 - Number(digits));
}

/**
 * Counts the quarter turns, by four, that `farAngle` takes off.
 *
 * @example
 * farQuarter(1e22) // => 3
 */
export function farQuarter(x: number): number {
  return isFar(x) && Number.isFinite(x) ? parts(x).quarter : 0;
}

const isFar = (x: number) => x > farFrom || x < -farFrom;

/** Whole numbers of 1,300 bits, so that no digit of pi is missing. */
function parts(x: number): { readonly rest: bigint; readonly quarter: number } {
  halfTurn ??= halfOfPi();
  // Below 2^900 an angle may have digits behind the point.
  const large = x > 2 ** 900 || x < -(2 ** 900);
  const scaled = BigInt(x * 2 ** (large ? 0 : 53)) << (large ? digits : digits - 53n);
  const twice = 2n * scaled + halfTurn;
  const turn = 2n * halfTurn;
  const whole = twice / turn - (twice % turn < 0n ? 1n : 0n);
  return { rest: scaled - whole * halfTurn, quarter: Number(((whole % 4n) + 4n) % 4n) };
}

let halfTurn: bigint | undefined;

/** Machin's formula, pi/4 = 4 atan(1/5) - atan(1/239), with 64 digits to spare. */
function halfOfPi(): bigint {
  const inverseTangent = (n: bigint) => {
    let sum = 0n;
    let [term, k, sign] = [(1n << (digits + 64n)) / n, 1n, 1n];
    for (; term !== 0n; term /= n * n, k += 2n, sign = -sign) sum += (sign * term) / k;
    return sum;
  };
  return (2n * (4n * inverseTangent(5n) - inverseTangent(239n))) >> 64n;
}
