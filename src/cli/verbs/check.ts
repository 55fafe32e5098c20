import type { Verb } from '../verb.js';

/** Checks a model without running it. */
export const checkVerb: Verb = {
  name: 'check',
  summary: 'check a model: syntax, names, units, loops, what nothing uses',
  about:
    'Reads a model and lists everything that is wrong with it, each with its place. Exit code 1 if anything is.',
  arguments: [{ name: '<model>', about: 'a .mdl, .xmile or .stmx file' }],
  examples: [
    {
      line: 'steelyard check models/access/access.mdl',
      does: 'says that the model is clean, or what is not',
    },
    {
      line: 'steelyard check models/access/access.mdl --json',
      does: 'the same as a document, for an editor or a script',
    },
  ],
  options: (command) => command.option('--json', 'print the document steelyard.check/1 and nothing else'),
  async run(context, [model], options) {
    const { checkModelFile } = await import('../check.js');
    return checkModelFile(model!, options as { json?: boolean }, context);
  },
};
