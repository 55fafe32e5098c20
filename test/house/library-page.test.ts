import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBrowser, openBrowser } from '../browser/open.js';
import { root } from './examples.js';

const page = readFileSync(join(root, 'docs/library.md'), 'utf8');

/** One line of the page that says what an expression gives: both, as they came out. */
interface Held {
  readonly line: string;
  readonly found: unknown;
  readonly wanted: unknown;
}

test('the program of docs/library.md holds in Node', async () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const load = (name: string) => import(join(root, exports[name.replace('steelyard', '.')].default));
  const held: Held[] = await new Function(`return ${programOf('Node')}`)()(load);
  expectHeld(held);
});

describe.skipIf(noBrowser)('in Chromium', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('the program of docs/library.md holds', async () => {
    const { page } = await browser.open();
    const load = "(name) => import(name.replace('./node_modules/steelyard', ''))";
    expectHeld((await page.evaluate(`(${programOf('page')})(${load})`)) as Held[]);
  });
});

function expectHeld(held: readonly Held[]): void {
  expect(held.length).toBeGreaterThan(15);
  for (const { line, found, wanted } of held) expect.soft(found, line).toEqual(wanted);
}

/** The blocks of a page as the text of one function, those for another place left out. */
function programOf(place: 'Node' | 'page'): string {
  const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code!);
  const lines = blocks
    .filter((code) => (/^\/\/ (Node|page)\n/.exec(code)?.[1] ?? place) === place)
    .flatMap((code) => code.split('\n').map(statementOf));
  return `async (load) => {\nconst held = [];\n${lines.join('\n')}\nreturn held;\n}`;
}

function statementOf(line: string): string {
  const names = /^import (\{.*\}) from '(.*)';$/.exec(line);
  if (names) return `const ${names[1]} = await load('${names[2]}');`;
  const [expression, wanted] = line.split(' // => ');
  if (wanted === undefined) return line;
  return `held.push({ line: ${JSON.stringify(line)}, found: ${expression}, wanted: ${wanted} });`;
}
