import type { Graph, Node, Num } from '../graph.js';
import { distributions, drawNumber } from './distributions.js';

export { calledByDraws, drawFunctions, drawIndex } from './functions.js';

/** What the draw of a number rests on beside its arguments. */
export interface Draw {
  readonly initialTime: number;
  readonly time: Node;
  readonly step: Num;
  readonly slack: Num;
}

/**
 * Adds a random number, worked out from its seed and the number of the step alone, as the JavaScript of a model does.
 *
 * @param args what shapes the distribution, the stream if there is one, the seed of the model, the name and the element
 * @param weibull gives 1 / shape and the mean of a Weibull distribution from its shape
 */
export function drawBy(
  g: Graph,
  fn: string,
  args: readonly Node[],
  { initialTime, time, step, slack }: Draw,
  weibull: (shape: Node) => readonly [Node, Node],
): Node {
  const [noise, name, cell] = args.slice(-3) as [Node, Node, Node];
  const streamed = fn !== 'RANDOM 0 1';
  const shape = args.slice(0, streamed ? -4 : -3);
  const since = g.double('add', g.double('sub', time, initialTime), slack);
  const words = [
    g.double('floor', g.double('div', since, step)),
    streamed ? args.at(-4)! : 0,
    noise,
    name,
    g.double('add', cell, 1),
  ].map((x) => word(g, x));
  const [least, most, ...rest] = shape;
  const shaped = fn === 'RANDOM WEIBULL' ? [least!, most!, ...weibull(rest[0]!), ...rest.slice(1)] : shape;
  if (shaped.length !== distributions[fn]!.shape)
    throw new Error(`${fn} is shaped by ${shape.length} numbers`);
  return g.call('draw', [...words, ...shaped], drawNumber(fn));
}

// The 32 bits that JavaScript takes of a number: what is left of its whole part by 2^32, and 0 of what has none.
function word(g: Graph, x: Num): Node {
  const whole = g.double('trunc', x);
  const turns = g.double('floor', g.double('mul', whole, 2 ** -32));
  return g.double('sub', whole, g.double('mul', turns, 2 ** 32));
}
