import { drawsNumbers } from '../sd/functions.js';
import { expressionsOf, walk } from '../sd/ir.js';
import type { Plan } from './javascript-plan.js';

/**
 * Writes the functions that draw random numbers, when a program needs them.
 *
 * A draw is worked out from the seed, the stream of its argument, the name of its variable, its element and the
 * number of the step, and from nothing else: the same run gives the same numbers anywhere, in any order, and whatever
 * series are asked for. Distributions are stretched, shifted and cut off as the Vensim reference manual has it
 * ("Random Number Functions"); a value that stays outside its bounds after a thousand draws is moved to the nearer one.
 * Counts of more than a thousand tries, and a mean of more than a thousand, are drawn from the normal distribution of the
 * same mean and deviation, rounded, so that no draw takes longer than a thousand numbers do.
 */
export function randomFunctions(plan: Plan): readonly string[] {
  const draws = [...plan.atStart, ...plan.eachTime].some(({ equation }) => {
    let found = false;
    for (const expr of expressionsOf(equation.right))
      walk(expr, (part) => {
        if (part.kind === 'call' && drawsNumbers(part.fn)) found = true;
      });
    return found;
  });
  return draws ? text(plan.clock.initialTime) : [];
}

// The generator is sfc32 of Chris Doty-Humphrey (PractRand).
const text = (initialTime: number) =>
  `
let ra = 0;
let rb = 0;
let rc = 0;
let rd = 0;
function bits() {
  const sum = (((ra + rb) | 0) + rd) | 0;
  rd = (rd + 1) | 0;
  ra = rb ^ (rb >>> 9);
  rb = (rc + (rc << 3)) | 0;
  rc = (rc << 21) | (rc >>> 11);
  rc = (rc + sum) | 0;
  return sum >>> 0;
}
const uniform = () => (bits() * 2097152 + (bits() >>> 11) + 0.5) / 9007199254740992;
function seedDraw(t, stream, noise, name, cell) {
  ra = Math.imul(Math.trunc(noise), 0x9e3779b1) ^ Math.trunc(stream);
  rb = name | 0;
  rc = Math.imul(cell + 1, 0x85ebca6b);
  rd = Math.floor((t - ${initialTime} + slack) / dt) | 0;
  for (let i = 0; i < 15; i++) bits();
}
function within(least, most, draw) {
  if (!(least <= most)) return Math.min(most, least);
  let value = least;
  for (let i = 0; i < 1000; i++) {
    value = draw();
    // What is undefined will be so again.
    if (!(value < least || value > most)) return value;
  }
  return Math.min(most, Math.max(least, value));
}
const normalDraw = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
// Marsaglia and Tsang (2000).
function gammaDraw(order) {
  if (!(order >= 0 && order < Infinity)) return NaN;
  if (order < 1) return gammaDraw(order + 1) * Math.pow(uniform(), 1 / order);
  const d = order - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw();
    const cube = Math.pow(1 + c * x, 3);
    if (cube > 0 && Math.log(uniform()) < (x * x) / 2 + d - d * cube + d * Math.log(cube)) return d * cube;
  }
}
function poissonDraw(mean) {
  if (mean <= 0) return 0;
  if (mean <= 1000) {
    let count = -1;
    for (let sum = 0; sum < mean; count++) sum -= Math.log(uniform());
    return count;
  }
  return mean < Infinity ? Math.max(0, Math.round(mean + Math.sqrt(mean) * normalDraw())) : mean;
}
// Of many tries the middle one, in order of their numbers, is drawn until few are left: Ahrens and Dieter (1974).
function binomialDraw(share, trials) {
  // Beyond 2^53 one try more is the same number.
  if (!(share === share && trials <= 9007199254740992)) return NaN;
  let count = 0;
  let left = Math.ceil(trials);
  while (left > 1000) {
    const half = Math.floor(left / 2) + 1;
    const x = gammaDraw(half);
    const middle = x / (x + gammaDraw(left + 1 - half));
    if (middle < share) {
      count += half;
      left -= half;
      share = (share - middle) / (1 - middle);
    } else {
      left = half - 1;
      share /= middle;
    }
  }
  for (; left > 0; left--) if (uniform() < share) count++;
  return count;
}
// Tries that fail before many wins are a Poisson number whose mean is drawn from a gamma distribution.
function trialsDraw(share, wins) {
  if (!(share === share && wins < Infinity)) return NaN;
  const all = Math.max(0, Math.ceil(wins));
  if (all === 0 || share >= 1) return all;
  if (share <= 0) return Infinity;
  if (all > 1000) return all + poissonDraw((gammaDraw(all) * (1 - share)) / share);
  const rate = share < 1e-8 ? -share : Math.log(1 - share);
  let count = 0;
  for (let left = all; left > 0; left--) count += Math.max(1, Math.ceil(Math.log(uniform()) / rate));
  return count;
}
function triangleDraw(low, peak, high) {
  const u = uniform();
  const rise = (peak - low) / (high - low);
  return u < rise
    ? low + Math.sqrt(u * (high - low) * (peak - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - peak));
}
function random01(t, noise, name, cell) {
  seedDraw(t, 0, noise, name, cell);
  return uniform();
}
function randomUniform(t, least, most, s, ...key) {
  seedDraw(t, s, ...key);
  return least + (most - least) * uniform();
}
function randomNormal(t, least, most, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => shift + stretch * normalDraw());
}
function randomExponential(t, least, most, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => shift - stretch * Math.log(uniform()));
}
function randomGamma(t, least, most, order, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => shift + stretch * gammaDraw(Math.max(1, order)));
}
function randomBeta(t, least, most, a, b, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => {
    const x = gammaDraw(a);
    return shift + (stretch * x) / (x + gammaDraw(b));
  });
}
function randomWeibull(t, least, most, shape, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  const mean = Math.exp(gammaLn(1 + 1 / shape));
  return within(least, most, () => shift + (stretch * Math.pow(-Math.log(uniform()), 1 / shape)) / mean);
}
function randomTriangular(t, least, most, low, peak, high, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => triangleDraw(low, peak, high));
}
function randomPoisson(t, least, most, mean, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => shift + stretch * poissonDraw(mean));
}
function randomBinomial(t, least, most, share, trials, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => shift + stretch * binomialDraw(share, trials));
}
function randomNegativeBinomial(t, least, most, share, wins, shift, stretch, s, ...key) {
  seedDraw(t, s, ...key);
  return within(least, most, () => shift + stretch * trialsDraw(share, wins));
}
`
    .trim()
    .split('\n');

/** How the functions of the language are called in a program. */
export const randomCalls: Readonly<Record<string, string>> = {
  'RANDOM 0 1': 'random01(t)',
  'RANDOM UNIFORM': 'randomUniform(t)',
  'RANDOM NORMAL': 'randomNormal(t)',
  'RANDOM EXPONENTIAL': 'randomExponential(t)',
  'RANDOM GAMMA': 'randomGamma(t)',
  'RANDOM BETA': 'randomBeta(t)',
  'RANDOM WEIBULL': 'randomWeibull(t)',
  'RANDOM TRIANGULAR': 'randomTriangular(t)',
  'RANDOM POISSON': 'randomPoisson(t)',
  'RANDOM BINOMIAL': 'randomBinomial(t)',
  'RANDOM NEGATIVE BINOMIAL': 'randomNegativeBinomial(t)',
};
