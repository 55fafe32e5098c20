/** The parts of a JSON document with a list of rows, for writing it a row at a time. */
export interface DocumentRows<Row> {
  /** What stands before the rows; it ends with the bracket. */
  readonly head: string;
  /** One row as it stands in the document, without what parts it from the next. */
  row(value: Row): string;
  /** What parts two rows. */
  readonly between: string;
  /**
   * What stands behind the rows.
   *
   * @param some whether there was a row at all
   */
  tail(some: boolean): string;
}

/**
 * Takes what prints a whole document apart, so that its rows can be written one by one and none has to be kept: the
 * bytes are those of the whole.
 *
 * @param print prints the whole document; its only empty list is that of no rows
 *
 * @example
 * const rows = documentRows((list) => JSON.stringify({ list }, null, 1))
 * rows.head + rows.row(1) + rows.between + rows.row(2) + rows.tail(true) // => '{\n "list": [\n  1,\n  2\n ]\n}'
 * rows.head + rows.tail(false) // => '{\n "list": []\n}'
 */
export function documentRows<Row>(print: (rows: readonly Row[]) => string): DocumentRows<Row> {
  const [start, end] = print([]).split('[]') as [string, string];
  const head = `${start}[`;
  let after = '';
  return {
    head,
    between: ',',
    row(value) {
      const inside = print([value]).slice(head.length, -end.length - 1);
      const text = inside.trimEnd();
      after = inside.slice(text.length);
      return text;
    },
    tail: (some) => `${some ? after : ''}]${end}`,
  };
}
