// Writes what the data say beside the compiled program, checked, so that quick commands need not read YAML:
// node scripts/snapshot.mjs [folder of the compiled program]. Files that change afterwards are read from their text.
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiled = resolve(process.argv[2] ?? join(root, 'dist'));
const { writeSnapshot } = await import(pathToFileURL(join(compiled, 'facts', 'snapshot.node.js')).href);
writeSnapshot(join(root, 'data'), join(compiled, 'data.json'));
