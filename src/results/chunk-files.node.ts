import { join } from 'node:path';
import type { Chunk, ChunkResult, EnsembleJob } from '../engine/ensemble.js';
import { putInPlace } from './files.node.js';
import type { FuturesTable } from './futures.js';
import type { Written } from './ledger.node.js';
import type { Column, Parquet } from './parquet.node.js';

/** Futures in one file of them. */
const futuresInFile = 2 ** 20;

/**
 * Names the files that hold the futures: one, and a further one for each million begun.
 *
 * @example
 * futuresFiles(1000) // => ['futures.parquet']
 * futuresFiles(3_000_000) // => ['futures.parquet', 'futures-0001.parquet', 'futures-0002.parquet']
 */
export function futuresFiles(futures: number): string[] {
  return Array.from({ length: Math.ceil(futures / futuresInFile) }, (_, i) =>
    i === 0 ? 'futures.parquet' : `futures-${String(i).padStart(4, '0')}.parquet`,
  );
}

/**
 * Names the files of a chunk; there is none for series where the job records none.
 *
 * Letters that a file system may not take become `_`; the chunk's number keeps the names apart.
 */
export function chunkFiles(job: EnsembleJob, chunk: Chunk): { runs: string; series: string | undefined } {
  const { policy, caseId } = job.arms[chunk.arm]!;
  const tail = `${caseId}-${policy}`.replace(/[^A-Za-z0-9._-]/g, '_');
  const number = String(chunk.index).padStart(4, '0');
  const name = (kind: string) => `${kind}-${tail}-${number}.parquet`;
  return { runs: name('runs'), series: job.recorded.length > 0 ? name('series') : undefined };
}

/** Writes what the runs of a chunk gave; each file is in place whole or not at all. */
export async function writeChunk(
  folder: string,
  parquet: Parquet,
  job: EnsembleJob,
  chunk: Chunk,
  result: ChunkResult,
): Promise<readonly Written[]> {
  const files = chunkFiles(job, chunk);
  const { policy, caseId } = job.arms[chunk.arm]!;
  const head: Column[] = [
    { name: 'policy', values: policy },
    { name: 'case', values: caseId },
  ];
  const n = chunk.to - chunk.from;
  const times = job.program.times;
  const runs = [
    ...head,
    { name: 'future', values: Int32Array.from({ length: n }, (_, i) => chunk.from + i) },
    ...columnsOf(
      job.metrics.map(({ id }) => id),
      result.metrics,
      n,
    ),
  ];
  const writing = [put(folder, parquet, files.runs, n, runs)];
  if (files.series !== undefined) {
    const rows = n * times.length;
    const series = [
      ...head,
      {
        name: 'future',
        values: Int32Array.from({ length: rows }, (_, i) => chunk.from + Math.floor(i / times.length)),
      },
      { name: 'time', values: Float64Array.from({ length: rows }, (_, i) => times[i % times.length]!) },
      ...columnsOf(
        job.recorded.map(({ id }) => id),
        result.series,
        rows,
      ),
    ];
    writing.push(put(folder, parquet, files.series, rows, series));
  }
  return Promise.all(writing);
}

/**
 * Writes one file of the table of futures.
 *
 * @param part its place among `futuresFiles`
 */
export async function writeFutures(
  folder: string,
  parquet: Parquet,
  futures: number,
  table: FuturesTable,
  part: number,
): Promise<Written> {
  const { columns, values } = table;
  const from = part * futuresInFile;
  const to = Math.min(futures, from + futuresInFile);
  const rows =
    values instanceof Float64Array
      ? values.subarray(from * columns.length, to * columns.length)
      : values(from, to);
  const index = { name: 'future', values: Int32Array.from({ length: to - from }, (_, i) => from + i) };
  return put(folder, parquet, futuresFiles(futures)[part]!, to - from, [
    index,
    ...columnsOf(columns, rows, to - from),
  ]);
}

async function put(
  folder: string,
  parquet: Parquet,
  file: string,
  rows: number,
  columns: readonly Column[],
): Promise<Written> {
  const hash = await putInPlace(join(folder, file), (temporary) => parquet.write(temporary, rows, columns));
  return { file, sha256: hash, rows };
}

/** Turns rows into columns. */
function columnsOf(names: readonly string[], table: Float64Array, rows: number): Column[] {
  return names.map((name, c) => {
    const values = new Float64Array(rows);
    for (let row = 0, i = c; row < rows; row++, i += names.length) values[row] = table[i]!;
    return { name, values };
  });
}
