import { oneOf, wholeNumber } from '../options.js';
import type { Verb } from '../verb.js';
import type { WeighOptions } from '../weigh.js';

/** Weighs a study: the whole decision. */
export const weighVerb: Verb = {
  name: 'weigh',
  summary: 'weigh the policies of a study over its futures, and write the dossier',
  about: [
    'Runs every policy of a study through the same futures, weighs what each gains and risks, prints the answer,',
    'and writes weigh.json and the dossier beside the stored runs. Interrupted, the same command goes on where it was.',
  ].join(' '),
  arguments: [
    { name: '<study>', about: 'a study file, or the bare name of a study that comes with the package' },
  ],
  examples: [
    { line: 'steelyard weigh h200-china', does: 'the whole answer, and where the dossier is' },
    {
      line: 'steelyard weigh studies/h200-china.yaml --futures 200 --json > answer.json',
      does: 'a quick look at 200 futures, as one JSON document',
    },
    {
      line: 'steelyard weigh h200-china --priors known-2024-12-31 --weighting exploratory --md',
      does: 'with what was known at the end of 2024, ranges covered evenly, and the dossier in Markdown too',
    },
    {
      line: 'steelyard weigh h200-china --futures 200 --basis eflops',
      does: 'compute in EFLOPS of BF16, on screen and in the dossier',
    },
  ],
  options: (command) =>
    command
      .option('--json', 'print the document steelyard.weigh/1 and nothing else')
      .option(
        '--futures <n>',
        "number of futures (default: the study's)",
        wholeNumber('--futures', 2, 1_000_000),
      )
      .option(
        '--seed <n>',
        "seed of the design (default: the study's)",
        wholeNumber('--seed', 0, 2 ** 32 - 1),
      )
      .option('--workers <n>', 'worker threads (default: one a core)', wholeNumber('--workers', 1, 256))
      .option('--out <dir>', 'folder for results', 'results')
      .option('--design <method>', 'sobol, lhs or random', oneOf('--design', ['sobol', 'lhs', 'random']))
      .option(
        '--weighting <kind>',
        'weighted (by what is likely) or exploratory (covers the ranges evenly)',
        oneOf('--weighting', ['weighted', 'exploratory']),
      )
      .option('--priors <set>', "prior set, such as known-2024-12-31 (default: the study's)")
      .option(
        '--basis <basis>',
        "bf16-h100e, 8bit-h100e, tpp or eflops: the basis of compute (default: the study's)",
        oneOf('--basis', ['bf16-h100e', '8bit-h100e', 'tpp', 'eflops']),
      )
      .option('--md', 'write the dossier in Markdown too')
      .option('--no-dossier', 'write no dossier')
      .option('--quiet', 'show no progress'),
  async run(context, [study], options) {
    const { weighStudy } = await import('../weigh.js');
    return weighStudy(study!, options as unknown as WeighOptions, context);
  },
};
