import type { Graph, Node } from './graph.js';

/**
 * Adds the inverse of a square matrix, row by row, by elimination with the greatest number of each column as its pivot,
 * operation by operation as the JavaScript of a model has it. A matrix without inverse gives NaN throughout.
 */
export function inverse(g: Graph, values: readonly Node[]): Node[] {
  const n = Math.round(Math.sqrt(values.length));
  const size = Array.from({ length: n }, (_, i) => i);
  // Each row holds the row of the matrix, and behind it that of the inverse.
  let rows = size.map((i) => [
    ...values.slice(i * n, (i + 1) * n),
    ...size.map((k) => g.constant(k === i ? 1 : 0)),
  ]);
  let singular = g.constant(false);
  for (const column of size) {
    rows = pivoted(g, rows, column);
    const head = rows[column]![column]!;
    singular = g.or(singular, g.test('eq', head, 0));
    const lead = rows[column]!.map((value) => g.double('div', value, head));
    rows = rows.map((row, i) => (i === column ? lead : cleared(g, row, lead, row[column]!)));
  }
  return rows.flatMap((row) => row.slice(n).map((value) => g.select(singular, Number.NaN, value)));
}

/** Takes the row that is greatest in a column, and stands at its place or below, into its place. */
function pivoted(g: Graph, rows: Node[][], column: number): Node[][] {
  const first = rows[column]!;
  let most = g.double('abs', first[column]!);
  let chosen = g.constant(column);
  for (let i = column + 1; i < rows.length; i++) {
    const size = g.double('abs', rows[i]![column]!);
    const greater = g.test('gt', size, most);
    most = g.select(greater, size, most);
    chosen = g.select(greater, i, chosen);
  }
  return rows.map((row, i) => {
    if (i < column) return row;
    const here = g.test('eq', chosen, i);
    if (i > column) return row.map((value, k) => g.select(here, first[k]!, value));
    return row.map((value, k) =>
      rows.reduce(
        (found, other, at) => (at <= column ? found : g.select(g.test('eq', chosen, at), other[k]!, found)),
        value,
      ),
    );
  });
}

function cleared(g: Graph, row: readonly Node[], lead: readonly Node[], factor: Node): Node[] {
  const done = g.test('eq', factor, 0);
  return row.map((value, k) =>
    g.select(done, value, g.double('sub', value, g.double('mul', factor, lead[k]!))),
  );
}
