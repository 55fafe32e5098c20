import { join } from 'node:path';
import { type Classifier, makeClassifier } from '../../controls/light.js';
import { readFacts } from '../../facts/read.node.js';
import { shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';

/** Reads the data that classifying needs, and no more, and makes the classifier. */
export async function loadClassifier({ io, packageRoot }: Context): Promise<Classifier> {
  const folder = join(packageRoot, 'data');
  const facts = await readFacts(folder, {
    parts: ['accelerators', 'rules', 'places', 'cn'],
    fromBuild: true,
    root: shownPath(folder, io.cwd),
  });
  return makeClassifier(facts);
}
