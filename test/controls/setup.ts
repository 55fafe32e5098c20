import { join } from 'node:path';
import { makeClassifier } from '../../src/controls/index.js';
import { allParts } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { root } from '../house/examples.js';

/** The project's own data, and what classifies by them. */
export const facts = await readFacts(join(root, 'data'), { parts: allParts, root: 'data' });
export const classifier = makeClassifier(facts);
