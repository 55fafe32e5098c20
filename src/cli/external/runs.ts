import { existsSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { awaitedData, feedData, fileSettings, type Model, readRunTable } from '../../sd/index.js';
import { readText } from '../pipeline/files.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';

const tables = ['.tab', '.tsv', '.csv', '.txt', '.dat'];

/**
 * Gives values of other runs to data variables without an equation: from the tables that are named, or else from those
 * that lie beside the model under the name of a run that its settings take data from (`13:history.vdf` at the end of
 * the text means history.tab, .tsv, .csv, .txt or .dat).
 */
export function withRuns(
  model: Model,
  text: string,
  modelFile: string,
  named: readonly string[],
  context: Context,
): Model {
  if (awaitedData(model).length === 0) return model;
  const files =
    named.length > 0 ? named.map((word) => findFile(word, tables, context)) : beside(text, modelFile);
  return feedData(
    model,
    files.map((file) => {
      const shown = shownPath(file, context.io.cwd);
      return readRunTable(readText(file, shown), shown);
    }),
  );
}

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
