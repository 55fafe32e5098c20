import type { CompareOptions } from '../compare.js';
import { positive, wholeNumber } from '../options.js';
import type { Verb } from '../verb.js';

/** Lays two versions of a model beside each other. */
export const compareVerb: Verb = {
  name: 'compare',
  summary: 'run two versions of a model side by side and show where they differ',
  about: [
    "Runs two models as they are written and over settings of the constants that they share: Sobol' points within each",
    "slider's range, or within 20 % of the first model's value. Lists the variables that differ most, with the time and",
    'the setting. A difference is relative to the greatest value of the variable in that setting. Exit code 1 if any is',
    'above the tolerance.',
  ].join(' '),
  arguments: [
    { name: '<first>', about: 'a file in the .mdl or the XMILE format' },
    { name: '<second>', about: 'another version of it' },
  ],
  examples: [
    {
      line: 'steelyard compare models/access/access.mdl models/access/access.mdl --design 8',
      does: 'nothing differs between a model and itself',
    },
    {
      line: 'steelyard compare models/access/access.mdl models/access/access.mdl --design 2 --json',
      does: 'every difference as a document, with the settings that were tried',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.compare/1 and nothing else')
      .option('--design <n>', 'settings besides the one as written', wholeNumber('--design', 0, 65_536), 64)
      .option('--within <percent>', 'how far constants without a slider move', positive('--within', 100), 20)
      .option('--tolerance <share>', 'largest difference that is none', positive('--tolerance', 1), 1e-6)
      .option('--seed <n>', 'of the settings', wholeNumber('--seed', 0, 2 ** 32 - 1), 1)
      .option('--most <n>', 'rows to show', wholeNumber('--most', 1, 100_000), 20),
  async run(context, [first, second], options) {
    const { compareModelFiles } = await import('../compare.js');
    return compareModelFiles([first!, second!], options as unknown as CompareOptions, context);
  },
};
