import { createRequire } from 'node:module';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import type Bindings from '@duckdb/node-bindings';

// The public interface of a data chunk moves one boxed value at a time, which costs as much as the whole run.
// The bindings below it copy memory; they belong to the same package and are found through it.
const require = createRequire(import.meta.url);
const bindings = createRequire(require.resolve('@duckdb/node-api'))(
  '@duckdb/node-bindings',
) as typeof Bindings;

/** Most rows that a data chunk can hold. */
export const rowsPerChunk = bindings.vector_size();

/** Copies numbers into the head of a column; the array's type must be that of the column. */
export function fillColumn(
  chunk: DuckDBDataChunk,
  column: number,
  values: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
): void {
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  bindings.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset, values.byteLength);
}

/** Reads a DOUBLE column of a chunk; the array is valid as long as the chunk is. */
export function doublesOf(chunk: DuckDBDataChunk, column: number): Float64Array {
  const rows = chunk.rowCount;
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  const bytes = bindings.vector_get_data(vector, rows * Float64Array.BYTES_PER_ELEMENT);
  return new Float64Array(bytes.buffer, bytes.byteOffset, rows);
}
