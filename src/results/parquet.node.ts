import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  INTEGER,
} from '@duckdb/node-api';
import { doublesOf, fillColumn, rowsPerChunk } from './columns.node.js';

/** One column of a table to be written: a text that is the same in each row, or one number a row. */
export interface Column {
  readonly name: string;
  readonly values: string | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
}

/** Writes and reads Parquet files; calls wait for one another. */
export interface Parquet {
  /** Writes a table; the same columns give the same bytes. */
  write(file: string, rows: number, columns: readonly Column[]): Promise<void>;
  /**
   * Reads numbers, sorted by columns.
   *
   * @returns an array for each name, in the order of the names, with a value a row
   */
  read(
    files: readonly string[],
    names: readonly string[],
    sortBy: readonly string[],
  ): Promise<Float64Array[]>;
  close(): void;
}

/** Opens the Parquet writer and reader; it lives in memory and leaves no files of its own. */
export async function openParquet(threads = 1): Promise<Parquet> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    write: (file, rows, columns) => inTurn(() => write(connection, file, rows, columns)),
    read: (files, names, sortBy) => inTurn(() => read(connection, files, names, sortBy)),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function write(
  connection: DuckDBConnection,
  file: string,
  rows: number,
  columns: readonly Column[],
): Promise<void> {
  const stored = columns.filter(({ values }) => typeof values !== 'string');
  const types = stored.map(({ values }) => (values instanceof Int32Array ? INTEGER : DOUBLE));
  const declared = stored.map(({ name }, i) => `${quoted(name)} ${types[i]}`).join(', ');
  await connection.run(`CREATE OR REPLACE TABLE held (${declared})`);
  await fill(connection, rows, stored, types);
  const chosen = columns
    .map(({ name, values }) =>
      typeof values === 'string' ? `${text(values)} AS ${quoted(name)}` : quoted(name),
    )
    .join(', ');
  // One thread keeps the order of insertion, and so the bytes.
  await connection.run(`COPY (SELECT ${chosen} FROM held) TO ${text(file)} (${format})`);
  await connection.run('DROP TABLE held');
}

const format = 'FORMAT parquet, COMPRESSION zstd';

async function fill(
  connection: DuckDBConnection,
  rows: number,
  columns: readonly Column[],
  types: readonly DuckDBType[],
): Promise<void> {
  const appender = await connection.createAppender('held');
  for (let start = 0; start < rows; start += rowsPerChunk) {
    const end = Math.min(rows, start + rowsPerChunk);
    const chunk = DuckDBDataChunk.create(types, end - start);
    columns.forEach(({ values }, i) => {
      if (typeof values !== 'string') fillColumn(chunk, i, values.subarray(start, end));
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

async function read(
  connection: DuckDBConnection,
  files: readonly string[],
  names: readonly string[],
  sortBy: readonly string[],
): Promise<Float64Array[]> {
  const list = `[${files.map(text).join(', ')}]`;
  const chosen = names.map((name) => `${quoted(name)}::DOUBLE`).join(', ');
  const order = sortBy.map(quoted).join(', ');
  const result = await connection.run(`SELECT ${chosen} FROM read_parquet(${list}) ORDER BY ${order}`);
  const columns = names.map(() => new Float64Array(result.rowCount));
  let row = 0;
  for (let i = 0; i < result.chunkCount; i++) {
    const chunk = result.getChunk(i);
    for (let c = 0; c < names.length; c++) columns[c]!.set(doublesOf(chunk, c), row);
    row += chunk.rowCount;
  }
  return columns;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const text = (words: string) => `'${words.replaceAll("'", "''")}'`;
