import { join } from 'node:path';
import { type Estimator, makeEstimator } from '../../compute/index.js';
import type { Part } from '../../facts/index.js';
import { readFacts } from '../../facts/read.node.js';
import { shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';

/** What estimating rows needs of the data. */
export const rowParts: readonly Part[] = ['accelerators', 'compute'];

/** What one whole answer needs beside: prices, countries, and the measurements that it counts. */
export const answerParts: readonly Part[] = [...rowParts, 'prices', 'places', 'assumptions', 'measurements'];

/** Reads the data that estimating needs, and no more, and makes the estimator. */
export async function loadEstimator(
  { io, packageRoot }: Pick<Context, 'io' | 'packageRoot'>,
  parts: readonly Part[],
): Promise<Estimator> {
  const folder = join(packageRoot, 'data');
  const facts = await readFacts(folder, { parts, fromBuild: true, root: shownPath(folder, io.cwd) });
  return makeEstimator(facts);
}
