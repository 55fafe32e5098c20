import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the installed package; src/cli and dist/cli lie at the same depth below it. */
export const packageRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Reads the version from the package's own description. */
export function packageVersion(): string {
  const description: unknown = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8'));
  return (description as { version: string }).version;
}
