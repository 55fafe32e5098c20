/** Angles beyond this go the slow way: the multiples of pi/2 up to here are exact in parts of 33 bits. */
export const farFrom = 1_000_000;

/**
 * JavaScript for angles beyond a million: `farAngle(x)` lies from -pi/4 to pi/4, `farQuarter(x)` is the number of
 * quarter turns taken off, by four. Whole numbers of 1,300 bits, so that no digit of pi is missing; the digits come from
 * Machin's formula pi/4 = 4 atan(1/5) - atan(1/239).
 */
export const farText: readonly string[] = `
const farDigits = 1300n;
let halfTurn;
function farParts(x) {
  const inverseTangent = (n) => {
    let sum = 0n;
    for (let term = (1n << (farDigits + 64n)) / n, k = 1n, sign = 1n; term !== 0n; term /= n * n, k += 2n, sign = -sign)
      sum += (sign * term) / k;
    return sum;
  };
  halfTurn ??= (2n * (4n * inverseTangent(5n) - inverseTangent(239n))) >> 64n;
  const scaled = BigInt(x * 2 ** (x > 2 ** 900 || x < -(2 ** 900) ? 0 : 53)) << (x > 2 ** 900 || x < -(2 ** 900) ? farDigits : farDigits - 53n);
  const twice = 2n * scaled + halfTurn;
  const whole = twice / (2n * halfTurn) - (twice % (2n * halfTurn) < 0n ? 1n : 0n);
  return [scaled - whole * halfTurn, Number(((whole % 4n) + 4n) % 4n)];
}
const farAngle = (x) => {
  if (!(x > ${farFrom} || x < -${farFrom})) return x;
  if (!Number.isFinite(x)) return NaN;
  const rest = farParts(x)[0];
  const digits = (rest < 0n ? -rest : rest).toString(2).length;
  const drop = digits > 100 ? BigInt(digits - 100) : 0n;
  return Number(rest >> drop) * 2 ** (Number(drop) - 1000) * 2 ** (1000 - Number(farDigits));
};
const farQuarter = (x) => (!(x > ${farFrom} || x < -${farFrom}) || !Number.isFinite(x) ? 0 : farParts(x)[1]);
`
  .trim()
  .split('\n');
