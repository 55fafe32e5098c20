/**
 * Functions that a program's equations call. Half a step of care in `step` and `pulse` keeps the rounding of times
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
const step = (t, height, from) => (t + dt / 2 > from ? height : 0);
const pulse = (t, from, width) => (t + dt / 2 > from && t + dt / 2 < from + Math.max(width, dt) ? 1 : 0);
const pulseTrain = (t, from, width, every, until) =>
  t + dt / 2 > from && t < until && (t + dt / 2 - from) % every < Math.max(width, dt) ? 1 : 0;
const ramp = (t, slope, from, until) => (t > from ? slope * (Math.min(t, until) - from) : 0);
const xidz = (a, b, x) => (Math.abs(b) < 1e-6 ? x : a / b);
const zidz = (a, b) => (Math.abs(b) < 1e-6 ? 0 : a / b);
const log = (x, base) => Math.log(x) / Math.log(base);
const quantum = (x, unit) => (unit <= 0 ? x : unit * Math.trunc(x / unit));
// One ring of past inputs for each delay; it only grows, so later runs allocate nothing. A delay that outlasts the run, or
// whose time is undefined, never gives anything but its first value.
const rings = [];
const ringSteps = [];
const ringAt = [];
function startRing(i, time, initial) {
  const wanted = Math.floor(time / dt + 0.5);
  const steps = wanted < ringMost ? Math.max(1, wanted) : ringMost;
  if (!rings[i] || rings[i].length < steps) rings[i] = new Float64Array(steps);
  rings[i].fill(initial);
  ringSteps[i] = steps;
  ringAt[i] = 0;
  return initial;
}
function turnRing(i, place) {
  const ring = rings[i];
  if (!ring) return;
  const at = ringAt[i];
  ring[at] = d[place];
  ringAt[i] = at + 1 === ringSteps[i] ? 0 : at + 1;
  v[place] = ring[ringAt[i]];
}
`
  .trim()
  .split('\n');
