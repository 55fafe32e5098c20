import { lanczos, lanczosFirst } from '../javascript-prelude.js';
import type { Graph, Node } from './graph.js';

/**
 * Adds the logarithm of the gamma function, operation by operation as the JavaScript of a model has it: the series of
 * Lanczos from one half on, and the reflection of Euler below.
 *
 * @param elementary adds a function of one argument
 */
export function gammaLogarithm(g: Graph, x: Node, elementary: (name: 'log' | 'sin', x: Node) => Node): Node {
  const low = g.test('lt', x, 0.5);
  const above = fromHalf(g, g.select(low, g.double('sub', 1, x), x), (y) => elementary('log', y));
  const turned = g.double('abs', elementary('sin', g.double('mul', Math.PI, x)));
  const reflected = g.double('sub', elementary('log', g.double('div', Math.PI, turned)), above);
  return g.select(low, reflected, above);
}

function fromHalf(g: Graph, x: Node, log: (x: Node) => Node): Node {
  const z = g.double('sub', x, 1);
  const sum = lanczos.reduce(
    (all, by, i) => g.double('add', all, g.double('div', by, g.double('add', g.double('add', z, i), 1))),
    g.constant(lanczosFirst),
  );
  const shifted = g.double('add', z, 7.5);
  const power = g.double('mul', g.double('add', z, 0.5), log(shifted));
  const start = g.double('add', g.double('mul', 0.5, log(g.constant(2 * Math.PI))), power);
  return g.double('add', g.double('sub', start, shifted), log(sum));
}
