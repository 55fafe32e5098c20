// Puts the one library that the modelling language needs into the compiled program, with its licence: a browser then finds
// every import without a map. Its maker ships CommonJS, which no browser loads: the file is wrapped as an ES module.
// node scripts/vendor.mjs [compiled folder]
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiled = resolve(process.argv[2] ?? join(root, 'dist'));
const folder = dirname(createRequire(import.meta.url).resolve('@rgrove/parse-xml/package.json'));
const read = (...path) => readFileSync(join(folder, ...path), 'utf8');
const { name, version, repository } = JSON.parse(read('package.json'));
const head = `${name} ${version}, ${repository.url.replace(/^git\+|\.git$/g, '')}, wrapped as an ES module.`;
const code = read('dist', 'browser.js').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
const target = join(compiled, 'sd', 'xmile', 'xml-library.js');
// What the compiler wrote there names what is taken from the library.
const names = /^export (?:const )?(\{[^}]*\})/m.exec(readFileSync(target, 'utf8'))?.[1];
if (!names) throw new Error(`${target} exports nothing: compile first`);
const text = [
  `/*\n${head}\n\n${read('LICENSE').trim()}\n*/`,
  'const module = { exports: {} };',
  '((module) => {',
  code,
  '})(module);',
  `export const ${names} = module.exports;`,
];
writeFileSync(target, `${text.join('\n')}\n`);
