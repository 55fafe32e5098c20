import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { externalReader } from '../../src/cli/external/reader.js';
import { compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { elementNames, feedData, type Model, parseAll, readRunTable } from '../../src/sd/index.js';
import { foldName } from '../../src/sd/names.js';

// The public collection of small models with recorded output (SDXorg/test-models) is not part of this repository:
// the test runs where the collection lies beside it, or where STEELYARD_TEST_MODELS points.
const root = process.env.STEELYARD_TEST_MODELS ?? join(import.meta.dirname, '../../../shared/sd-test-models');

const skipped: Readonly<Record<string, string>> = {
  Roessler_Chaos: 'is chaotic, and was recorded in single precision',
  exponentiation: 'its recorded outputs contradict each other on -2^2 = 4',
  get_time_value: 'its recorded output is that of a second file',
  'model_to_generate_data.mdl': 'is the model whose run the model beside it reads',
};

const leftOpen = 'was converted and has ??? for an equation';
const withoutMacros = 'was converted without its macros';
const skippedXmile: Readonly<Record<string, string>> = {
  macro_multi_expression: withoutMacros,
  macro_multi_macros: withoutMacros,
  subscript_1d_arrays: leftOpen,
  subscript_subranges: leftOpen,
  subscript_subranges_equal: leftOpen,
  subscripted_flows: leftOpen,
  'test_logicals.stmx': 'was converted and has NOT behind its operand',
  zeroled_decimals: 'asks for four stages, and its output was recorded with one',
};

const folders = existsSync(root)
  ? readFileSync(join(root, 'INDEX.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([name, formats]) => !name?.startsWith('#') && formats !== undefined)
  : [];

describe.skipIf(folders.length === 0)('recorded outputs of the reference tool', () => {
  for (const [name, , outputs] of folders) {
    const short = name!.split('/').at(-1)!;
    for (const file of readdirSync(join(root, name!)).filter((one) => /\.(mdl|xmile|stmx)$/.test(one))) {
      const reason =
        skipped[file] ??
        skipped[short] ??
        (file.endsWith('.mdl') ? undefined : (skippedXmile[file] ?? skippedXmile[short]));
      if (reason) test.skip(`${file} (${reason})`, () => {});
      else
        test(`${short}/${file}`, () => compare(join(root, name!), file, outputOf(file, outputs!.split(','))));
    }
  }
});

// What a conversion lost was lost before Stella recorded its run as well.
const outputOf = (file: string, outputs: readonly string[]) =>
  (file.endsWith('.mdl') ? undefined : outputs.find((one) => one.includes('stella'))) ?? outputs[0]!;

async function compare(folder: string, file: string, output: string): Promise<void> {
  const text = readFileSync(join(folder, file), 'utf8');
  const external = await externalReader(text, join(folder, file));
  const { model: read, problems } = parseAll(text, file, { external });
  const run = join(folder, 'data.tab');
  const model = existsSync(run) ? feedData(read, [readRunTable(readFileSync(run, 'utf8'), run)]) : read;
  expect(problems.map((problem) => problem.message)).toEqual([]);
  const { header, rows } = readTable(readFileSync(join(folder, output), 'utf8'));
  const byKey = keysOf(model);
  const columns = header.flatMap((title, column) => {
    const element = column === 0 ? undefined : byKey.get(keyOf(title));
    return element === undefined ? [] : [{ column, element }];
  });
  expect(columns.length).toBeGreaterThan(0);
  const series = columns.map(({ element }) => element);
  const program = compileToJavaScript(model, { inputs: [], series });
  const found = new Float64Array(program.times.length * series.length);
  instantiate(program).run(program.defaults, found);

  for (const row of rows) {
    const time = Number(row[0]);
    const at = nearest(program.times, time);
    // Times were recorded with six digits.
    expect(Math.abs(program.times[at]! - time)).toBeLessThan(1e-4 * Math.max(1, Math.abs(time)));
    columns.forEach(({ column, element }, s) => {
      const text = row[column]?.trim();
      if (!text) return;
      const wanted = Number(text);
      if (Number.isNaN(wanted)) return;
      const value = found[at * series.length + s]!;
      // Six digits, from a tool that may have run in single precision.
      expect(
        Math.abs(value - wanted),
        `${element} at ${time}: ${value} and not ${wanted}`,
      ).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(wanted)));
    });
  }
}

function keysOf(model: Model): Map<string, string> {
  const names = model.variables.flatMap((v) => (v.kind === 'lookup' ? [] : elementNames(v)));
  return new Map(names.map((name) => [keyOf(name), name]));
}

const keyOf = (name: string) =>
  foldName(
    name
      .replaceAll('"', '')
      .replaceAll('\\', ' ')
      .replace(/\s*,\s*/g, ','),
  );

function nearest(times: Float64Array, time: number): number {
  let best = 0;
  for (let i = 1; i < times.length; i++) {
    if (Math.abs(times[i]! - time) < Math.abs(times[best]! - time)) best = i;
  }
  return best;
}

function readTable(text: string): { header: string[]; rows: string[][] } {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const cells = (line: string) =>
    lines[0]!.includes('\t')
      ? line.split('\t')
      : [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1]!.replace(/^"|"$/g, ''));
  return { header: cells(lines[0]!), rows: lines.slice(1).map(cells) };
}
