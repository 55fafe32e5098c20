import type { Code } from './code.js';

// The second half of a vector in the place of the first, and the first halves of two vectors side by side.
const secondHalf = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const firstHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** Writes two doubles from half a vector of single precision: the first two lanes of the local, or the last two. */
export function promoteHalf(code: Code, local: number, half: 0 | 1): void {
  code.get(local);
  if (half === 1) code.get(local).shuffle(secondHalf);
  code.simd('f64x2.promote_low_f32x4');
}

/** Writes a vector of single precision from two vectors of doubles, each rounded once. */
export function demoteBoth(code: Code, first: () => unknown, second: () => unknown): void {
  first();
  code.simd('f32x4.demote_f64x2_zero');
  second();
  code.simd('f32x4.demote_f64x2_zero');
  code.shuffle(firstHalves);
}

/** Copies doubles as numbers of single precision that take so many bytes, in a loop: for more than a few vectors. */
export function demoteAll(code: Code, from: number, to: number, bytes: number): void {
  const at = code.local('i32');
  const pair = (offset: number) => () =>
    code
      .get(at)
      .i32(1)
      .op('i32.shl')
      .memory('v128.load', from + offset);
  code.i32(0).set(at).open('loop').get(at);
  demoteBoth(code, pair(0), pair(16));
  code.memory('v128.store', to);
  code.get(at).i32(16).op('i32.add').tee(at).i32(bytes).op('i32.lt_s').jump('br_if', 0).end();
}

/** Copies the doubles of some lanes into vectors, each rounded where a vector holds single precision. */
export function copyDoubles(
  code: Code,
  {
    from,
    to,
    vectors,
    lanes,
  }: { readonly from: number; readonly to: number; readonly vectors: number; readonly lanes: number },
): void {
  const load = (place: number) => () => code.i32(0).memory('v128.load', place);
  for (let v = 0; v < vectors; v++) {
    code.i32(0);
    if (lanes === 2 * vectors) load(from + 16 * v)();
    else demoteBoth(code, load(from + 32 * v), load(from + 32 * v + 16));
    code.memory('v128.store', to + 16 * v);
  }
}
