import { isoDay } from '../options.js';
import type { TimelineOptions } from '../timeline.js';
import type { Verb } from '../verb.js';

/** Shows the acts of both governments, or one chip under them. */
export const timelineVerb: Verb = {
  name: 'timeline',
  summary: 'what each act of both governments did to chips, and how long each export variant lasted',
  about: [
    'Without a chip: every act on record in order, with what it did, and how long each variant made for export stayed',
    'outside the US rules checked. With a chip: each stretch of days with the same answer, the clause that decides it,',
    "the act that began it, and China's gate by buyer over the same days. Not legal advice.",
  ].join(' '),
  arguments: [{ name: '[chip]', about: 'a chip by name or id, such as h20 or "RTX 5090 D"' }],
  examples: [
    {
      line: 'steelyard timeline',
      does: 'all acts, and how long each export variant stayed outside the rules checked',
    },
    {
      line: 'steelyard timeline h20 --until 2026-01-31',
      does: "the H20 on its way to China: the US answer and China's gate, stretch by stretch",
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.timeline/1 and nothing else')
      .option('--to <place>', 'where the chips go', 'CN')
      .option('--from-day <date>', 'first day (default: the first on record)', isoDay('--from-day'))
      .option(
        '--until <date>',
        'last day (default: the day to which the law was looked through)',
        isoDay('--until'),
      )
      .option('--svg <file>', 'draw the export variants into this file'),
  async run(context, [chip], options) {
    const { showTimeline } = await import('../timeline.js');
    return showTimeline(chip, options as unknown as TimelineOptions, context);
  },
};
