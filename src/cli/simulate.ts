import { basename } from 'node:path';
import { formatNumber } from '../base/format.js';
import { sha256 } from '../base/sha256.js';
import { printTable } from '../base/table.js';
import { type ModelRun, simulateModel } from '../engine/index.js';
import { type Method, type Model, NA, stepWith } from '../sd/index.js';
import { widthOf } from './io.js';
import { loadModel } from './pipeline/model.js';
import { endLines, noticeLines } from './pipeline/notices.js';
import { chooseElements, keptSeries, nameColumn, quoteCell } from './simulate/choose.js';
import { oddLines } from './simulate/odd.js';
import { applySets } from './simulate/set.js';
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
  /** A file that the variables are drawn into. */
  readonly plot?: string;
}

/** A run with what there is to tell of it. */
interface Told extends ModelRun {
  readonly model: Model;
  readonly sets: ReadonlyMap<string, number>;
}

/** Runs a model once, prints it, and draws it if asked to. */
export async function simulateOnce(
  word: string,
  options: SimulateOptions,
  context: Context,
): Promise<number> {
  const { io } = context;
  const { plot, method } = options;
  if (plot !== undefined) (await import('./timeline.js')).checkSvg('--plot', plot);
  const { model: read, text, file } = await loadModel(word, context, options.data);
  for (const line of noticeLines(read)) io.stderr.write(`${line}\n`);
  const { model, sets } = applySets(stepWith(read, method), options.set);
  const only = chooseElements(model, options.only).map(({ name }) => name);
  const run = { ...simulateModel(model, { only }), model, sets };
  for (const line of [...endLines(model), ...oddLines(model, run)]) io.stderr.write(`${line}\n`);
  if (plot !== undefined) await draw(run, { ...options, plot }, basename(file), context);
  const { stdout } = io;
  if (options.json) stdout.write(`${JSON.stringify(documentOf(run, sha256(text)), null, 1)}\n`);
  else if (options.format === 'table') stdout.write(`${printSummary(run, widthOf(stdout))}\n`);
  else printColumns(run, options, (line) => stdout.write(`${line}\n`));
  return 0;
}

/** Draws what was asked for, and the stocks where nothing was; what is printed may be all there is. */
async function draw(
  run: Told,
  { only, plot, json, format }: SimulateOptions & { readonly plot: string },
  name: string,
  context: Context,
): Promise<void> {
  const { drawLines } = await import('./simulate/draw-once.js');
  const kept = new Set(keptSeries(run.model).map((one) => one.name));
  const shown = only.length > 0 ? run : { ...run, series: run.series.filter((one) => kept.has(one.name)) };
  const source = `${name}; Steelyard ${context.version}`;
  drawLines(run.model, shown, run.sets, { source, word: plot, name }, context);
  if (!json && format === 'table') context.io.stderr.write(`drawn: ${plot}\n`);
}

function printColumns(run: ModelRun, options: SimulateOptions, write: (line: string) => void): void {
  const separator = options.format === 'tab' ? '\t' : ',';
  const quote = (text: string) => quoteCell(text, separator);
  // A missing value is an empty cell, and an empty cell of --data is a missing value.
  const print = (value: number) => {
    if (value === NA) return '';
    return String(options.precision === 'full' ? value : Number(value.toPrecision(6)));
  };
  write(['Time', ...run.series.map(({ name }) => name)].map(quote).join(separator));
  run.times.forEach((time, t) => {
    write([time, ...run.series.map(({ values }) => values[t]!)].map(print).join(separator));
  });
}

/** One row a variable: where it starts and ends, and between which values it moves. */
function printSummary(run: ModelRun, width: number): string {
  const last = run.times.length - 1;
  const columns = [
    nameColumn('variable', width),
    { title: `at ${run.times[0]}`, align: 'decimal' as const },
    { title: `at ${run.times[last]}`, align: 'decimal' as const },
    { title: 'least', align: 'decimal' as const },
    { title: 'most', align: 'decimal' as const },
    { title: 'unit', maxWidth: 16 },
  ];
  const rows = run.series.map(({ name, units, values }) => {
    const there = [...values].filter((value) => value !== NA);
    const least = there.reduce((low, value) => Math.min(low, value), Infinity);
    const most = there.reduce((high, value) => Math.max(high, value), -Infinity);
    const numbers = [values[0]!, values[last]!, least, most];
    const print = (value: number) =>
      value === NA || there.length === 0 ? 'missing' : formatNumber(value, 4);
    return [name, ...numbers.map(print), units];
  });
  return printTable({ width, columns, rows });
}

function documentOf({ model, times, series, sets }: Told, hash: string): unknown {
  return {
    schema: 'steelyard.simulate/1',
    model: { path: model.file, hash },
    sets: Object.fromEntries(sets),
    times: [...times],
    // What is not a number in a run has no form in JSON, and becomes null; so does what is not available.
    variables: series.map(({ name, units, values }) => ({
      name,
      unit: units,
      values: [...values].map(finiteOrNull),
    })),
  };
}

const finiteOrNull = (value: number) => (Number.isFinite(value) && value !== NA ? value : null);
