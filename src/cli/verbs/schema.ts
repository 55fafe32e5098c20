import { nearestName } from '../../base/nearest.js';
import { type DocumentVerb, documentVerbs } from '../schemas/names.js';
import { UsageError } from '../usage.js';
import type { Verb } from '../verb.js';

/** Prints the JSON Schema of a verb's document. */
export const schemaVerb: Verb = {
  name: 'schema',
  summary: "print the JSON Schema of a verb's --json document",
  about:
    'Prints the JSON Schema of the document that a verb prints with --json, so that programs can rely on it.',
  arguments: [{ name: '<verb>', about: `one of ${documentVerbs.join(', ')}` }],
  examples: [
    {
      line: 'steelyard schema weigh',
      does: 'the shape of the document that `steelyard weigh STUDY --json` prints',
    },
    { line: 'steelyard schema weigh > weigh.schema.json', does: 'keep it, to check documents against it' },
  ],
  options: (command) => command.option('--json', 'the same: the schema is JSON in any case'),
  async run({ io }, [verb]) {
    const known = knownVerb(verb!);
    const { jsonSchemaOf } = await import('../schemas/index.js');
    io.stdout.write(`${JSON.stringify(jsonSchemaOf(known), null, 2)}\n`);
    return 0;
  },
};

function knownVerb(word: string): DocumentVerb {
  const verbs = documentVerbs;
  const verb = verbs.find((candidate) => candidate === word);
  if (verb) return verb;
  const nearest = nearestName(word, verbs);
  throw new UsageError(
    {
      code: 'CL005',
      found: `there is no document schema for "${word}"`,
      expected: `one of ${verbs.join(', ')}`,
      ...(nearest ? { nearest } : {}),
      remedy: 'name a verb that prints a document with --json',
    },
    word,
  );
}
