import { nearestName } from '../base/nearest.js';
import type { Figure } from '../report/blocks.js';
import { laneFigure, openDocument, planeFigure, survivalFigure } from '../report/index.js';
import { exitCodes } from './complain.js';
import { drawTime } from './estimate/figure.js';
import { drawRatios } from './estimate/ratios.js';
import { isoDay } from './options.js';
import { writeFigure } from './pipeline/figure-file.js';
import { type History, loadHistory } from './timeline/load.js';
import { checkSvg } from './timeline.js';
import { UsageError } from './usage.js';
import type { Context } from './verb.js';

/** Which drawing, of which day, and where to. */
export interface FigureOptions {
  readonly json?: boolean;
  readonly out?: string;
  /** The day of the rules; of `time` the chips. */
  readonly on?: string;
  readonly workload?: string;
  readonly count?: number;
}

type Draw = (history: History, day: string, document: Document) => Figure;

/** The drawings that can be written, by name. */
export const drawings: Readonly<Record<string, { readonly shows: string; readonly draw: Draw }>> = {
  plane: {
    shows: 'what the classification of a day makes of chips',
    draw: ({ classifier }, day, document) => planeFigure(classifier, day, document),
  },
  lane: {
    shows: 'the lane of January 2026, the duty bands and the line of the letters of 2025',
    draw: ({ classifier }, day, document) => laneFigure(classifier, day, document),
  },
  survival: {
    shows: 'how long each variant made for export stayed outside the rules checked',
    draw: ({ classifier, facts }, day, document) =>
      survivalFigure(classifier, day, document, [...facts.measures.us.values()]),
  },
};

/** Draws one figure into a file of its own, and says what it shows. */
export async function drawFigure(name: string, options: FigureOptions, context: Context): Promise<number> {
  const { out, json } = options;
  const estimates = name === 'time' || name === 'ratios';
  if (!estimates) drawingOf(name);
  if (out === undefined && !json) throw nowhere();
  if (out !== undefined) checkSvg('--out', out);
  const { figure, day } =
    name === 'time'
      ? await drawTime(options, context)
      : name === 'ratios'
        ? await drawRatios(options, context)
        : await drawRules(name, options, context);
  const { io } = context;
  if (out !== undefined) writeFigure(figure, out, io.cwd);
  if (json) io.stdout.write(`${JSON.stringify(documentOf(name, day, figure, out), null, 1)}\n`);
  else io.stdout.write(`${figure.title}\n${out}\n`);
  return exitCodes.done;
}

/** Draws what the rules of a day make of chips. */
async function drawRules(
  name: string,
  { on, workload, count }: FigureOptions,
  context: Context,
): Promise<{ figure: Figure; day: string }> {
  if (workload !== undefined || count !== undefined) throw notOfTime(name, workload ?? String(count));
  const { draw } = drawingOf(name);
  const history = await loadHistory(context);
  const day = on === undefined ? history.classifier.book.rules.looked_through : isoDay('--on')(on);
  return { figure: draw(history, day, openDocument()), day };
}

function drawingOf(name: string): { draw: Draw } {
  if (Object.hasOwn(drawings, name)) return drawings[name]!;
  const names = [...Object.keys(drawings), 'time', 'ratios'];
  const near = nearestName(name, names);
  throw new UsageError(
    {
      code: 'CL005',
      found: `there is no figure "${name}"`,
      expected: `one of ${names.join(', ')}`,
      ...(near ? { nearest: near } : {}),
      remedy: 'name one of these figures',
    },
    name,
  );
}

const notOfTime = (name: string, word: string) =>
  new UsageError(
    {
      code: 'CL006',
      found: `the figure ${name} is about rules, and a workload or a number of chips was told`,
      expected: '--workload and --count for the figure time only',
      remedy: 'leave them out, or draw the figure time',
    },
    word,
  );

const nowhere = () =>
  new UsageError(
    {
      code: 'CL003',
      found: '`steelyard figure` needs a file to draw into',
      expected: '--out FILE.svg, or --json for the numbers alone',
      remedy: 'add --out with a file that ends in .svg',
    },
    'figure',
  );

function documentOf(name: string, day: string | null, figure: Figure, out: string | undefined) {
  const { title, caption, source = '', data } = figure;
  return {
    schema: 'steelyard.figure/1',
    figure: name,
    day,
    title,
    caption,
    source,
    file: out ?? null,
    columns: data.columns,
    // What is not known has no form as a number in JSON.
    rows: data.rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell)),
    ),
  };
}
