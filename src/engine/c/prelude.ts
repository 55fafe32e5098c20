import { NA } from '../../sd/syntax/expression.js';

/** A function of the language as C, and the others that it calls. */
interface Piece {
  readonly needs?: readonly string[];
  readonly text: string;
}

/**
 * Writes the functions that a program calls, and those that they call, before their callers. `real` is the type of all
 * values; half a step of slack keeps the rounding of times such as 3 * 0.1 from moving an event by a step.
 *
 * @example
 * preludeOfC(['zidz'])[0] // => 'static inline real zidz(real a, real b) { return fabs(b) < 1e-6 ? 0 : a / b; }'
 */
export function preludeOfC(used: Iterable<string>): string[] {
  const done = new Set<string>();
  const lines: string[] = [];
  const add = (name: string) => {
    if (done.has(name)) return;
    done.add(name);
    const piece = pieces[name];
    if (!piece) throw new Error(`no function ${name} in C`);
    for (const need of piece.needs ?? []) add(need);
    lines.push(...piece.text.trim().split('\n'));
  };
  for (const name of used) add(name);
  return lines;
}

const pieces: Readonly<Record<string, Piece>> = {
  // What is undefined stays undefined; fmin and fmax would drop it.
  smaller: { text: 'static inline real smaller(real a, real b) { return a < b || isnan(a) ? a : b; }' },
  larger: { text: 'static inline real larger(real a, real b) { return a > b || isnan(a) ? a : b; }' },
  power: {
    text: `
// As in Steelyard, the power of 1 to what is undefined or endless is undefined.
static inline real power(real a, real b) { return isnan(b) || (isinf(b) && fabs(a) == 1) ? NAN : pow(a, b); }`,
  },
  xidz: {
    text: 'static inline real xidz(real a, real b, real x) { return fabs(b) < 1e-6 ? x : a / b; }',
  },
  zidz: { text: 'static inline real zidz(real a, real b) { return fabs(b) < 1e-6 ? 0 : a / b; }' },
  log_to: { text: 'static inline real log_to(real x, real base) { return log(x) / log(base); }' },
  quantum: {
    text: 'static inline real quantum(real x, real unit) { return unit <= 0 ? x : unit * trunc(x / unit); }',
  },
  step_up: {
    text: 'static inline real step_up(real t, real height, real from) { return t + slack > from ? height : 0; }',
  },
  pulse: {
    needs: ['larger'],
    text: `
static inline real pulse(real t, real from, real width) {
  return t + slack > from && t + slack < from + larger(width, dt) ? 1 : 0;
}`,
  },
  pulse_train: {
    needs: ['larger'],
    text: `
static inline real pulse_train(real t, real from, real width, real every, real until) {
  const real since = every > 0 ? fmod(t + slack - from, every) : 0;
  return t + slack > from && t + slack < until + dt && since < larger(width, dt) ? 1 : 0;
}`,
  },
  ramp: {
    needs: ['smaller'],
    text: `
static inline real ramp(real t, real slope, real from, real until) {
  return t > from ? slope * (smaller(t, until) - from) : 0;
}`,
  },
  gamma_ln: {
    text: `
// Lanczos (1964), with the nine coefficients of Godfrey.
static real gamma_ln(real x) {
  static const real lanczos[] = {676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
  const real pi = 3.141592653589793;
  if (x < 0.5) return log(pi / fabs(sin(pi * x))) - gamma_ln(1 - x);
  const real z = x - 1;
  real sum = 0.99999999999980993;
  for (int i = 0; i < 8; i++) sum += lanczos[i] / (z + i + 1);
  return 0.5 * log(2 * pi) + (z + 0.5) * log(z + 7.5) - (z + 7.5) + log(sum);
}`,
  },
  points: {
    text: `
// Points of a lookup or of data: x, y, x, y, and so on; last is where the last x stands.
struct points { int last; const real *at; };`,
  },
  look: {
    needs: ['points'],
    text: `
static real look(struct points p, real x) {
  if (p.last < 0) return NAN;
  if (!(x > p.at[0])) return x <= p.at[0] ? p.at[1] : NAN;
  if (x >= p.at[p.last]) return p.at[p.last + 1];
  int low = 0, high = p.last / 2;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    if (p.at[2 * middle] <= x) low = middle; else high = middle;
  }
  const real x0 = p.at[2 * low], y0 = p.at[2 * low + 1];
  return y0 + ((p.at[2 * high + 1] - y0) * (x - x0)) / (p.at[2 * high] - x0);
}`,
  },
  look_forward: {
    needs: ['points'],
    text: `
static real look_forward(struct points p, real x) {
  int i = 0;
  while (i < p.last && p.at[i] < x) i += 2;
  return isnan(x) ? NAN : p.at[i + 1];
}`,
  },
  look_backward: {
    needs: ['points'],
    text: `
static real look_backward(struct points p, real x) {
  int i = p.last;
  while (i > 0 && p.at[i] > x) i -= 2;
  return isnan(x) ? NAN : p.at[i + 1];
}`,
  },
  look_on: {
    needs: ['look'],
    text: `
static real look_on(struct points p, real x) {
  const int i = x < p.at[0] ? 0 : x > p.at[p.last] ? p.last - 2 : -1;
  if (i < 0 || p.last == 0) return look(p, x);
  const real run = p.at[i + 2] - p.at[i];
  const int end = x < p.at[0] ? 0 : p.last;
  return run > 0 ? p.at[end + 1] + ((p.at[i + 3] - p.at[i + 1]) / run) * (x - p.at[end]) : p.at[end + 1];
}`,
  },
  look_invert: {
    needs: ['points'],
    text: `
static real look_invert(struct points p, real y) {
  const real *at = p.at;
  for (int i = 1; i <= p.last + 1; i += 2) {
    if (at[i] == y) return at[i - 1];
    if (i <= p.last && (y - at[i]) * (y - at[i + 2]) < 0)
      return at[i - 1] + ((at[i + 1] - at[i - 1]) * (y - at[i])) / (at[i + 2] - at[i]);
  }
  return isnan(y) ? NAN : ${NA};
}`,
  },
  look_area: {
    needs: ['look'],
    text: `
// The area from the first point on, negative to its left.
static real area_to(struct points p, real x) {
  if (x <= p.at[0]) return p.at[1] * (x - p.at[0]);
  real area = 0;
  int i = 0;
  for (; i < p.last && p.at[i + 2] <= x; i += 2) area += ((p.at[i + 1] + p.at[i + 3]) / 2) * (p.at[i + 2] - p.at[i]);
  return area + ((p.at[i + 1] + look(p, x)) / 2) * (x - p.at[i]);
}
static real look_area(struct points p, real from, real to) { return area_to(p, to) - area_to(p, from); }`,
  },
  look_slope: {
    needs: ['points'],
    text: `
static real slope_at(struct points p, int i) { return (p.at[i + 3] - p.at[i + 1]) / (p.at[i + 2] - p.at[i]); }
// Between two points that of their line, at a point the mean of those around it; beyond the ends what the mode says.
static real look_slope(struct points p, real x, real mode) {
  if (isnan(x)) return NAN;
  if (x < p.at[0] || x > p.at[p.last] || p.last == 0) {
    if (mode < 0) return ${NA};
    return mode > 0 && p.last > 0 ? slope_at(p, x < p.at[0] ? 0 : p.last - 2) : 0;
  }
  int i = 0;
  while (p.at[i + 2] < x) i += 2;
  if (p.at[i] == x && i == 0) return p.at[2] == x ? ${NA} : slope_at(p, 0);
  if (p.at[i + 2] != x || i + 2 == p.last) return slope_at(p, i);
  return p.at[i + 4] == x ? ${NA} : (slope_at(p, i) + slope_at(p, i + 2)) / 2;
}`,
  },
  data_place: {
    needs: ['points'],
    text: `
// The last point at or before a time; -2 before the first.
static int data_place(struct points p, real t) {
  int low = -1, high = p.last / 2 + 1;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    if (p.at[2 * middle] <= t + dt * 1e-6) low = middle; else high = middle;
  }
  return 2 * low;
}`,
  },
  data_hold: {
    needs: ['data_place'],
    text: `
static real data_hold(struct points p, real t) {
  const int at = data_place(p, t);
  return p.at[at < 0 ? 1 : at + 1];
}`,
  },
  data_forward: {
    needs: ['data_place'],
    text: `
static real data_forward(struct points p, real t) {
  const int at = data_place(p, t);
  if (at >= 0 && p.at[at] >= t - dt * 1e-6) return p.at[at + 1];
  return p.at[(at + 2 < p.last ? at + 2 : p.last) + 1];
}`,
  },
  data_raw: {
    needs: ['data_place'],
    text: `
static real data_raw(struct points p, real t) {
  const int at = data_place(p, t);
  return at >= 0 && p.at[at] >= t - dt * 1e-6 ? p.at[at + 1] : ${NA};
}`,
  },
};
