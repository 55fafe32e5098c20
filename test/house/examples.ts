import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of a docstring that says what an expression gives. */
export interface DocExample {
  readonly file: string;
  readonly line: number;
  /** Lines before it in the same block that set things up. */
  readonly before: readonly string[];
  readonly expression: string;
  readonly expected: string;
}

/** Lists the files of a folder, deepest included, by a test on their path from the root. */
export function filesBelow(folder: string, keep: (path: string) => boolean): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter(keep)
    .sort();
}

/** Collects every `expression // => value` of the `@example` blocks of a source file. */
export function readExamples(file: string): DocExample[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const examples: DocExample[] = [];
  let before: string[] | undefined;
  let pending = '';
  lines.forEach((line, i) => {
    const text = /^\s*\* ?(.*?)(?:\*\/)?\s*$/.exec(line)?.[1];
    if (line.includes('@example')) [before, pending] = [[], ''];
    else if (before && (text === undefined || /^@\w/.test(text))) before = undefined;
    else if (before && text !== undefined && text.trim() !== '' && !text.startsWith('```')) {
      const [expression, expected] = splitExample(text);
      if (expected === undefined) pending += `${text}\n`;
      else {
        if (expression.trim() === '') {
          // The value stands on a line of its own, under its expression.
          examples.push({ file, line: i + 1, before, expression: pending, expected });
        } else {
          before = pending.trim() === '' ? before : [...before, pending];
          examples.push({ file, line: i + 1, before, expression, expected });
        }
        pending = '';
      }
    }
    if (line.includes('*/')) before = undefined;
  });
  return examples;
}

function splitExample(text: string): [string, string | undefined] {
  const at = text.lastIndexOf('// =>');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 5).trim()];
}
