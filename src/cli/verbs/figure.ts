import { chipCount } from '../estimate/quantities.js';
import type { FigureOptions } from '../figure.js';
import type { Verb } from '../verb.js';

/** Draws one figure into a file. */
export const figureVerb: Verb = {
  name: 'figure',
  summary:
    'draw chips under the rules of a day, where the time of a workload goes, or estimates over measured values',
  about: [
    'Writes one drawing as an SVG file that stands on its own. plane: what the classification of a day makes of chips;',
    'lane: the lane of January 2026 with the duty bands; survival: how long each variant made for export stayed outside',
    'the rules checked; time: where the time of a workload goes, a bar for each chip; ratios: every measured row by its',
    'estimate over what was measured. With --json: the numbers that were drawn.',
  ].join(' '),
  arguments: [{ name: '<name>', about: 'plane, lane, survival, time or ratios' }],
  examples: [
    {
      line: 'steelyard figure plane --on 2023-11-17 --json',
      does: 'the numbers behind the plane of performance and density under the rule of October 2023',
    },
    { line: 'steelyard figure survival --json', does: 'the numbers behind the bars of the export variants' },
    {
      line: 'steelyard figure time --workload llama3.1-70b-pretraining --on h200,h20,910c --count 1024 --json',
      does: 'where the time of a training goes on 1,024 chips of three kinds',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.figure/1 and nothing else')
      .option('--out <file>', 'the file to write, such as plane.svg')
      .option(
        '--on <day|chips>',
        'the day of the rules (default: the day to which the law was looked through); of time the chips, with commas',
      )
      .option('--workload <name>', 'of time: a named workload (`steelyard estimate` lists them)')
      .option('--count <n>', 'of time: how many chips of each (default: 8)', chipCount('--count')),
  async run(context, [name], options) {
    const { drawFigure } = await import('../figure.js');
    return drawFigure(name!, options as unknown as FigureOptions, context);
  },
};
