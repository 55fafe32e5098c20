import { join } from 'node:path';
import type { Chunk, ChunkResult } from '../engine/index.js';
import type { Manifest } from './manifest.js';
import { openParquet, type Parquet } from './parquet.node.js';
import { broken } from './read.node.js';

/**
 * Reads stored runs back a chunk at a time, in the order in which they were planned: what a chunk gave when it ran.
 *
 * @throws SteelyardError RE006
 */
export async function* storedChunks(
  folder: string,
  manifest: Manifest,
): AsyncGenerator<readonly [Chunk, ChunkResult]> {
  const parquet = await openParquet();
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  try {
    for (const [index, { arm, from, to, runs, series }] of manifest.chunks.entries()) {
      const metrics = await rowsOf(parquet, folder, runs, ids(manifest.metrics), ['future']);
      const paths = series
        ? await rowsOf(parquet, folder, series, ids(manifest.series), ['future', 'time'])
        : new Float64Array();
      yield [
        { index, arm, from, to },
        { metrics, series: paths },
      ];
    }
  } finally {
    parquet.close();
  }
}

/** Reads columns of a file as rows. */
async function rowsOf(
  parquet: Parquet,
  folder: string,
  { file, rows }: { readonly file: string; readonly rows: number },
  names: readonly string[],
  sortBy: readonly string[],
): Promise<Float64Array> {
  const table = new Float64Array(rows * names.length);
  if (names.length === 0) return table;
  const columns = await parquet.read([join(folder, file)], names, sortBy).catch(broken(file));
  if (columns.some(({ length }) => length !== rows)) broken(file)(`${rows} rows expected`);
  columns.forEach((column, c) => {
    for (let row = 0, at = c; row < rows; row++, at += names.length) table[at] = column[row]!;
  });
  return table;
}
