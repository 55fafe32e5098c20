import type { AdmitOptions } from '../admit.js';
import { addRequestOptions } from '../classify/options.js';
import type { Verb } from '../verb.js';

/** Tells whether an item passes both gates. */
export const admitVerb: Verb = {
  name: 'admit',
  summary: 'whether a chip passes the US gate and the gate of China on a day, and which one decides',
  about: [
    'Reads both gates on the same day: what the US rules say, and what stands in China for the kind of buyer, which is',
    'mostly reported practice. Says open, by decision (somebody decides in the single case), shut, or cannot tell, and',
    'which gate decides. Without --buyer: one row for each kind of buyer. Not legal advice.',
  ].join(' '),
  arguments: [{ name: '[chip]', about: 'a chip by name or id, such as h200 or "RTX 4090"' }],
  examples: [
    {
      line: 'steelyard admit h200 --to CN --on 2026-09-15 --buyer commercial_cloud --certified all',
      does: 'one buyer, with every certification of the January 2026 lane taken as met',
    },
    {
      line: 'steelyard admit h20 --to China --on 2025-08-20',
      does: 'one row for each kind of buyer, with the instruments of each gate',
    },
  ],
  options: (command) =>
    addRequestOptions(command).option('--json', 'print the document steelyard.admit/1 and nothing else'),
  async run(context, [chip], options) {
    const { admitItem } = await import('../admit.js');
    return admitItem(chip, options as unknown as AdmitOptions, context);
  },
};
