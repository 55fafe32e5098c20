import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
// The public collection of small models is not part of this repository.
const published = process.env.STEELYARD_TEST_MODELS ?? join(root, '../shared/sd-test-models');

/** Lists the sound files that inputs are made from: `{ file, path, text }`. */
export function readSeeds() {
  const models = [
    ...below(join(root, 'models')),
    ...below(join(root, 'bench/models')),
    ...below(join(root, 'test')),
    ...(existsSync(published) ? below(published) : []),
  ].map(load);
  return { models, studies: below(join(root, 'studies'), /\.yaml$/).map(load) };
}

function below(folder, kinds = /\.(?:mdl|xmile|stmx)$/) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => kinds.test(file))
    .sort()
    .map((file) => join(folder, file));
}

const load = (path) => ({
  path,
  file: relative(root, path).replace(/^.*sd-test-models./, ''),
  text: readFileSync(path, 'utf8'),
});
