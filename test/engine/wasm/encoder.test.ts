import { describe, expect, test } from 'vitest';
import { Bytes } from '../../../src/engine/wasm/bytes.js';
import { Code } from '../../../src/engine/wasm/code.js';
import { encodeModule } from '../../../src/engine/wasm/module.js';
import { plain, vector } from '../../../src/engine/wasm/opcodes.js';

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe('numbers', () => {
  // Section 5.2.2 of the core specification; the first two stand in its notes, the others are worked out by hand.
  test.each([
    [3, '03'],
    [127, '7f'],
    [128, '80 01'],
    [624485, 'e5 8e 26'],
    [4294967295, 'ff ff ff ff 0f'],
  ])('unsigned %d', (value, bytes) => {
    expect(hex(new Bytes().unsigned(value).done())).toBe(bytes);
  });

  test.each([
    [0, '00'],
    [63, '3f'],
    [64, 'c0 00'],
    [-1, '7f'],
    [-64, '40'],
    [-65, 'bf 7f'],
    [-2147483648, '80 80 80 80 78'],
  ])('signed %d', (value, bytes) => {
    expect(hex(new Bytes().signed(value).done())).toBe(bytes);
  });

  test('a double, lowest byte first', () => {
    expect(hex(new Bytes().double(-2).done())).toBe('00 00 00 00 00 00 00 c0');
  });
});

test('a module, byte by byte', () => {
  const code = new Code(['i32']);
  const sum = code.local('v128');
  code.get(0).memory('v128.load', 32).tee(sum).get(sum).simd('f64x2.add').set(sum);
  code.get(0).get(sum).memory('v128.store', 0);
  const bytes = encodeModule({
    imports: [{ name: 'f', takes: ['f64'], gives: ['f64'] }],
    functions: [{ takes: ['i32'], gives: [], exported: 'g', code }],
    pages: 1,
    data: [{ place: 0, bytes: Uint8Array.of(9, 8) }],
  });
  expect(hex(bytes)).toBe(
    [
      '00 61 73 6d 01 00 00 00', // magic, version
      '01 0a 02 60 01 7c 01 7c 60 01 7f 00', // types: f64 -> f64, i32 -> nothing
      '02 0a 01 04 68 6f 73 74 01 66 00 00', // import host.f, a function of type 0
      '03 02 01 01', // one function of type 1
      '05 04 01 01 01 01', // a memory of one page, and never more
      '07 0e 02 01 67 00 01 06 6d 65 6d 6f 72 79 02 00', // exports: g is function 1, memory is memory 0
      '0a 1d 01 1b 01 01 7b', // one body of 27 bytes with one local v128
      '20 00 fd 00 04 20 22 01 20 01 fd f0 01 21 01', // load offset 32, add it to itself
      '20 00 20 01 fd 0b 04 00 0b', // store, end
      '0b 08 01 00 41 00 0b 02 09 08', // two bytes at place 0
    ].join(' '),
  );
  expect(WebAssembly.validate(bytes as BufferSource)).toBe(true);
});

describe('the host takes each instruction as meant', () => {
  const twoVectors: readonly (readonly [keyof typeof vector, (a: number, b: number) => number])[] = [
    ['f64x2.add', (a, b) => a + b],
    ['f64x2.sub', (a, b) => a - b],
    ['f64x2.mul', (a, b) => a * b],
    ['f64x2.div', (a, b) => a / b],
    ['f64x2.min', Math.min],
    ['f64x2.max', Math.max],
    // biome-ignore lint/complexity/useMathMinMax: Math.min takes NaN and zeros another way
    ['f64x2.pmin', (a, b) => (b < a ? b : a)],
    // biome-ignore lint/complexity/useMathMinMax: Math.max takes NaN and zeros another way
    ['f64x2.pmax', (a, b) => (a < b ? b : a)],
  ];
  const values = [0, -0, 1, -1.5, 2.5, Infinity, -Infinity, Number.NaN, 5e-324];

  test.each(twoVectors)('%s', (name, meaning) => {
    const f = binary(name);
    for (const a of values) for (const b of values) expect(f(a, b), `${a} ${b}`).toBe(meaning(a, b));
  });

  test.each([
    ['f64x2.sqrt', Math.sqrt],
    ['f64x2.neg', (a: number) => -a],
    ['f64x2.abs', Math.abs],
    ['f64x2.floor', Math.floor],
    ['f64x2.ceil', Math.ceil],
    ['f64x2.trunc', Math.trunc],
  ] as const)('%s', (name, meaning) => {
    const f = binary(name);
    for (const a of values) expect(f(a, 0), String(a)).toBe(meaning(a));
  });

  test('every opcode stands once', () => {
    for (const table of [plain, vector]) {
      const codes = Object.values(table);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});

function binary(name: keyof typeof vector): (a: number, b: number) => number {
  const takes = ['f64', 'f64'] as const;
  const code = new Code(takes).get(0).simd('f64x2.splat');
  if (/add|sub|mul|div|min|max/.test(name)) code.get(1).simd('f64x2.splat');
  code.simd(name).simd('f64x2.extract_lane', 1);
  const bytes = encodeModule({
    imports: [],
    functions: [{ takes, gives: ['f64'], exported: 'f', code }],
    pages: 1,
    data: [],
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource));
  return exports.f as (a: number, b: number) => number;
}
