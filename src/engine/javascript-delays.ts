import type { Plan } from './javascript-plan.js';

/**
 * Writes what a program's delays need. A fixed delay is a ring of past inputs when all steps are alike; when the
 * step changes it keeps all inputs, and looks for the last one that is old enough. Delays whose time varies put each
 * input down at the step at which it is to come out.
 */
export function delayFunctions(plan: Plan): readonly string[] {
  if (plan.delaySize === 0) return [];
  const varying = hasPosts(plan);
  const body = [
    plan.clock.changing ? histories : rings(plan.probe ? longestProbe : plan.clock.saveSteps.at(-1)! + 1),
    ...(varying ? [posts(plan.probe ? longestProbe : plan.clock.steps)] : []),
  ];
  const turn = varying ? 'if (turnPost(i, place)) return;\n  ' : '';
  return body.join('\n').replace('/* posts */', turn).trim().split('\n');
}

// A run that only finds out its clock does not know how long it will be.
const longestProbe = 100_000;

/** Tells whether a program has to count its steps where its functions see the count. */
export const countsSteps = (plan: Plan) => plan.clock.changing !== undefined || hasPosts(plan);

/** Tells whether a program has delays whose time varies. */
export const hasPosts = ({ model, offsets }: Plan) =>
  model.variables.some(
    ({ name, equations }) =>
      offsets.has(name) && equations.some(({ right }) => right.kind === 'delay' && right.style !== undefined),
  );

// One ring of past inputs for each delay; it only grows, so later runs allocate nothing. A delay that outlasts the run, or
// whose time is undefined, never gives anything but its first value.
const rings = (most: number) => `
const rings = [];
const ringSteps = [];
const ringAt = [];
function startRing(i, time, initial) {
  const wanted = Math.floor(time / dt + 0.5);
  const steps = wanted < ${most} ? Math.max(1, wanted) : ${most};
  if (!rings[i] || rings[i].length < steps) rings[i] = new Float64Array(steps);
  rings[i].fill(initial);
  ringSteps[i] = steps;
  ringAt[i] = 0;
  return initial;
}
function turnRing(i, place) {
  /* posts */const ring = rings[i];
  if (!ring) return;
  const at = ringAt[i];
  ring[at] = d[place];
  ringAt[i] = at + 1 === ringSteps[i] ? 0 : at + 1;
  v[place] = ring[ringAt[i]];
}
`;

const histories = `
const histories = [];
const delayTimes = [];
const firstValues = [];
function startRing(i, time, initial) {
  histories[i] = histories[i] || new Float64Array(stepTimes.length);
  delayTimes[i] = Math.max(0, time);
  firstValues[i] = initial;
  return initial;
}
function turnRing(i, place) {
  /* posts */const history = histories[i];
  if (!history) return;
  history[n] = d[place];
  const until = stepTimes[n + 1] - delayTimes[i] + stepSizes[n] / 2;
  let at = n;
  while (at >= 0 && stepTimes[at] >= until) at--;
  v[place] = at < 0 ? firstValues[i] : history[at];
}
`;

const posts = (steps: number) => `
const posts = [];
const arrival = (time) => Math.max(1, Math.floor(time / dt + 0.5));
function startPost(i, time, initial) {
  const post = posts[i] || (posts[i] = { values: new Float64Array(${steps} + 2), full: new Uint8Array(${steps} + 2) });
  post.full.fill(0);
  for (let at = 1; at < Math.min(arrival(time), ${steps} + 2); at++) {
    post.values[at] = initial;
    post.full[at] = 1;
  }
  return initial;
}
function postMaterial(i, input, time, missing) {
  const { values, full } = posts[i];
  if (!whole) return 0;
  const at = n + arrival(time);
  if (at < values.length) {
    values[at] = full[at] ? values[at] + input : input;
    full[at] = 1;
  }
  return full[n + 1] ? values[n + 1] : missing;
}
function postInformation(i, input, time, present) {
  const { values, full } = posts[i];
  if (!whole) return 0;
  const at = n + arrival(time);
  if (at < values.length) {
    values[at] = input;
    full[at] = 1;
    full.fill(0, at + 1);
  }
  return full[n + 1] ? values[n + 1] : present;
}
function turnPost(i, place) {
  if (!posts[i]) return false;
  v[place] = d[place];
  return true;
}
`;
