import { existsSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import {
  awaitedData,
  elementKey,
  elementNames,
  feedData,
  fileSettings,
  type Model,
  type RunTable,
  readRunTable,
} from '../../sd/index.js';
import { readText } from '../pipeline/files.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';

const tables = ['.tab', '.tsv', '.csv', '.txt', '.dat'];

/**
 * Gives values of other runs to data variables without an equation: from the tables that are named, or else from those
 * that lie beside the model under the name of a run that its settings take data from (`13:history.vdf` at the end of
 * the text means history.tab, .tsv, .csv, .txt or .dat).
 *
 * Errors: CL010, SD051, CL035 for a table that is named and has nothing for the model.
 */
export function withRuns(
  model: Model,
  text: string,
  modelFile: string,
  named: readonly string[],
  context: Context,
): Model {
  const awaited = awaitedData(model).flatMap(elementNames);
  if (awaited.length === 0 && named.length === 0) return model;
  const files =
    named.length > 0 ? named.map((word) => findFile(word, tables, context)) : beside(text, modelFile);
  return feedData(
    model,
    files.map((file) => {
      const shown = shownPath(file, context.io.cwd);
      const table = readRunTable(readText(file, shown), shown);
      if (named.length > 0) refuseForeign(table, shown, awaited);
      return table;
    }),
  );
}

function refuseForeign(table: RunTable, file: string, awaited: readonly string[]): void {
  if (awaited.some((name) => (table.get(elementKey(name))?.length ?? 0) > 0)) return;
  const held = [...table].filter(([, points]) => points.length > 0).map(([name]) => name);
  const first = awaited[0];
  const nearest = first && nearestName(first, held);
  throw new SteelyardError({
    code: 'CL035',
    found:
      first === undefined
        ? 'a table of data was named, and the model has no data variable that waits for one'
        : `the table holds values of ${listed(held)}, and the model waits for ${listed(awaited)}`,
    place: { file, line: 1 },
    expected:
      first === undefined
        ? 'a data variable without an equation, such as `sales ~ kg ~ |`'
        : 'a column of times, and beside it one with the name of a variable above its values',
    ...(nearest && { nearest }),
    remedy:
      first === undefined ? 'leave --data out' : 'name another table, or head its columns as the model does',
  });
}

const listed = (names: readonly string[]) =>
  names.length === 0
    ? 'nothing'
    : names.length > 4
      ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
      : names.join(', ');

function beside(text: string, modelFile: string): string[] {
  return fileSettings(text).runs.flatMap((run) => {
    const name = basename(run.replaceAll('\\', '/'));
    const stem = resolve(dirname(modelFile), name.slice(0, name.length - extname(name).length));
    return tables
      .map((kind) => `${stem}${kind}`)
      .filter((file) => existsSync(file))
      .slice(0, 1);
  });
}
