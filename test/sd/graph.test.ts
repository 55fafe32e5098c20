import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortestCycle, stronglyConnected } from '../../src/sd/graph.js';

const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.array(fc.array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), {
    minLength: size,
    maxLength: size,
  }),
);

test('each group comes after what it rests on', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const groups = stronglyConnected(edges);
      const place = new Map(groups.flatMap((group, g) => group.map((node) => [node, g] as const)));
      expect([...place.keys()].sort((a, b) => a - b)).toEqual(edges.map((_, i) => i));
      edges.forEach((list, node) => {
        for (const to of list) expect(place.get(to)!).toBeLessThanOrEqual(place.get(node)!);
      });
    }),
    { seed: 20261123 },
  );
});

test('a circle is one, and it is the shortest', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const circle = shortestCycle(edges, stronglyConnected(edges));
      const length = shortestByPowers(edges);
      expect(circle?.length).toBe(length);
      circle?.forEach((node, i) => {
        expect(edges[node]).toContain(circle[(i + 1) % circle.length]);
      });
    }),
    { seed: 20261123 },
  );
});

// The length of the shortest circle is the first power of the matrix of edges with something on its diagonal.
function shortestByPowers(edges: readonly (readonly number[])[]): number | undefined {
  let reach = edges.map((list) => new Set(list));
  for (let length = 1; length <= edges.length; length++) {
    if (reach.some((set, i) => set.has(i))) return length;
    reach = reach.map((set) => new Set([...set].flatMap((node) => edges[node]!)));
  }
  return undefined;
}
