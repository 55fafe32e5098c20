import type { DescribeOptions } from '../describe.js';
import type { Verb } from '../verb.js';

/** Tells what a model is made of. */
export const describeVerb: Verb = {
  name: 'describe',
  summary: 'tell what a model is made of: stocks, flows, constants, loops; draw it',
  about: [
    'Counts what a model holds, lists its stocks with their flows, constants and lookups, counts feedback loops with the',
    'shortest through each stock, and names the longest chain of delays. --diagram draws stocks, flows and influences;',
    'of a model of more than 40 variables, stocks and flows.',
  ].join(' '),
  arguments: [{ name: '<model>', about: 'a file in the .mdl or the XMILE format' }],
  examples: [
    {
      line: 'steelyard describe models/access/access.mdl',
      does: 'the stocks, constants and loops of the access model',
    },
    {
      line: 'steelyard describe models/access/access.mdl --json',
      does: 'the same as a document, for a script',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.describe/1 and nothing else')
      .option('--diagram <file>', 'draw a stock-and-flow diagram into this .svg file'),
  async run(context, [model], options) {
    const { describeModelFile } = await import('../describe.js');
    return describeModelFile(model!, options as DescribeOptions, context);
  },
};
