// The interpreter that the tests lay beside the compiled programs: a walk over the expressions, as plain as can be.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Loads `runNaively` of test/sd/naive.ts: run as it stands, with its types taken off. */
export async function loadNaive() {
  const text = readFileSync(join(root, 'test/sd/naive.ts'), 'utf8');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-naive-'));
  const file = join(folder, 'naive.mjs');
  const dist = pathToFileURL(join(root, 'dist')).href;
  writeFileSync(file, outputText.replaceAll('../../src', dist));
  try {
    return (await import(pathToFileURL(file).href)).runNaively;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
