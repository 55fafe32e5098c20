import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { type ExternalReader, type FoundSheet, gridSheet, parseDelimited } from '../../sd/index.js';
import { reasonOf } from '../pipeline/files.js';
import { openBook } from './spreadsheet.js';

const books = new Set(['.xlsx', '.xlsm', '.xlsb', '.xls', '.ods']);

/** A file larger than this is none that a model's inputs need, and reading it would fill the memory. */
const mostBytes = 100_000_000;

/**
 * Makes the reader of the files that a model names: they lie beside the model. A text that names no spreadsheet loads
 * no library for them. Each file is read once.
 */
export async function externalReader(text: string, modelFile: string): Promise<ExternalReader> {
  const wanted = /get[\s_]+(?:xls|direct|123)[\s_]/i.test(text);
  const library = wanted ? await import('@e965/xlsx') : undefined;
  const folder = dirname(modelFile);
  const known = new Map<string, FoundSheet>();
  const openOnce = (file: string, tab: string): FoundSheet => {
    const path = findPath(folder, file);
    if (path === undefined) return { missing: 'file', known: neighbours(folder, file) };
    try {
      const { size } = statSync(path);
      if (size > mostBytes) return { broken: `it has ${size} bytes, more than ${mostBytes}` };
      const kind = extname(path).toLowerCase();
      if (books.has(kind) && library) return openBook(library, readFileSync(path), kind, tab);
      const separator = separatorOf(tab, kind);
      if (separator === undefined) return { missing: 'tab', known: [',', ';', 'a tab'] };
      return { sheet: gridSheet(parseDelimited(readFileSync(path, 'utf8'), separator)) };
    } catch (cause) {
      return { broken: reasonOf(cause) };
    }
  };
  return {
    open: (file, tab) => {
      const key = JSON.stringify([file, tab]);
      if (!known.has(key)) known.set(key, openOnce(file, tab));
      return known.get(key)!;
    },
  };
}

// The tool whose models these are does not tell capitals apart in file names, nor kinds of slash.
function findPath(folder: string, file: string): string | undefined {
  const path = resolve(folder, file.replaceAll('\\', '/'));
  if (isFile(path)) return path;
  const name = filesOf(dirname(path)).find((one) => one.toLowerCase() === basename(path).toLowerCase());
  return name === undefined ? undefined : resolve(dirname(path), name);
}

function neighbours(folder: string, file: string): string[] {
  const kinds = new Set([...books, '.csv', '.tab', '.tsv', '.txt']);
  const near = filesOf(dirname(resolve(folder, file.replaceAll('\\', '/'))));
  return near.filter((name) => kinds.has(extname(name).toLowerCase()));
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => isFile(resolve(folder, name)));
  } catch {
    return [];
  }
}

// A name that is longer than the system allows, or goes through a file, is no file either.
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function separatorOf(tab: string, kind: string): string | undefined {
  if (tab === '') return kind === '.csv' ? ',' : '\t';
  if (tab === '\\t' || tab.toLowerCase() === 'tab') return '\t';
  return tab.length === 1 ? tab : undefined;
}
