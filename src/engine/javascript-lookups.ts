import { NA } from '../sd/index.js';
import { expressionsOf, type LookRule, type Model, walk } from '../sd/ir.js';

/** What a lookup is read with in a program. */
export const lookCalls: Readonly<Record<LookRule, string>> = {
  forward: 'lookForward',
  backward: 'lookBackward',
  extrapolate: 'lookOn',
  invert: 'lookInvert',
  area: 'lookArea',
  slope: 'lookSlope',
};

/** Writes the less common ways to read a lookup, when a model uses one of them. */
export function lookFunctions(model: Model): readonly string[] {
  let used = false;
  for (const { equations } of model.variables)
    for (const { right } of equations)
      for (const expr of expressionsOf(right))
        walk(expr, (part) => {
          if (part.kind === 'look' && part.rule) used = true;
        });
  return used ? text.trim().split('\n') : [];
}

const text = `
function lookForward(points, x) {
  let i = 0;
  while (i < points.length - 2 && points[i] < x) i += 2;
  return Number.isNaN(x) ? NaN : points[i + 1];
}
function lookBackward(points, x) {
  let i = points.length - 2;
  while (i > 0 && points[i] > x) i -= 2;
  return Number.isNaN(x) ? NaN : points[i + 1];
}
function lookOn(points, x) {
  const last = points.length - 2;
  const i = x < points[0] ? 0 : x > points[last] ? last - 2 : -1;
  if (i < 0 || last === 0) return look(points, x);
  const run = points[i + 2] - points[i];
  const end = x < points[0] ? 0 : last;
  return run > 0 ? points[end + 1] + ((points[i + 3] - points[i + 1]) / run) * (x - points[end]) : points[end + 1];
}
function lookInvert(points, y) {
  for (let i = 1; i < points.length; i += 2) {
    if (points[i] === y) return points[i - 1];
    const next = points[i + 2];
    if (next !== undefined && (y - points[i]) * (y - next) < 0)
      return points[i - 1] + ((points[i + 1] - points[i - 1]) * (y - points[i])) / (next - points[i]);
  }
  return Number.isNaN(y) ? NaN : ${NA};
}
// The area from the first point on, negative to its left.
function areaTo(points, x) {
  if (x <= points[0]) return points[1] * (x - points[0]);
  let area = 0;
  let i = 0;
  for (; i < points.length - 2 && points[i + 2] <= x; i += 2)
    area += ((points[i + 1] + points[i + 3]) / 2) * (points[i + 2] - points[i]);
  return area + ((points[i + 1] + look(points, x)) / 2) * (x - points[i]);
}
// Between two points that of their line, at a point the mean of those around it; beyond the ends what the mode says.
function lookSlope(points, x, mode) {
  const last = points.length - 2;
  if (Number.isNaN(x)) return NaN;
  const slope = (i) => (points[i + 3] - points[i + 1]) / (points[i + 2] - points[i]);
  if (x < points[0] || x > points[last] || last === 0) {
    if (mode < 0) return ${NA};
    return mode > 0 && last > 0 ? slope(x < points[0] ? 0 : last - 2) : 0;
  }
  let i = 0;
  while (points[i + 2] < x) i += 2;
  if (points[i] === x && i === 0) return points[2] === x ? ${NA} : slope(0);
  if (points[i + 2] !== x) return slope(i);
  if (i + 2 === last) return slope(i);
  return points[i + 4] === x ? ${NA} : (slope(i) + slope(i + 2)) / 2;
}
const lookArea = (points, from, to) => areaTo(points, to) - areaTo(points, from);
`;
