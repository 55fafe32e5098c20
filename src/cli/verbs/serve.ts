import { notEmpty, wholeNumber } from '../options.js';
import type { ServeOptions } from '../serve.js';
import type { Verb } from '../verb.js';

/** Answers over HTTP. */
export const serveVerb: Verb = {
  name: 'serve',
  summary: 'answer over HTTP: classify for other programs',
  about: [
    'Answers over HTTP with the documents that the verbs print with --json, and prints its address once it listens.',
    'GET / says what is there, and /openapi.json describes it for programs. Only this machine reaches it, unless --host',
    'says otherwise. Ctrl-C is how one ends it: it accepts nothing more, finishes what runs, and exits with code 0.',
  ].join(' '),
  arguments: [],
  examples: [
    { line: 'steelyard serve', does: 'answers at http://127.0.0.1:4173 until Ctrl-C' },
    {
      line: 'steelyard serve --port 0 --json --log',
      does: 'on any free port, with the address as a document, and a line of log an answer on standard error',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.serve/1 and nothing else')
      .option(
        '--host <address>',
        'the address to listen at; 0.0.0.0 lets the whole network ask',
        notEmpty('--host', 'an address of this machine, such as 127.0.0.1'),
        '127.0.0.1',
      )
      .option('--port <n>', 'the port; 0 takes a free one', wholeNumber('--port', 0, 65535), 4173)
      .option('--log', 'print method, path, status and milliseconds of each answer on standard error'),
  async run(context, _words, options) {
    const { serveHttp } = await import('../serve.js');
    return serveHttp(options as unknown as ServeOptions, context);
  },
};
