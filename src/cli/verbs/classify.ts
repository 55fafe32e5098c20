import { addRequestOptions } from '../classify/options.js';
import type { ClassifyOptions } from '../classify.js';
import type { Verb } from '../verb.js';

/** Classifies one item for one movement on one day. */
export const classifyVerb: Verb = {
  name: 'classify',
  summary: 'ECCN, licence, exceptions and review policy of a chip on a day, clause by clause',
  about: [
    'Tells what the US rules say of one item, one movement and one day: ECCN, licence by text and in practice, exceptions,',
    "review policy, and what stands at China's gate; with the arithmetic, every clause and its source, what was taken as",
    'given and what is missing. Not legal advice.',
  ].join(' '),
  arguments: [{ name: '[chip]', about: 'a chip by name or id, such as h200 or "RTX 4090"' }],
  examples: [
    {
      line: 'steelyard classify h200 --to CN --on 2026-01-20',
      does: 'the answer for an export from the United States to China, with the checklist of the January 2026 lane',
    },
    {
      line: 'steelyard classify --tpp 2632..2648 --die 600..700 --datacenter yes --to China --on 2024-06-01',
      does: 'a part of your own with uncertain figures: the answer says where in the intervals it parts',
    },
    {
      line: 'steelyard classify rtx-4090 --to Singapore --parent China --on 2024-06-01 --json',
      does: 'the same as one JSON document, for a unit of a Chinese firm abroad',
    },
  ],
  options: (command) =>
    addRequestOptions(command)
      .option('--batch <file>', 'answer every case of a YAML or JSON file: cases: [{id, chip, ...}]')
      .option('--headroom', 'show how far each figure is from each threshold in force')
      .option('--trace', 'show every clause that was looked at')
      .option('--brief', 'show the answer alone, without how it was reached')
      .option('--json', 'print the document steelyard.classify/1 and nothing else'),
  async run(context, [chip], options) {
    const { classifyItem } = await import('../classify.js');
    return classifyItem(chip, options as unknown as ClassifyOptions, context);
  },
};
