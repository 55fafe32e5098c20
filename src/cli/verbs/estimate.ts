import { addEstimateOptions, type EstimateOptions } from '../estimate/options.js';
import type { Verb } from '../verb.js';

/** Estimates what so many chips do for a workload. */
export const estimateVerb: Verb = {
  name: 'estimate',
  summary: 'what so many chips do for a workload: throughput, time, energy and cost, each with its range',
  about: [
    'Estimates a named workload, or one of your own file, on so many chips of a kind: throughput, time to finish, energy,',
    'power and cost, where the time goes, and what was taken because it was not given. With --against: other chips beside',
    'it, and how many of them do the same. With --deadline or --budget: the fleet that it takes, or that it buys. Without a',
    'workload: the list of named ones. Every range holds the truth in four cases of five.',
  ].join(' '),
  arguments: [{ name: '[workload]', about: 'a named workload, such as llama3.1-70b-pretraining' }],
  examples: [
    {
      line: 'steelyard estimate llama3.1-70b-pretraining --on h200 --count 4096 --country CN',
      does: 'how long 4,096 H200 take for 15 trillion tokens, and at what energy and cost',
    },
    {
      line: 'steelyard estimate llama3.1-70b-serving --on h200 --count 8 --against h20,910c',
      does: 'the same service on H20 and Ascend 910C, with the fleets that match',
    },
    {
      line: 'steelyard estimate llama3.1-8b-pretraining --on h20 --deadline 90d --tokens 15T',
      does: 'the smallest fleet of H20 that finishes within 90 days',
    },
  ],
  options: addEstimateOptions,
  async run(context, [workload], options) {
    const { estimateWork } = await import('../estimate.js');
    return estimateWork(workload, options as unknown as EstimateOptions, context);
  },
};
