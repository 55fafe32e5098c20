import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestChain } from '../../src/sd/describe/chain.js';
import { countLoops } from '../../src/sd/describe/loops.js';
import { describeModel } from '../../src/sd/index.js';
import { read } from './run.js';

const graphs = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 4 }), {
    minLength: size,
    maxLength: size,
  }),
);

test('loops are counted each once', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      expect(countLoops(edges, 1e6)).toEqual({ count: countByWalking(edges), complete: true });
    }),
    { seed: 20261126 },
  );
});

// Every way from a node back to itself over nodes with higher numbers is a circle of its own.
function countByWalking(edges: readonly (readonly number[])[]): number {
  const walkOn = (start: number, node: number, seen: readonly number[]): number =>
    edges[node]!.reduce((sum, to) => {
      if (to === start) return sum + 1;
      return to < start || seen.includes(to) ? sum : sum + walkOn(start, to, [...seen, to]);
    }, 0);
  return edges.reduce((sum, _, start) => sum + walkOn(start, start, [start]), 0);
}

test('counting stops where it is told to', () => {
  const all = Array.from({ length: 12 }, () => Array.from({ length: 12 }, (_, i) => i));
  expect(countLoops(all, 500)).toEqual({ count: 500, complete: false });
});

test('the longest chain takes the shortest way', () => {
  // From 0 a short cut leads to 3 past the stocks between, so that 4 lies farthest from 1.
  const edges = [[1, 5], [2], [3], [4], [], [3]];
  expect(longestChain(edges, new Set([0, 1, 2, 3, 4]))).toEqual([1, 2, 3, 4]);
  expect(longestChain([[0]], new Set([0]))).toEqual([0]);
  expect(longestChain([[]], new Set())).toEqual([]);
});

describe('a description', () => {
  test('counts stages of a delay in the chain, and nothing of the start as feedback', () => {
    const { longestChain: chain, loops } = describeModel(
      read('x= INTEG(y, z) ~~|\ny= DELAY3(Time, 2) ~~|\nz= INITIAL(x+1) ~~|'),
    );
    expect(chain).toHaveLength(4);
    expect(chain.at(-1)).toBe('x');
    expect(loops).toEqual({ count: 0, complete: true });
  });

  test('gives the shortest loop in the order of cause and effect', () => {
    const { stocks } = describeModel(read('x= INTEG(a, 1) ~~|\na= b*2 ~~|\nb= x+1 ~~|'));
    expect(stocks[0]).toMatchObject({ inflows: ['a'], rate: undefined, loop: ['x', 'b', 'a'] });
  });

  test('counts data apart from what is worked out', () => {
    const { counts } = describeModel(read('sales :RAW: ~~|\ngrowth:= sales/100 ~~|\nx= growth*2 ~~|'));
    expect(counts).toMatchObject({ variables: 3, auxiliaries: 1, data: 2 });
  });

  test('counts elements, and gives the values of a constant that is an array', () => {
    const { counts, constants } = describeModel(read('R: a, b ~~|\nx[R]= 1,2 ~ kg ~|\ny[R]= x[R] ~~|'));
    expect(counts).toMatchObject({ variables: 2, elements: 4, ranges: 1, constants: 1, auxiliaries: 1 });
    expect(constants).toEqual([{ name: 'x', units: 'kg', values: [1, 2] }]);
  });
});
