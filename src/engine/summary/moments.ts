/**
 * Moments of many numbers at once, so that they come out the same bits however the runs were cut into chunks: sums over
 * leaves of 256 runs, joined two by two along a tree that hangs on the number of a run alone.
 */

/** Runs in a leaf. A chunk that is summarised begins at a multiple of it and holds 256 times a power of two. */
export const leafRuns = 256;

/**
 * Gives the most runs that a chunk may hold, `most` or fewer: 256 times a power of two.
 *
 * @example
 * wholeLeaves(5000) // => 4096
 * wholeLeaves(100) // => 256
 */
export const wholeLeaves = (most: number): number => 2 ** (31 - Math.clz32(Math.max(leafRuns, most)));

/** Count, mean and sum of squared deviations of `cells` numbers: node[3 * cell], + 1, + 2. */
export type Node = Float64Array;

/**
 * Joins the moments of two sets of runs, in place of the first: Chan, Golub and LeVeque (1979), "Updating formulae and a
 * pairwise algorithm for computing sample variances", Stanford STAN-CS-79-773, equation 2.1.
 *
 * @example
 * joinNodes(Float64Array.of(1, 4, 0), Float64Array.of(1, 6, 0)) // => [2, 5, 2]
 */
export function joinNodes(a: Node, b: Node): Node {
  for (let i = 0; i < a.length; i += 3) {
    const [n, m] = [a[i]!, b[i]!];
    if (m === 0) continue;
    // Nothing is apart from no runs: the square of a large mean would be infinite, and 0 times it no number.
    if (n === 0) {
      a.set(b.subarray(i, i + 3), i);
      continue;
    }
    const apart = b[i + 1]! - a[i + 1]!;
    const share = m / (n + m);
    a[i] = n + m;
    a[i + 1] = a[i + 1]! + apart * share;
    a[i + 2] = a[i + 2]! + b[i + 2]! + apart * apart * n * share;
  }
  return a;
}

/** Whole subtrees, one a level at most, as the ones of a binary number: a tree that grows to the right. */
export interface MomentTree {
  /** Adds the subtree of the next 256 * 2^level runs, or the last, incomplete leaf at level 0. The node is kept. */
  push(node: Node, level: number): void;
  /** The subtrees that stand now, the highest level first. */
  parts(): readonly { readonly level: number; readonly node: Node }[];
}

/**
 * Starts a tree of moments.
 *
 * @example
 * const tree = momentTree()
 * for (const x of [1, 2, 6]) tree.push(Float64Array.of(1, x, 0), 0)
 * tree.parts().map(({ level, node }) => [level, node[1]]) // => [[1, 1.5], [0, 6]]
 */
export function momentTree(): MomentTree {
  const held: (Node | undefined)[] = [];
  return {
    push(node, level) {
      let at = level;
      let joined = node;
      for (; held[at]; at++) {
        joined = joinNodes(held[at]!, joined);
        held[at] = undefined;
      }
      held[at] = joined;
    },
    parts: () => held.flatMap((node, level) => (node ? [{ level, node }] : [])).reverse(),
  };
}

/** Joins what a tree holds from its end, without changing it; undefined of no runs. */
export function totalOf(tree: MomentTree): Node | undefined {
  const parts = tree.parts();
  return parts.length === 0
    ? undefined
    : parts.map(({ node }): Node => node.slice()).reduceRight((right, left) => joinNodes(left, right));
}
