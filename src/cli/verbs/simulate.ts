import { oneOf } from '../options.js';
import type { SimulateOptions } from '../simulate.js';
import type { Verb } from '../verb.js';

const gather = (text: string, before: readonly string[]) => [...before, text];

/** Runs a model once. */
export const simulateVerb: Verb = {
  name: 'simulate',
  summary: 'run a model once',
  about: [
    'Runs a model once, with the values that stand in it or are set here, and prints every variable at every saved',
    'time under the name and subscripts as the model spells them.',
  ].join(' '),
  arguments: [{ name: '<model>', about: 'a .mdl, .xmile or .stmx file' }],
  examples: [
    {
      line: 'steelyard simulate models/access/access.mdl --format tab --precision full > run.tab',
      does: 'every variable at every saved time, to lay beside the output of another program',
    },
    {
      line: 'steelyard simulate models/access/access.mdl --set "lever quota=100" --only "effective compute"',
      does: 'one variable, with one constant changed',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.simulate/1 and nothing else')
      .option('--format <form>', 'table, tab or csv', oneOf('--format', ['table', 'tab', 'csv']), 'table')
      .option(
        '--precision <kind>',
        'short (6 digits) or full',
        oneOf('--precision', ['short', 'full']),
        'short',
      )
      .option(
        '--method <name>',
        'euler or rk4, in place of what the model asks for',
        oneOf('--method', ['euler', 'rk4']),
      )
      .option('--set <name=value>', 'set a constant; may be given several times', gather, [])
      .option(
        '--data <file>',
        'a .tab or .csv table of another run, for data variables without an equation; may be given several times',
        gather,
        [],
      )
      .option('--only <name>', 'show this variable or element; may be given several times', gather, []),
  async run(context, [model], options) {
    const { simulateModel } = await import('../simulate.js');
    return simulateModel(model!, options as unknown as SimulateOptions, context);
  },
};
