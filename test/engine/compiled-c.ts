import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileToC, compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { elementNames, type Model, NA } from '../../src/sd/index.js';

/** The C compiler of this machine, if there is one. */
export const compiler = ['gcc', 'cc'].find((name) => spawnSync(name, ['--version']).status === 0);

const warnings = [
  '-std=c99',
  '-pedantic',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wno-parentheses',
  '-Wno-unknown-pragmas',
  '-Wno-unused-const-variable',
];

/** Compiles C without any warning and runs it with some arguments; what it prints goes to `into` where that is given. */
export function runC(text: string, words: readonly string[] = [], into?: string) {
  const out = into === undefined ? 'pipe' : openSync(into, 'w');
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-c-'));
  try {
    const [source, program] = [join(folder, 'model.c'), join(folder, 'model')];
    writeFileSync(source, text);
    execFileSync(compiler!, [...warnings, '-O1', '-ffp-contract=off', source, '-o', program, '-lm']);
    return spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', out, 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a model in C and in JavaScript and names the variable that differs most beyond what two machines' elementary
 * functions may: a trillionth of the value, of the largest of its series, or of `least`.
 */
export function differenceInC(model: Model, least = 1): string | undefined {
  const { stdout, stderr, status } = runC(compileToC(model));
  if (status !== 0) return stderr || `the program ended with ${status}`;
  const series = model.variables.filter(({ kind }) => kind !== 'lookup').flatMap(elementNames);
  const program = compileToJavaScript(model, { inputs: [], series });
  const out = new Float64Array(program.times.length * series.length);
  instantiate(program).run(new Float64Array(), out);
  const rows = stdout.trimEnd().split('\n').slice(1);
  if (rows.length !== program.times.length) return `${rows.length} times are printed`;
  const table = rows.map((row) =>
    row
      .split('\t')
      .slice(1)
      .map((cell) => (cell === '' ? NA : Number(cell))),
  );
  for (const [s, name] of series.entries()) {
    const wanted = [...program.times.keys()].map((t) => out[t * series.length + s]!);
    const largest = Math.max(least, ...wanted.filter(Number.isFinite).map(Math.abs));
    const t = wanted.findIndex(
      (value, at) =>
        !Object.is(table[at]![s]! + 0, value + 0) && !(Math.abs(table[at]![s]! - value) <= 1e-12 * largest),
    );
    if (t >= 0) return `${name} at ${program.times[t]} is ${table[t]![s]}, not ${wanted[t]}`;
  }
  return undefined;
}
