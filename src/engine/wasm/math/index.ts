import { Graph, type Node } from '../graph.js';
import { exponential } from './exponential.js';
import { hyperbolicCosine, hyperbolicSine, hyperbolicTangent } from './hyperbolic.js';
import { arccosine, arcsine, arctangent } from './inverse.js';
import { logarithm } from './logarithm.js';
import { power } from './power.js';
import { cosine, sine, tangent } from './trigonometric.js';

/** A function as a lane program: it adds its steps to a graph and gives the result. */
export interface LaneFunction {
  readonly arguments: 1 | 2;
  /** Whether it can be worked out in single precision; else it is worked out in doubles and rounded. */
  readonly single?: true;
  build(g: Graph, x: Node, y: Node): Node;
}

type One = (g: Graph, x: Node) => Node;
const one = (build: One): LaneFunction => ({ arguments: 1, build });

/** The elementary functions, by the names that `Math` gives them. */
export const laneFunctions = {
  exp: { ...one((g, x) => exponential(g, x)), single: true },
  log: { ...one(logarithm), single: true },
  pow: { arguments: 2, build: power, single: true },
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

/**
 * Adds an elementary function: its steps, or a call of it, which stands in the module once.
 *
 * @param written whether its steps are written out; a call with arguments that are constant or short to write out is not
 *   made in any case, and one that single precision has no steps for is
 */
export function elementary(g: Graph, name: LaneFunctionName, x: Node, y: Node, written: boolean): Node {
  const { arguments: count, build, single }: LaneFunction = laneFunctions[name];
  const args = count === 1 ? [x] : [x, y];
  const known = args.every(({ constant }) => constant !== undefined);
  const lacks = g.precision === 'f32' && !single;
  if (known && lacks) {
    const doubles = new Graph();
    return g.constant(build(doubles, doubles.constant(x.constant!), doubles.constant(y.constant!)).constant!);
  }
  const isShort = name === 'pow' && short.includes(y.constant as number);
  if (known || isShort || (written && !lacks)) return build(g, x, y);
  return g.shared(numberOfFunction(name), args);
}

/** The number of an elementary function, by which calls name it. */
export const numberOfFunction = (name: LaneFunctionName): number => names.indexOf(name);

/** The function that a call leads to. */
export const sharedFunction = (index: number): LaneFunction => laneFunctions[names[index]!];
