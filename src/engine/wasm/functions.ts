import { calledByDraws, drawFunctions, drawIndex } from './draws/index.js';
import type { Format } from './format.js';
import type { Graph } from './graph.js';
import { pastFunction } from './helpers.js';
import type { Body, Import } from './module.js';
import { beginPostFunction, handOnFunction } from './post.js';
import { recallFunction } from './recall.js';
import { countFunction, entryFunction, lookFunction } from './table-functions.js';

/** Functions that the host gives to a kernel. */
export const host = [
  { name: 'remainder', takes: ['f64', 'f64'], gives: ['f64'] },
  { name: 'farAngle', takes: ['f64'], gives: ['f64'] },
  { name: 'farQuarter', takes: ['f64'], gives: ['f64'] },
] as const satisfies readonly Import[];

const standing = {
  look: lookFunction,
  past: pastFunction,
  upTo: () => countFunction('f64.le'),
  below: () => countFunction('f64.lt'),
  entry: entryFunction,
  beginPost: beginPostFunction,
  handOn: handOnFunction,
  recall: recallFunction,
};

type Standing = (typeof host)[number]['name'] | keyof typeof standing;

/** Numbers of the functions that each kernel has: those of the host, and those that go through lanes one by one. */
export const functions = Object.fromEntries(
  [...host.map(({ name }) => name), ...Object.keys(standing)].map((name, number) => [name, number]),
) as Readonly<Record<Standing, number>>;

/** Writes the functions that each kernel has, in the order of their numbers. */
export const standingFunctions = (format: Format): Body[] =>
  Object.values(standing).map((write) => write(format));

/** The functions that a kernel has because its model calls them; they follow the standing ones. */
export interface CalledFunctions {
  /** Numbers in the module of the elementary functions, by their own numbers; they come first. */
  readonly shared: ReadonlyMap<number, number>;
  /** The functions that draw random numbers. */
  readonly drawing: readonly Body[];
  /** Number of the function that draws from a distribution. */
  draw(index: number): number;
  /** Number of the function that follows them all. */
  readonly next: number;
}

/** Numbers the functions that a model calls, and writes those that draw random numbers. */
export function calledFunctions(graph: Graph, generator: number, vectors: number): CalledFunctions {
  const draws = graph.called('draw');
  const called = new Set([...graph.called('shared'), ...calledByDraws(draws)]);
  const firstShared = Object.keys(functions).length;
  const shared = new Map([...called].map((index, i) => [index, firstShared + i]));
  const first = firstShared + shared.size;
  const drawing = drawFunctions(draws, {
    first,
    place: generator,
    shared: (index) => shared.get(index)!,
    vectors,
  });
  return {
    shared,
    drawing,
    draw: (index) => drawIndex(index, draws, first),
    next: first + drawing.length,
  };
}
