import type { DiffOptions } from '../diff.js';
import type { Verb } from '../verb.js';

const gather = (text: string, before: readonly string[]) => [...before, text];

/** Compares the answers of two days. */
export const diffVerb: Verb = {
  name: 'diff',
  summary: 'which chips have another answer on a later day, on which route, and by which clause',
  about: [
    'Holds every chip of the catalogue against the US rules of two days on eight usual routes, and tells what got',
    'tighter, looser or otherwise different, by which clause, with the acts between the days. Not legal advice.',
  ].join(' '),
  arguments: [
    { name: '<from>', about: 'the earlier day, such as 2023-11-16' },
    { name: '<to>', about: 'the later day' },
  ],
  examples: [
    {
      line: 'steelyard diff 2025-04-08 2025-04-09 --route us-cn',
      does: 'what the letters of April 2025 caught on the way to China',
    },
    {
      line: 'steelyard diff 2026-01-14 2026-01-15 --chip h200 --chip b200 --json',
      does: 'two chips before and after the lane of January 2026, as one JSON document',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.diff/1 and nothing else')
      .option('--chip <name>', 'only this chip; may be given several times', gather, [])
      .option(
        '--route <id>',
        'only this route, such as us-cn or us-sg-cn; may be given several times',
        gather,
        [],
      ),
  async run(context, [from, to], options) {
    const { compareDays } = await import('../diff.js');
    return compareDays([from!, to!], options as unknown as DiffOptions, context);
  },
};
