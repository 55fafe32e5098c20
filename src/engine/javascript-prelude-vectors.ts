import { NA } from '../sd/syntax/expression.js';
import { allocationPrelude } from './javascript-prelude-allocation.js';

/** Functions of whole vectors. Those that give an array fill their first argument and give it back. */
export const vectorCalls: Readonly<Record<string, string>> = {
  'VECTOR SELECT': 'vectorSelect',
  'VECTOR ELM MAP': 'vectorElement',
  'VECTOR SORT ORDER': 'vectorSortOrder',
  'VECTOR RANK': 'vectorRank',
  'VECTOR REORDER': 'vectorReorder',
  'VECTOR LOOKUP': 'vectorLookup',
  'INVERT MATRIX': 'invertMatrix',
  'ALLOCATE AVAILABLE': 'allocateAvailable',
  'ALLOCATE BY PRIORITY': 'allocateByPriority',
  'DEMAND AT PRICE': 'demandAtPrice',
  'SUPPLY AT PRICE': 'supplyAtPrice',
  'FIND MARKET PRICE': 'findMarketPrice',
};

/** Names that the texts of this file and of the allocation functions take. */
export const vectorNames: readonly string[] = [
  ...Object.values(vectorCalls),
  'vectorArea',
  'complementaryError',
  'shareAtPrice',
  'priceReach',
  'sharedOut',
];

/**
 * Writes the functions of vectors that a program's other functions call; empty if they call none.
 *
 * Vensim reference manual, Arrays, Vectors and Subscripts. VECTOR SELECT with action 5 multiplies values to the power
 * of their selection: the manual has it the other way round, recorded outputs of the tool have it so.
 */
export function vectorPrelude(functions: readonly string[]): readonly string[] {
  const called = Object.values(vectorCalls).some((name) =>
    functions.some((line) => line.includes(`${name}(`)),
  );
  return called ? [...text, ...allocationPrelude] : [];
}

const text = `
function vectorSortOrder(out, values, direction) {
  // Equal values keep their order.
  for (let i = 0; i < values.length; i++) {
    let at = i;
    for (; at > 0; at--) {
      const before = values[out[at - 1]];
      if (direction > 0 ? before <= values[i] : before >= values[i]) break;
      out[at] = out[at - 1];
    }
    out[at] = i;
  }
  return out;
}
function vectorRank(out, values, direction) {
  const order = vectorSortOrder(new Float64Array(values.length), values, direction);
  for (let i = 0; i < order.length; i++) out[order[i]] = i + 1;
  return out;
}
function vectorElement(values, place) {
  const at = Math.floor(place + 0.5);
  return at >= 0 && at < values.length ? values[at] : ${NA};
}
function vectorReorder(out, values, order) {
  for (let i = 0; i < out.length; i++) out[i] = vectorElement(values, order[i]);
  return out;
}
function vectorSelect(selection, values, none, action, strict) {
  let count = 0;
  let found = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = selection[i];
    if (weight === 0) continue;
    const value = action === 5 ? Math.pow(values[i], weight) : action > 5 ? values[i] : weight * values[i];
    if (count++ === 0) found = value;
    else if (action === 0 || action === 4 || action === 6 || action === 10) found += value;
    else if (action === 1 || action === 5 || action === 7) found *= value;
    else if (action === 2 || action === 8) found = Math.min(found, value);
    else if (action === 3 || action === 9) found = Math.max(found, value);
    else found = NaN;
  }
  if (((strict === 1 || strict === 3) && count === 0) || (strict > 1 && count > 1)) return NaN;
  if (count === 0) return none;
  return action === 4 || action === 10 ? found / count : found;
}
function invertMatrix(out, matrix) {
  const n = Math.round(Math.sqrt(matrix.length));
  for (let i = 0; i < n * n; i++) out[i] = i % (n + 1) === 0 ? 1 : 0;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(matrix[row * n + column]) > Math.abs(matrix[pivot * n + column])) pivot = row;
    }
    const head = matrix[pivot * n + column];
    if (head === 0) return out.fill(NaN);
    for (let k = 0; k < n; k++) {
      const [a, b] = [pivot * n + k, column * n + k];
      const [m, o] = [matrix[a], out[a]];
      matrix[a] = matrix[b];
      out[a] = out[b];
      matrix[b] = m / head;
      out[b] = o / head;
    }
    for (let row = 0; row < n; row++) {
      const factor = matrix[row * n + column];
      if (row === column || factor === 0) continue;
      for (let k = 0; k < n; k++) {
        matrix[row * n + k] -= factor * matrix[column * n + k];
        out[row * n + k] -= factor * out[column * n + k];
      }
    }
  }
  return out;
}
// The area under the straight pieces from the first point to x, which goes on along the outer pieces.
function vectorArea(values, at, width) {
  const last = values.length - 1;
  let area = 0;
  const piece = Math.min(Math.max(Math.floor(at), 0), last - 1);
  for (let i = 0; i < piece; i++) area += ((values[i] + values[i + 1]) / 2) * width;
  const rest = at - piece;
  return area + (values[piece] + ((values[piece + 1] - values[piece]) * rest) / 2) * rest * width;
}
function vectorLookup(values, x, low, high, mode) {
  const last = values.length - 1;
  const width = (high - low) / last;
  const at = (x - low) / width;
  const inside = Math.min(Math.max(at, 0), last);
  const piece = Math.min(Math.floor(inside), last - 1);
  const slope = (values[piece + 1] - values[piece]) / width;
  if (mode === 0) return values[piece] + (values[piece + 1] - values[piece]) * (inside - piece);
  if (mode === 1) return vectorArea(values, inside, width);
  if (Number.isNaN(inside) && mode < 5) return NaN;
  if (mode === 2) return values[Math.floor(inside)];
  if (mode === 3) return values[piece] + (values[piece + 1] - values[piece]) * (at - piece);
  if (mode === 4) return values[Math.ceil(inside)];
  // At a point between two pieces it is the mean of both.
  const bend = at > 0 && at < last && piece === at ? (values[piece + 1] - values[piece - 1]) / (2 * width) : slope;
  if (mode === 6) return at < 0 || at > last ? 0 : bend;
  if (mode === 7) return vectorArea(values, at, width);
  if (mode === 9) return bend;
  if (mode !== 5 && mode !== 8) return NaN;
  // Backwards: the first x at which the value is the one that is asked for.
  for (let i = 0; i < last; i++) {
    const [a, b] = [values[i], values[i + 1]];
    if (x === a) return low + i * width;
    if ((x - a) * (x - b) <= 0) return low + (i + (x - a) / (b - a)) * width;
  }
  if (mode === 5) return ${NA};
  const ahead = values[last] > values[0] ? x > values[last] : x < values[last];
  const from = ahead ? last - 1 : 0;
  return low + (from + (x - values[from]) / (values[from + 1] - values[from])) * width;
}
`
  .trim()
  .split('\n');
