import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/server/json/read.js';
import { childrenAt, JsonFault, walkJson } from '../../src/server/json/walk.js';

const roomy = { depth: 100, letters: 10_000 };
const seed = 20_260_725;

function isWalked(text: string): boolean {
  try {
    walkJson(text, roomy);
    return true;
  } catch (error) {
    if (error instanceof JsonFault) return false;
    throw error;
  }
}

/** Whether Node's own parser takes it; keys that stand twice it takes too, and so they are looked for apart. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the walker takes what JSON.parse takes', () => {
  const value = fc.json({ maxDepth: 4 }).filter((text) => !text.includes('__proto__'));

  test('every JSON text', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const laidOut = JSON.stringify(JSON.parse(text), null, indent);
        expect(walkJson(laidOut, roomy)).toBe(laidOut.length);
      }),
      { numRuns: 300, seed },
    );
  });

  test('and no text that a letter more, less or other makes none', () => {
    const letters = fc.constantFrom(...'{}[]",:\\ \n\t0123456789-+.eEtrufalsn/*\'_\u0000\u00a0\ufeff');
    fc.assert(
      fc.property(value, fc.nat(), letters, fc.constantFrom(0, 1), (text, at, letter, drop) => {
        const from = at % (text.length + 1);
        const changed = text.slice(0, from) + letter + text.slice(from + drop);
        if (isWalked(changed)) expect(isJson(changed), changed).toBe(true);
        else if (isJson(changed)) expect(() => walkJson(changed, roomy)).toThrow(/stands twice|__proto__/);
      }),
      { numRuns: 3000, seed },
    );
  });
});

test('a place leads to the value that the path leads to', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 1), (text, indent) => {
      if (text.includes('__proto__')) return;
      const laidOut = JSON.stringify(JSON.parse(text), null, indent);
      const read = readJson(laidOut, 'body', roomy);
      const lines = laidOut.split('\n');
      const visit = (value: unknown, path: (string | number)[]) => {
        const { line, column } = read.placeOf(path);
        const rest = [lines[line! - 1]!.slice(column! - 1), ...lines.slice(line!)].join('\n');
        const shape = JSON.stringify(value, null, indent);
        expect(rest.replaceAll(/\n */g, '')).toMatch(startOf(shape.replaceAll(/\n */g, '')));
        if (typeof value !== 'object' || value === null) return;
        for (const [key, inner] of Object.entries(value))
          visit(inner, [...path, Array.isArray(value) ? Number(key) : key]);
      };
      visit(read.value, []);
    }),
    { numRuns: 200, seed },
  );
});

const startOf = (text: string) =>
  ({ [Symbol.match]: (whole: string) => (whole.startsWith(text) ? [text] : null) }) as unknown as RegExp;

test('a key has a place of its own, and a path that leads nowhere ends at the nearest parent', () => {
  const { placeOf } = readJson('{\n "a": {"b": 1}\n}', 'body', roomy);
  expect(placeOf(['a', 'b'], 'key')).toEqual({ file: 'body', line: 2, column: 8 });
  expect(placeOf(['a', 'b'])).toEqual({ file: 'body', line: 2, column: 13 });
  expect(placeOf(['a', 'c', 'd'])).toEqual({ file: 'body', line: 2, column: 7 });
  expect(placeOf(['x'])).toEqual({ file: 'body', line: 1, column: 1 });
});

test('children are direct ones only', () => {
  expect([...childrenAt('[[1, 2], {"a": 3}]', 0, roomy).keys()]).toEqual(['0', '1']);
});
