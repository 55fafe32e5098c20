// Writes docs/errors.md from the error records of every folder of src, as compiled to dist.
// `--check` writes nothing and exits 1 when the page is not up to date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pageFile = join(root, 'docs', 'errors.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await printErrorsPage();
  if (!process.argv.includes('--check')) writeFileSync(pageFile, page);
  else if (!existsSync(pageFile) || readFileSync(pageFile, 'utf8') !== page) {
    process.stderr.write('docs/errors.md is out of date: run `node scripts/errors-page.mjs`\n');
    process.exitCode = 1;
  }
}

/** Prints the page: one section a folder, one row a code. */
export async function printErrorsPage() {
  const sections = [];
  for (const folder of readdirSync(join(root, 'dist')).sort()) {
    const file = join(root, 'dist', folder, 'errors.js');
    if (!existsSync(file)) continue;
    const records = Object.values(await import(pathToFileURL(file).href)).filter(
      (value) => typeof value === 'object',
    );
    const rows = records
      .flatMap((record) => Object.entries(record))
      .filter(([code]) => /^[A-Z]{2}\d{3}$/.test(code))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, meaning]) => `| ${code} | ${meaning.replaceAll('|', '\\|')} |`);
    if (rows.length > 0)
      sections.push([`## ${folder}`, '', '| code | meaning |', '| --- | --- |', ...rows, ''].join('\n'));
  }
  return [
    '# Error codes',
    '',
    'Written by `node scripts/errors-page.mjs` from the `errors.ts` of each folder; do not edit.',
    'Every error shows its code, the place, what was found and expected, the nearest valid name, and what to do next.',
    'All of these end with exit code 2, but for those of the server that begin with the HTTP status of their answer.',
    '`CL999` is shown with exit code 3 for a mistake of ours.',
    '',
    ...sections,
  ].join('\n');
}
