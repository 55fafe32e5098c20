import { NA } from '../../sd/index.js';
import type { Graph, Node, Num } from './graph.js';

/** Adds the element of a vector that a number comes nearest to, or `none` where there is none. */
export function elementAt(g: Graph, values: readonly Node[], place: Num): Node {
  return picked(g, values, g.double('floor', g.double('add', place, 0.5)), NA);
}

/** Adds the element that a whole number counts to, from 0. */
export const picked = (g: Graph, values: readonly Node[], at: Node, none: number): Node =>
  values.reduce((found, value, i) => g.select(g.test('eq', at, i), value, found), g.constant(none));
