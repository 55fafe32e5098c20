import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../base/yaml.js';
import { yamlCodes } from './errors.js';
import { formOf } from './forms.js';
import { partOf } from './parts.js';

/** Data files as the build read and checked them, by path: the hash of the bytes, and the value. */
export type Snapshot = Readonly<Record<string, { readonly sha256: string; readonly value: unknown }>>;

/**
 * Reads and checks the data files that quick commands need, and writes their values beside the compiled program.
 *
 * A file whose bytes change afterwards is read from its text again.
 *
 * @param folder the data folder
 * @param target the file to write
 */
export function writeSnapshot(folder: string, target: string): void {
  const quick = new Set(['sources', 'accelerators', 'us', 'rules', 'places', 'cn', 'compute']);
  const paths = (readdirSync(folder, { recursive: true }) as string[])
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => quick.has(partOf(path) ?? ''))
    .sort();
  const files = paths.map((path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    const { value } = readYaml(text, `data/${path}`, formOf(path), yamlCodes);
    return [path, { sha256: createHash('sha256').update(text).digest('hex'), value }] as const;
  });
  writeFileSync(target, JSON.stringify(Object.fromEntries(files)));
}
