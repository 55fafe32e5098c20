import type { Method } from '../../sd/ir.js';
import type { Graph, Node, Num } from './graph.js';

/** A stage between two steps: how far it lies from the step, and its slack, by which it counts as at the step. */
export interface Stage {
  readonly part: Node;
  readonly slack: Node;
}

/**
 * Carries stocks from one time to the next, by Euler's method or by the classical one of Runge and Kutta, operation by
 * operation as the JavaScript of the same model does.
 *
 * @param before what each stock, or column of stocks, holds
 * @param rates gives the rate of each: at the step itself, or at a stage at which the stocks hold other values
 */
export function carryOver(
  g: Graph,
  { method, step }: { readonly method: Method; readonly step: Num },
  before: readonly Node[],
  rates: (stage?: Stage, held?: readonly Node[]) => readonly Node[],
): readonly Node[] {
  const moved = (by: Num, along: readonly Node[]) =>
    before.map((from, i) => g.double('add', from, g.double('mul', by, along[i]!)));
  const first = rates();
  if (method !== 'rk4') return moved(step, first);
  let [last, sum] = [first, first];
  const half = g.double('div', step, 2);
  for (const [part, weight] of [
    [half, 2],
    [half, 2],
    [g.node(step), 1],
  ] as const) {
    last = rates({ part, slack: g.double('sub', half, part) }, moved(part, last));
    sum = sum.map((all, i) => g.double('add', all, g.double('mul', weight, last[i]!)));
  }
  return moved(g.double('div', step, 6), sum);
}
