import type { EvidenceOptions } from '../evidence.js';
import { isoDay } from '../options.js';
import type { Verb } from '../verb.js';

/** Shows where numbers come from, and finds those that come from nowhere. */
export const evidenceVerb: Verb = {
  name: 'evidence',
  summary: 'show where a number comes from, and what is unsourced or stale',
  about: [
    'Without a key: what the data hold. With a key: the value with its range, sources, flags and what rests on it.',
    '--check lists what is unsourced, unverified or stale on the day of the study; exit code 1 if anything has no source.',
    '--check --as-of a day also proves that the prior set of that day rests on nothing later.',
  ].join(' '),
  arguments: [
    {
      name: '[key]',
      about: 'such as prior:yield_2025, chip:nv-h200-sxm.dense_tops.bf16, control:nv-h20-96@2025-03-01',
    },
  ],
  examples: [
    {
      line: 'steelyard evidence prior:yield_2025',
      does: 'the range of a prior, its sources, and what rests on it',
    },
    {
      line: 'steelyard evidence --check --as-of 2024-12-31',
      does: 'proves that the priors as known at the end of 2024 rest on nothing later',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.evidence/1 and nothing else')
      .option('--check', 'list what is unsourced, unverified or stale')
      .option('--as-of <date>', 'the day to check against (default: the day of the study)', isoDay('--as-of'))
      .option(
        '--sync',
        "write the data's numbers into the constants of the study's model that carry their keys",
      )
      .option('--study <study>', 'the study whose model and day count', 'h200-china'),
  async run(context, [key], options) {
    const { showEvidence } = await import('../evidence.js');
    return showEvidence(key, options as unknown as EvidenceOptions, context);
  },
};
