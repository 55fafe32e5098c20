import { resolve } from 'node:path';
import { nearestName } from '../base/nearest.js';
import type { Figure } from '../report/blocks.js';
import { laneFigure, openDocument, planeFigure, standaloneSvg, survivalFigure } from '../report/index.js';
import { exitCodes } from './complain.js';
import { writeText } from './pipeline/files.js';
import { shownPath } from './pipeline/locate.js';
import { type History, loadHistory } from './timeline/load.js';
import { checkSvg } from './timeline.js';
import { UsageError } from './usage.js';
import type { Context } from './verb.js';

/** Which drawing, of which day, and where to. */
export interface FigureOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly on?: string;
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
  const { draw } = drawingOf(name);
  const { out, json } = options;
  if (out === undefined && !json) throw nowhere();
  if (out !== undefined) checkSvg('--out', out);
  const history = await loadHistory(context);
  const day = options.on ?? history.classifier.book.rules.looked_through;
  const figure = draw(history, day, openDocument());
  const { io } = context;
  const file = out === undefined ? undefined : resolve(io.cwd, out);
  if (file) writeText(file, shownPath(file, io.cwd), standaloneSvg(figure));
  if (json) io.stdout.write(`${JSON.stringify(documentOf(name, day, figure, out), null, 1)}\n`);
  else io.stdout.write(`${figure.title}\n${out}\n`);
  return exitCodes.done;
}

function drawingOf(name: string): { draw: Draw } {
  if (Object.hasOwn(drawings, name)) return drawings[name]!;
  const names = Object.keys(drawings);
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

function documentOf(name: string, day: string, figure: Figure, out: string | undefined) {
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
