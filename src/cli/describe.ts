import { resolve } from 'node:path';
import { formatCount, formatNumber } from '../base/format.js';
import { sha256 } from '../base/sha256.js';
import { printTable } from '../base/table.js';
import { wrapText } from '../base/text.js';
import { drawDiagram } from '../report/index.js';
import { type Description, describeModel, layOutModel, type Model, nameFlows } from '../sd/index.js';
import { exitCodes } from './complain.js';
import { widthOf } from './io.js';
import { writeText } from './pipeline/files.js';
import { shownPath } from './pipeline/locate.js';
import { loadModel } from './pipeline/model.js';
import { nameColumn } from './simulate/choose.js';
import { checkSvg } from './timeline.js';
import type { Context } from './verb.js';

/** How a model is to be told. */
export interface DescribeOptions {
  readonly json?: boolean;
  readonly diagram?: string;
}

/** Variables beyond which a drawing shows stocks and flows only. */
const mostDrawn = 40;
const bare = (name: string) => name.replaceAll('"', '');

/** Tells what a model is made of, and draws it if asked to. */
export async function describeModelFile(
  word: string,
  { json, diagram }: DescribeOptions,
  context: Context,
): Promise<number> {
  if (diagram !== undefined) checkSvg('--diagram', diagram);
  const { io } = context;
  const { model, file, text } = await loadModel(word, context);
  const found = describeModel(model);
  if (diagram !== undefined) {
    const target = resolve(io.cwd, diagram);
    writeText(target, shownPath(target, io.cwd), draw(model, file, found));
  }
  const width = widthOf(io.stdout);
  const told = json
    ? JSON.stringify(documentOf(found, file, text, diagram), null, 1)
    : [...print(found, file, width), ...(diagram === undefined ? [] : ['', `Diagram: ${diagram}`])].join(
        '\n',
      );
  io.stdout.write(`${told}\n`);
  return exitCodes.done;
}

function draw(model: Model, file: string, { counts }: Description): string {
  const whole = counts.variables <= mostDrawn;
  const all = `${formatCount(counts.stocks, 'stock')}, ${formatCount(counts.flows, 'flow')}, ${formatCount(counts.variables, 'variable')} in all`;
  const subtitle = whole
    ? all
    : `${all}; stocks and flows are drawn, and arrows that lead from one to another at once`;
  return drawDiagram(layOutModel(model, nameFlows(model), whole), file.replace(/^.*\//, ''), subtitle);
}

function print(found: Description, file: string, width: number): string[] {
  const { counts, stocks, constants, lookups, loops, longestChain } = found;
  const lines = (text: string) => wrapText(text, width, '  ');
  const { variables, elements, ranges, flows, auxiliaries } = counts;
  const of = `${formatCount(counts.stocks, 'stock')}, ${formatCount(flows, 'flow')}, ${formatCount(auxiliaries, 'auxiliary', 'auxiliaries')}, ${formatCount(counts.constants, 'constant')}, ${formatCount(counts.lookups, 'lookup')}${counts.data > 0 ? `, ${formatCount(counts.data, 'data variable')}` : ''}`;
  const section = (title: string, body: readonly string[]) => (body.length > 0 ? ['', title, ...body] : []);
  return [
    ...lines(
      `${file}: ${formatCount(variables, 'variable')} (${formatCount(elements, 'element')} over ${formatCount(ranges, 'range')}): ${of}`,
    ),
    ...section('Stocks', stocks.length > 0 ? [printStocks(stocks, width)] : []),
    ...section('Constants', constants.length > 0 ? [printConstants(constants, width)] : []),
    ...section(
      'Lookups',
      lookups.flatMap(({ name, points, units }) =>
        lines(`${bare(name)}: ${formatCount(points, 'point')}${units && `, ${units}`}`),
      ),
    ),
    ...section('Feedback', [
      ...lines(
        loops.complete ? formatCount(loops.count, 'loop') : `more than ${formatCount(loops.count, 'loop')}`,
      ),
      ...stocks.flatMap(({ name, loop }) =>
        loop && loop.length > 1
          ? lines(`shortest through ${bare(name)}: ${[...loop, loop[0]!].map(bare).join(' > ')}`)
          : [],
      ),
    ]),
    ...section(
      `Longest chain of delays: ${formatCount(longestChain.length, 'stock')}`,
      longestChain.length > 1 ? lines(longestChain.map(bare).join(' > ')) : [],
    ),
  ];
}

function printStocks(stocks: Description['stocks'], width: number): string {
  return printTable({
    width,
    columns: [
      nameColumn('stock', width),
      { title: 'filled by' },
      { title: 'emptied by' },
      { title: 'unit', maxWidth: 16 },
    ],
    rows: stocks.map(({ name, units, elements, inflows, outflows, rate }) => [
      elements > 1 ? `${bare(name)} (${elements})` : bare(name),
      rate === undefined ? inflows.map(bare).join(', ') : `at the rate ${cut(rate)}`,
      outflows.map(bare).join(', '),
      units,
    ]),
  });
}

function printConstants(constants: Description['constants'], width: number): string {
  return printTable({
    width,
    columns: [
      nameColumn('constant', width),
      { title: 'value', shrink: false },
      { title: 'unit', maxWidth: 20 },
    ],
    rows: constants.map(({ name, units, values }) => [bare(name), printValues(values), units]),
  });
}

function printValues(values: readonly number[]): string {
  if (values.length === 0) return '';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = low === high ? formatNumber(low, 6) : `${formatNumber(low, 4)} to ${formatNumber(high, 4)}`;
  return values.length === 1 ? span : `${span} (${values.length})`;
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

function documentOf(found: Description, file: string, text: string, diagram: string | undefined): unknown {
  const { counts, stocks, constants, lookups, loops, longestChain } = found;
  return {
    schema: 'steelyard.describe/1',
    model: { path: file, hash: sha256(text) },
    counts,
    stocks: stocks.map(({ rate, loop, ...rest }) => ({ ...rest, rate: rate ?? null, loop: loop ?? null })),
    constants,
    lookups,
    loops,
    longest_chain: longestChain,
    diagram: diagram ?? null,
  };
}
