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

const names = Object.keys(laneFunctions) as LaneFunctionName[];
// Powers that are short to write out.
const short = [0, 1, 2, -1, 0.5];

/** Adds a call of an elementary function, which stands in the module once; what is constant or short is written out. */
export function callShared(g: Graph, name: LaneFunctionName, x: Node, y: Node): Node {
  const args = laneFunctions[name].arguments === 1 ? [x] : [x, y];
  const known = args.every(({ constant }) => constant !== undefined);
  const isShort = name === 'pow' && short.includes(y.constant as number);
  if (known || isShort) return laneFunctions[name].build(g, x, y);
  return g.shared(numberOfFunction(name), args);
}

/** The number of an elementary function, by which calls name it. */
export const numberOfFunction = (name: LaneFunctionName): number => names.indexOf(name);

/** The function that a call leads to. */
export const sharedFunction = (index: number): LaneFunction => laneFunctions[names[index]!];
