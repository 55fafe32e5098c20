import { hasPosts } from '../javascript-delays.js';
import type { Plan } from '../javascript-plan.js';

/**
 * Writes what the delays of a C program need: a ring of past inputs for each, or all inputs where the step changes; and
 * posts, where each input is put down at the step at which it comes out, for delays whose time varies.
 */
export function delaysOfC(plan: Plan): string[] {
  if (plan.delaySize === 0) return [];
  const posts = hasPosts(plan);
  const turn = posts ? '    if (posts[i].values) { out[i] = in[i]; continue; }\n' : '';
  const text = [
    plan.clock.changing ? histories(plan.clock.steps) : rings(plan.clock.saveSteps.at(-1)! + 1),
    ...(posts ? [postsText(plan.clock.steps + 2)] : []),
    `
static void turn_delays(void) {
  real *out = (real *)&delay;
  const real *in = (const real *)&taken;
  for (int i = 0; i < ${plan.delaySize}; i++) {
${turn}${plan.clock.changing ? turnHistory : turnRing}
  }
}`,
  ]
    .join('\n')
    .replaceAll('DELAYS', String(plan.delaySize));
  const lines = text.trim().split('\n');
  return posts
    ? [
        'static struct { real *values; char *full; } posts[DELAYS];'.replace(
          'DELAYS',
          String(plan.delaySize),
        ),
        ...lines,
      ]
    : lines;
}

const rings = (most: number) => `
// Past inputs of each delay; one that outlasts the run never gives anything but its first value.
static struct { real *past; int steps, at; } rings[DELAYS];
static real start_ring(int i, real time, real initial) {
  const real wanted = floor(time / dt + 0.5);
  const int steps = wanted < ${most} ? (wanted > 1 ? (int)wanted : 1) : ${most};
  rings[i].past = malloc((size_t)steps * sizeof(real));
  if (!rings[i].past) exit(1);
  for (int k = 0; k < steps; k++) rings[i].past[k] = initial;
  rings[i].steps = steps;
  return initial;
}`;

const turnRing = `    if (!rings[i].past) continue;
    rings[i].past[rings[i].at] = in[i];
    rings[i].at = rings[i].at + 1 == rings[i].steps ? 0 : rings[i].at + 1;
    out[i] = rings[i].past[rings[i].at];`;

const histories = (steps: number) => `
// All inputs of each delay, since the step changes.
static struct { real *past, time, first; } histories[DELAYS];
static real start_ring(int i, real time, real initial) {
  histories[i].past = malloc(${steps + 1} * sizeof(real));
  if (!histories[i].past) exit(1);
  histories[i].time = time > 0 ? time : time <= 0 ? 0 : time;
  histories[i].first = initial;
  return initial;
}`;

const turnHistory = `    if (!histories[i].past) continue;
    histories[i].past[n] = in[i];
    const real until = step_times[n + 1] - histories[i].time + step_sizes[n] / 2;
    int at = n;
    while (at >= 0 && step_times[at] >= until) at--;
    out[i] = at < 0 ? histories[i].first : histories[i].past[at];`;

const postsText = (length: number) => `
// What is to come out of a delay at which step, and whether anything is.
static real arrival(real time) {
  const real steps = floor(time / dt + 0.5);
  return steps > 1 || isnan(steps) ? steps : 1;
}
static real start_post(int i, real time, real initial) {
  posts[i].values = calloc(${length}, sizeof(real));
  posts[i].full = calloc(${length}, 1);
  if (!posts[i].values || !posts[i].full) exit(1);
  for (int at = 1; at < ${length} && at < arrival(time); at++) {
    posts[i].values[at] = initial;
    posts[i].full[at] = 1;
  }
  return initial;
}
static real post_material(int i, real input, real time, real missing) {
  if (!whole) return 0;
  const real at = n + arrival(time);
  if (at < ${length}) {
    posts[i].values[(int)at] = posts[i].full[(int)at] ? posts[i].values[(int)at] + input : input;
    posts[i].full[(int)at] = 1;
  }
  return posts[i].full[n + 1] ? posts[i].values[n + 1] : missing;
}
static real post_information(int i, real input, real time, real present) {
  if (!whole) return 0;
  const real at = n + arrival(time);
  if (at < ${length}) {
    posts[i].values[(int)at] = input;
    posts[i].full[(int)at] = 1;
    for (int later = (int)at + 1; later < ${length}; later++) posts[i].full[later] = 0;
  }
  return posts[i].full[n + 1] ? posts[i].values[n + 1] : present;
}`;
