import { join } from 'node:path';
import { makeEstimator } from '../../src/compute/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { root } from '../cli/run.js';

/** The data that answers need, as the command line loads them. */
export const facts = await readFacts(join(root, 'data'), {
  parts: ['accelerators', 'compute', 'prices', 'places', 'assumptions', 'measurements'],
});

/** The estimator of the data. */
export const estimator = makeEstimator(facts);
