/** The coefficients of Godfrey for the logarithm of the gamma function, after the first. */
export const lanczos: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
/** The first of them. */
export const lanczosFirst = 0.99999999999980993;

/**
 * Functions that a program's equations call. Half a step of slack in `step` and `pulse` keeps the rounding of times
 * such as 3 * 0.1 from moving an event by a step. A lookup holds its first and last value beyond its ends.
 */
export const prelude: readonly string[] = `
function look(points, x) {
  const last = points.length - 2;
  if (!(x > points[0])) return x <= points[0] ? points[1] : NaN;
  if (x >= points[last]) return points[last + 1];
  let low = 0;
  let high = last >> 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[2 * middle] <= x) low = middle;
    else high = middle;
  }
  const x0 = points[2 * low];
  const y0 = points[2 * low + 1];
  return y0 + ((points[2 * high + 1] - y0) * (x - x0)) / (points[2 * high] - x0);
}
const step = (t, height, from) => (t + slack > from ? height : 0);
const pulse = (t, from, width) => (t + slack > from && t + slack < from + Math.max(width, dt) ? 1 : 0);
const pulseTrain = (t, from, width, every, until) =>
  t + slack > from && t + slack < until + dt && (every > 0 ? (t + slack - from) % every : 0) < Math.max(width, dt) ? 1 : 0;
const ramp = (t, slope, from, until) => (t > from ? slope * (Math.min(t, until) - from) : 0);
const xidz = (a, b, x) => (Math.abs(b) < 1e-6 ? x : a / b);
const zidz = (a, b) => (Math.abs(b) < 1e-6 ? 0 : a / b);
const log = (x, base) => Math.log(x) / Math.log(base);
// Lanczos (1964), with the nine coefficients of Godfrey: right to fifteen digits.
function gammaLn(x) {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - gammaLn(1 - x);
  const z = x - 1;
  let sum = ${lanczosFirst};
  for (let i = 0; i < lanczos.length; i++) sum += lanczos[i] / (z + i + 1);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(z + 7.5) - (z + 7.5) + Math.log(sum);
}
const lanczos = [${lanczos.join(', ')}];
const quantum = (x, unit) => (unit <= 0 ? x : unit * Math.trunc(x / unit));
`
  .trim()
  .split('\n');
