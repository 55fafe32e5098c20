import type { ConvertOptions } from '../convert.js';
import { notEmpty, oneOf } from '../options.js';
import type { Verb } from '../verb.js';

/** Writes a model in another format. */
export const convertVerb: Verb = {
  name: 'convert',
  summary: 'write a model as XMILE, as .mdl, as JSON or as C',
  about: [
    'Reads a model and writes it in another format: xmile for Stella, Simlin and others, mdl for Vensim, json for programs,',
    'c for a program that runs it and needs nothing but a C compiler. Values stay the same: what the format lacks is',
    'written out. Sketches are not carried over; a drawing is made anew for XMILE.',
  ].join(' '),
  arguments: [{ name: '<model>', about: 'a file in the .mdl or the XMILE format' }],
  examples: [
    {
      line: 'steelyard convert models/access/access.mdl --to xmile > access.xmile',
      does: 'the access model for Stella',
    },
    {
      line: 'steelyard convert models/access/access.mdl --to json',
      does: 'ranges, variables and equations as one document, names resolved',
    },
    {
      line: 'steelyard convert bench/models/cooling.mdl --to c > cooling.c',
      does: 'a C program: cc -O2 cooling.c -o cooling -lm && ./cooling tau=5',
    },
  ],
  options: (command) =>
    command
      .option(
        '--to <format>',
        'xmile, mdl, json or c (default: by the ending of --out)',
        oneOf('--to', ['xmile', 'mdl', 'json', 'c']),
      )
      .option(
        '--out <file>',
        'the file to write (default: standard output)',
        notEmpty('--out', 'a file to write'),
      )
      .option('--json', 'the same as --to json: the document steelyard.model/1'),
  async run(context, [model], options) {
    const { convertModel } = await import('../convert.js');
    return convertModel(model!, options as ConvertOptions, context);
  },
};
