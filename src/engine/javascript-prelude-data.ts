import type { DataRight } from '../sd/ir.js';
import { NA } from '../sd/syntax/expression.js';

/** Functions that give a data variable its value, by the rule between its points. */
export const dataCalls: Readonly<Record<DataRight['rule'], string>> = {
  interpolate: 'look',
  hold: 'dataHold',
  forward: 'dataForward',
  raw: 'dataRaw',
};

/** Functions of the points of a data variable. */
export const seriesCalls: Readonly<Record<string, string>> = {
  'GET DATA AT TIME': 'dataRaw',
  'GET DATA BETWEEN TIMES': 'dataBetween',
  'GET DATA FIRST TIME': 'dataFirstTime',
  'GET DATA LAST TIME': 'dataLastTime',
  'GET DATA TOTAL POINTS': 'dataTotalPoints',
  'GET DATA MIN': 'dataMin',
  'GET DATA MAX': 'dataMax',
  'GET DATA MEAN': 'dataMean',
  'GET DATA MEDIAN': 'dataMedian',
};

/** Names that the text below takes. */
export const dataNames: readonly string[] = [
  ...new Set([...Object.values(dataCalls), ...Object.values(seriesCalls)]),
  'dataPlace',
  'dataWithin',
];

/**
 * Writes the functions of data that a program's other functions call; empty if they call none.
 *
 * Points are one flat array: time, value, time, value, and so on. A time that misses one of the points by a millionth
 * of a step is meant by it, since times are sums of steps. Missing is -2^109. Vensim reference manual, Data Functions.
 */
export function dataPrelude(functions: readonly string[]): readonly string[] {
  return functions.some((line) => /\bdata[A-Z]\w*\(/.test(line)) ? text : [];
}

const text = `
// The last point at or before a time; -2 before the first.
function dataPlace(points, t) {
  let low = -1;
  let high = points.length >> 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[2 * middle] <= t + dt * 1e-6) low = middle;
    else high = middle;
  }
  return 2 * low;
}
const dataHold = (points, t) => points[Math.max(0, dataPlace(points, t)) + 1];
function dataForward(points, t) {
  const at = dataPlace(points, t);
  if (at >= 0 && points[at] >= t - dt * 1e-6) return points[at + 1];
  return points[Math.min(at + 2, points.length - 2) + 1];
}
function dataRaw(points, t) {
  const at = dataPlace(points, t);
  return at >= 0 && points[at] >= t - dt * 1e-6 ? points[at + 1] : ${NA};
}
function dataBetween(points, t, mode) {
  const slack = dt * 1e-6;
  if (!(t >= points[0] - slack && t <= points[points.length - 2] + slack)) return ${NA};
  return mode > 0.5 ? dataForward(points, t) : mode < -0.5 ? dataHold(points, t) : look(points, t);
}
const dataFirstTime = (points) => points[0];
const dataLastTime = (points) => points[points.length - 2];
const dataTotalPoints = (points) => points.length / 2;
function dataWithin(points, from, to) {
  const found = [];
  for (let i = 0; i < points.length; i += 2) {
    if (points[i] >= from - dt * 1e-6 && points[i] <= to + dt * 1e-6) found.push(points[i + 1]);
  }
  return found;
}
function dataMin(points, from, to) {
  const found = dataWithin(points, from, to);
  return found.length > 0 ? found.reduce((a, b) => Math.min(a, b)) : ${NA};
}
function dataMax(points, from, to) {
  const found = dataWithin(points, from, to);
  return found.length > 0 ? found.reduce((a, b) => Math.max(a, b)) : ${NA};
}
function dataMean(points, from, to) {
  const found = dataWithin(points, from, to);
  return found.length > 0 ? found.reduce((a, b) => a + b) / found.length : ${NA};
}
function dataMedian(points, from, to) {
  const found = dataWithin(points, from, to).sort((a, b) => a - b);
  const half = found.length >> 1;
  if (found.length === 0) return ${NA};
  return found.length % 2 === 1 ? found[half] : (found[half - 1] + found[half]) / 2;
}
`
  .trim()
  .split('\n');
