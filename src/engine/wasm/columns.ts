import type { Graph, Node } from './graph.js';
import type { Item } from './item.js';
import type { Overwrite } from './sections.js';

/**
 * Writes values into states, one by one, or a column at once where its rows are the states that stand together.
 *
 * @param values what each state is to hold
 * @param placeOf place of a state, by its number; all rows of a column lie one behind the other
 */
export function columnsOf(
  values: readonly Node[],
  graph: Graph,
  placeOf: (number: number) => number,
): Overwrite[] {
  const list: Overwrite[] = [];
  for (let number = 0; number < values.length; ) {
    const place = placeOf(number);
    const { node, rows } = columnAt(values, number);
    const over = graph.gather(Array.from({ length: rows }, (_, i) => graph.state(number + i)));
    const item: Item =
      rows > 1
        ? { uses: [node], loop: { rows, together: 0, nodes: [], stores: [{ node, place }] } }
        : { uses: [node], store: { node, place, over } };
    list.push({ over, item });
    number += rows;
  }
  return list;
}

// The column whose rows stand in a list from some place on, or one value that stands there several times.
function columnAt(values: readonly Node[], from: number): { readonly node: Node; readonly rows: number } {
  const first = values[from]!;
  const column = first.op === 'element' && first.index === 0 ? first.args[0]! : undefined;
  const isRow = (node: Node | undefined, i: number) =>
    node?.op === 'element' && node.args[0] === column && node.index === i;
  if (column && Array.from({ length: column.rows }, (_, i) => isRow(values[from + i], i)).every(Boolean))
    return { node: column, rows: column.rows };
  let rows = 1;
  while (first.op !== 'state' && values[from + rows] === first) rows++;
  return rows < 3 ? { node: first, rows: 1 } : { node: first, rows };
}
