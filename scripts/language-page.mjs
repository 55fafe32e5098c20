// Writes docs/language.md from the registry of functions and its notes, as compiled to dist.
// `--check` writes nothing and exits 1 when the page is not up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionNotes } from '../dist/sd/function-notes.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const pageFile = join(root, 'docs', 'language.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = printLanguagePage();
  if (!process.argv.includes('--check')) writeFileSync(pageFile, page);
  else if (!existsSync(pageFile) || readFileSync(pageFile, 'utf8') !== page) {
    process.stderr.write('docs/language.md is out of date: run `node scripts/language-page.mjs`\n');
    process.exitCode = 1;
  }
}

/** Prints the page: a list of all functions, then each with its example and what it gives. */
export function printLanguagePage() {
  const noted = [...functionNotes].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# The functions of the language',
    '',
    'Written by `node scripts/language-page.mjs` from `src/sd/functions.ts` and `src/sd/function-notes.ts`; do not edit.',
    'What else the language holds, and what it means, is in [models.md](models.md). Each example is a small model that the',
    'tests run at the times 0 to 4 with a step of 1; below it stands what `x` is.',
    '',
    noted.map(([name]) => `[${name}](#${anchorOf(functionNotes.get(name).signature)})`).join(' · '),
    '',
    ...noted.flatMap(([, note]) => section(note)),
  ].join('\n');
}

function section({ signature, about, example, series, file }) {
  return [
    `## ${signature}`,
    '',
    about,
    '',
    '```',
    ...example
      .split('~~|')
      .map((equation) => equation.trim())
      .filter((equation) => equation !== '')
      .map((equation) => `${equation} ~~|`),
    '```',
    '',
    ...(file ? [`with ${file.name}:`, '', '```', ...file.text.trimEnd().split('\n'), '```', ''] : []),
    `x: ${series.map((value) => Number(value.toPrecision(6))).join(', ')}`,
    '',
  ];
}

/** The anchor that a heading gets where Markdown is shown. */
function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}
