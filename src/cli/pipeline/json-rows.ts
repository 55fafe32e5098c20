import { documentRows } from '../../base/document-rows.js';
import type { Context } from '../verb.js';

/** Takes the rows of a document one by one and writes each at once. */
export interface JsonRows<Row> {
  add(row: Row): void;
  end(): void;
}

/** Writes a document row by row, so that none has to be kept; `print` prints it whole. */
export function jsonRows<Row>(
  stdout: Context['io']['stdout'],
  print: (rows: readonly Row[]) => string,
): JsonRows<Row> {
  const { head, row, between, tail } = documentRows(print);
  let before = head;
  return {
    add(value) {
      stdout.write(before + row(value));
      before = between;
    },
    end: () => void stdout.write(before === head ? head + tail(false) : tail(true)),
  };
}
