import { formatNumber } from '../base/format.js';
import { sha256 } from '../base/sha256.js';
import { printTable } from '../base/table.js';
import { compileToJavaScript, instantiate } from '../engine/index.js';
import { type Method, type Model, NA } from '../sd/index.js';
import { widthOf } from './io.js';
import { loadModel } from './pipeline/model.js';
import { noticeLines } from './pipeline/notices.js';
import { type Chosen, chooseElements, nameColumn, quoteCell, readSets } from './simulate/choose.js';
import type { Context } from './verb.js';

/** How a person wants one run to be made and shown. */
export interface SimulateOptions {
  readonly json?: boolean;
  readonly format: 'table' | 'tab' | 'csv';
  readonly precision: 'short' | 'full';
  /** Method of integration; that of the model when not given. */
  readonly method?: Method;
  /** `name=value`, each once. */
  readonly set: readonly string[];
  /** Tables of other runs that data variables take their values from. */
  readonly data: readonly string[];
  /** Names to show; empty shows all. */
  readonly only: readonly string[];
}

/** One run: values by element, time by time. */
interface Run {
  readonly model: Model;
  readonly times: Float64Array;
  readonly elements: readonly {
    readonly name: string;
    readonly units: string;
    readonly values: Float64Array;
  }[];
  readonly sets: ReadonlyMap<string, number>;
}

/** Runs a model once and prints it. */
export async function simulateModel(
  word: string,
  options: SimulateOptions,
  context: Context,
): Promise<number> {
  const { model: read, text } = await loadModel(word, context, options.data);
  const model = options.method ? { ...read, method: options.method } : read;
  for (const line of noticeLines(model)) context.io.stderr.write(`${line}\n`);
  const run = runOnce(model, readSets(model, options.set), chooseElements(model, options.only));
  const { stdout } = context.io;
  if (options.json) stdout.write(`${JSON.stringify(documentOf(run, sha256(text)), null, 1)}\n`);
  else if (options.format === 'table') stdout.write(`${printSummary(run, widthOf(stdout))}\n`);
  else printColumns(run, options, (line) => stdout.write(`${line}\n`));
  return 0;
}

function runOnce(model: Model, sets: ReadonlyMap<string, number>, chosen: readonly Chosen[]): Run {
  const names = chosen.map(({ name }) => name);
  const program = compileToJavaScript(model, { inputs: [...sets.keys()], series: names });
  const out = new Float64Array(program.times.length * names.length);
  instantiate(program).run(Float64Array.from(sets.values()), out);
  const elements = chosen.map((one, s) => ({
    ...one,
    values: Float64Array.from(program.times, (_, t) => out[t * names.length + s]!),
  }));
  return { model, times: program.times, elements, sets };
}

function printColumns(run: Run, options: SimulateOptions, write: (line: string) => void): void {
  const separator = options.format === 'tab' ? '\t' : ',';
  const quote = (text: string) => quoteCell(text, separator);
  // A missing value is an empty cell, and an empty cell of --data is a missing value.
  const print = (value: number) => {
    if (value === NA) return '';
    return String(options.precision === 'full' ? value : Number(value.toPrecision(6)));
  };
  write(['Time', ...run.elements.map(({ name }) => name)].map(quote).join(separator));
  run.times.forEach((time, t) => {
    write([time, ...run.elements.map(({ values }) => values[t]!)].map(print).join(separator));
  });
}

/** One row a variable: where it starts and ends, and between which values it moves. */
function printSummary(run: Run, width: number): string {
  const last = run.times.length - 1;
  const columns = [
    nameColumn('variable', width),
    { title: `at ${run.times[0]}`, align: 'decimal' as const },
    { title: `at ${run.times[last]}`, align: 'decimal' as const },
    { title: 'least', align: 'decimal' as const },
    { title: 'most', align: 'decimal' as const },
    { title: 'unit', maxWidth: 16 },
  ];
  const rows = run.elements.map(({ name, units, values }) => {
    const there = [...values].filter((value) => value !== NA);
    const numbers = [values[0]!, values[last]!, Math.min(...there), Math.max(...there)];
    const print = (value: number) =>
      value === NA || there.length === 0 ? 'missing' : formatNumber(value, 4);
    return [name, ...numbers.map(print), units];
  });
  return printTable({ width, columns, rows });
}

function documentOf({ model, times, elements, sets }: Run, hash: string): unknown {
  return {
    schema: 'steelyard.simulate/1',
    model: { path: model.file, hash },
    sets: Object.fromEntries(sets),
    times: [...times],
    // What is not a number in a run has no form in JSON, and becomes null; so does what is not available.
    variables: elements.map(({ name, units, values }) => ({
      name,
      unit: units,
      values: [...values].map(finiteOrNull),
    })),
  };
}

const finiteOrNull = (value: number) => (Number.isFinite(value) && value !== NA ? value : null);
