import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { filesBelow, readExamples, root } from './examples.js';

// The examples run against the compiled package, as a reader of the documentation would run them.
const files = filesBelow('src', (path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));

for (const file of files) {
  const examples = readExamples(file);
  if (examples.length === 0) continue;
  test(`the examples in ${file} hold`, async () => {
    const names = await namesInReach(file);
    for (const { line, before, expression, expected } of examples) {
      const place = `${file}:${line}`;
      const found = await evaluate([...before, expression], names, place);
      const digits = /^-?\d+\.\d+(?=\.\.\.$)/.exec(expected)?.[0];
      if (digits) {
        expect(String(found).slice(0, digits.length), place).toBe(digits);
        continue;
      }
      // A typed array stands as Node prints it: `Float64Array [1, 2]`.
      const wanted = await evaluate([expected.replace(/^\w+Array(?:\(\d+\))? (?=\[)/, '')], names, place);
      expect(plain(found), place).toEqual(plain(wanted));
    }
  });
}

/** What a reader could import: all of the folder, of the base, and the index of every other folder. */
async function namesInReach(file: string): Promise<Record<string, unknown>> {
  const folder = file.split('/')[1]!;
  const near = (path: string) => path.startsWith(`src/${folder}/`) || path.startsWith('src/base/');
  // Worker files start their work when they are imported, and so does the command itself.
  const reachable = files.filter(
    (path) => (near(path) || path.endsWith('/index.ts')) && !/worker|cli.main/.test(path),
  );
  const names: Record<string, unknown> = { z, ...(await atHand()) };
  for (const path of [...reachable, file]) Object.assign(names, await import(compiledFile(path)));
  return names;
}

let hand: Record<string, unknown> | undefined;

/** What examples take as given: `facts` are the project's own data, `codes` codes for faults of YAML. */
async function atHand(): Promise<Record<string, unknown>> {
  if (hand) return hand;
  const { readFacts } = await import(compiledFile('src/facts/read.node.ts'));
  const { allParts } = await import(compiledFile('src/facts/index.ts'));
  const kinds = ['syntax', 'duplicate', 'empty', 'unknown', 'missing', 'type', 'value'];
  const codes = Object.fromEntries(kinds.map((kind, i) => [kind, `X${i}`]));
  hand = { codes, facts: await readFacts(join(root, 'data'), { parts: allParts }) };
  return hand;
}

const compiledFile = (path: string) =>
  pathToFileURL(join(root, 'dist', path.replace(/^src./, '').replace(/\.ts$/, '.js'))).href;

async function evaluate(
  code: readonly string[],
  names: Record<string, unknown>,
  place: string,
): Promise<unknown> {
  const last = code.at(-1)!.trim().replace(/;$/, '');
  const split = lastStatement(last);
  // A block of its own, so that an example may declare a name that is also at hand.
  const body = ['{', ...code.slice(0, -1), split.before, `return (${split.expression});`, '}'].join('\n');
  try {
    const AsyncFunction = (async () => {}).constructor as new (
      ...args: string[]
    ) => (...values: unknown[]) => Promise<unknown>;
    return await new AsyncFunction(...Object.keys(names), body)(...Object.values(names));
  } catch (error) {
    throw new Error(`${place}: the example cannot be run: ${(error as Error).message}\n${body}`);
  }
}

/** An example may set names up on lines of its own before the expression that is compared. */
function lastStatement(code: string): { before: string; expression: string } {
  const ends = [...code.matchAll(/\n|;/g)].map((match) => match.index + 1);
  for (const from of [...ends.reverse(), 0]) {
    const before = code.slice(0, from);
    const expression = code.slice(from).replace(/;\s*$/, '');
    if (expression.trim() === '') continue;
    if (parses(`${before}\nreturn (${expression}\n);`)) return { before, expression };
  }
  return { before: '', expression: code };
}

function parses(body: string): boolean {
  try {
    new Function(`return async () => { ${body} }`);
    return true;
  } catch {
    return false;
  }
}

/** Typed arrays read as plain lists in an example, and numbers agree when twelve digits do. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(12));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, plain);
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}
