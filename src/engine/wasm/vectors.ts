import type { Graph, Node } from './graph.js';
import { inverse } from './matrix.js';
import { elementAt } from './picked.js';
import { vectorLookup } from './vector-lookup.js';

/** The values of an argument: all of a vector, or one number. */
export type Values = readonly Node[];

/** Adds the power of a number. */
export type Power = (x: Node, y: Node) => Node;

// All is written out without branches, so that work grows with the square of a vector, and the cube of a matrix.
const mostSorted = 64;
const mostInverted = 16 ** 2;

/**
 * Adds what a function of whole vectors comes to, as the JavaScript of the same model does: all elements of an array, or
 * one number. Nothing where it is one that lanes do not hold, or takes more values than can be written out.
 */
export function vectorBy(g: Graph, fn: string, args: readonly Values[], power: Power): Values | undefined {
  const [a, b, c, d, e] = args as readonly [Values, Values, Values, Values, Values];
  switch (fn) {
    case 'VECTOR SORT ORDER':
      return a.length > mostSorted ? undefined : sortOrder(g, a, b[0]!);
    case 'VECTOR RANK':
      return a.length > mostSorted ? undefined : ranks(g, a, b[0]!);
    case 'VECTOR REORDER':
      return b.map((place) => elementAt(g, a, place));
    case 'VECTOR SELECT': {
      const found = selected(g, [a, b], c[0]!, [d[0]!.constant, e[0]!.constant], power);
      return found && [found];
    }
    case 'VECTOR LOOKUP': {
      const mode = e[0]!.constant;
      return typeof mode === 'number'
        ? [vectorLookup(g, a, { x: b[0]!, low: c[0]!, high: d[0]!, mode })]
        : undefined;
    }
    case 'INVERT MATRIX':
      return a.length > mostInverted ? undefined : inverse(g, a);
    default:
      return undefined;
  }
}

// Each value goes in behind the last one that it does not come before, as it does where values are moved one by one.
function sortOrder(g: Graph, values: Values, direction: Node): Node[] {
  const rising = g.test('gt', direction, 0);
  let sorted: Node[] = [];
  let order: Node[] = [];
  values.forEach((value, i) => {
    let above = g.constant(true);
    // Whether the value stands at or before a place.
    const before = [above];
    for (let k = i - 1; k >= 0; k--) {
      const stays = g.or(
        g.and(rising, g.test('le', sorted[k]!, value)),
        g.and(g.not(rising), g.test('ge', sorted[k]!, value)),
      );
      above = g.and(above, g.not(stays));
      before.unshift(above);
    }
    const put = (list: readonly Node[], one: Node) =>
      before.map((moves, m) => {
        const here = m === 0 ? one : g.select(before[m - 1]!, list[m - 1]!, one);
        return m === i ? here : g.select(moves, here, list[m]!);
      });
    [sorted, order] = [put(sorted, value), put(order, g.constant(i))];
  });
  return order;
}

function ranks(g: Graph, values: Values, direction: Node): Node[] {
  const order = sortOrder(g, values, direction);
  return values.map((_, i) =>
    order.reduce((rank, one, at) => g.select(g.test('eq', one, i), at + 1, rank), g.constant(0)),
  );
}

const sums = [0, 4, 6, 10];
const products = [1, 5, 7];

function selected(
  g: Graph,
  [selection, values]: readonly [Values, Values],
  none: Node,
  [action, strict]: readonly Node['constant'][],
  power: Power,
): Node | undefined {
  if (typeof action !== 'number' || typeof strict !== 'number') return undefined;
  const join = (found: Node, value: Node): Node => {
    if (sums.includes(action)) return g.double('add', found, value);
    if (products.includes(action)) return g.double('mul', found, value);
    if (action === 2 || action === 8) return g.double('min', found, value);
    if (action === 3 || action === 9) return g.double('max', found, value);
    return g.constant(Number.NaN);
  };
  const weighed = (value: Node, weight: Node) =>
    action === 5 ? power(value, weight) : action > 5 ? value : g.double('mul', weight, value);
  let [count, found] = [g.constant(0), g.constant(0)];
  values.forEach((one, i) => {
    const weight = selection[i]!;
    const taken = g.test('ne', weight, 0);
    const value = weighed(one, weight);
    found = g.select(taken, g.select(g.test('eq', count, 0), value, join(found, value)), found);
    count = g.select(taken, g.double('add', count, 1), count);
  });
  const whole = action === 4 || action === 10 ? g.double('div', found, count) : found;
  const empty = g.test('eq', count, 0);
  const value = g.select(empty, strict === 1 || strict === 3 ? Number.NaN : none, whole);
  return strict > 1 ? g.select(g.test('gt', count, 1), Number.NaN, value) : value;
}
