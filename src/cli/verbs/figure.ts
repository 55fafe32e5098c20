import type { FigureOptions } from '../figure.js';
import { isoDay } from '../options.js';
import type { Verb } from '../verb.js';

/** Draws one figure into a file. */
export const figureVerb: Verb = {
  name: 'figure',
  summary: 'draw the plane of chips under the rules of a day, the lane, or the export variants',
  about: [
    'Writes one drawing as an SVG file that stands on its own. plane: what the classification of a day makes of chips;',
    'lane: the lane of January 2026 with the duty bands; survival: how long each variant made for export stayed outside',
    'the rules checked. With --json: the numbers that were drawn.',
  ].join(' '),
  arguments: [{ name: '<name>', about: 'plane, lane or survival' }],
  examples: [
    {
      line: 'steelyard figure plane --on 2023-11-17 --json',
      does: 'the numbers behind the plane of performance and density under the rule of October 2023',
    },
    { line: 'steelyard figure survival --json', does: 'the numbers behind the bars of the export variants' },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.figure/1 and nothing else')
      .option('--out <file>', 'the file to write, such as plane.svg')
      .option(
        '--on <date>',
        'the day of the rules (default: the day to which the law was looked through)',
        isoDay('--on'),
      ),
  async run(context, [name], options) {
    const { drawFigure } = await import('../figure.js');
    return drawFigure(name!, options as unknown as FigureOptions, context);
  },
};
