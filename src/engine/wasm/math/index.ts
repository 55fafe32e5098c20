import type { Graph, Node } from '../graph.js';
import { exponential } from './exponential.js';
import { hyperbolicCosine, hyperbolicSine, hyperbolicTangent } from './hyperbolic.js';
import { arccosine, arcsine, arctangent } from './inverse.js';
import { logarithm } from './logarithm.js';
import { power } from './power.js';
import { cosine, sine, tangent } from './trigonometric.js';

/** A function as a lane program: it adds its steps to a graph and gives the result. */
export interface LaneFunction {
  readonly arguments: 1 | 2;
  build(g: Graph, x: Node, y: Node): Node;
}

const one = (build: (g: Graph, x: Node) => Node): LaneFunction => ({ arguments: 1, build });

/** The elementary functions, by the names that `Math` gives them. */
export const laneFunctions = {
  exp: one((g, x) => exponential(g, x)),
  log: one(logarithm),
  pow: { arguments: 2, build: power },
  sin: one(sine),
  cos: one(cosine),
  tan: one(tangent),
  asin: one(arcsine),
  acos: one(arccosine),
  atan: one(arctangent),
  sinh: one(hyperbolicSine),
  cosh: one(hyperbolicCosine),
  tanh: one(hyperbolicTangent),
} as const satisfies Readonly<Record<string, LaneFunction>>;

export type LaneFunctionName = keyof typeof laneFunctions;
