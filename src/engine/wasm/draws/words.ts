import { Code } from '../code.js';
import type { Body } from '../module.js';

/** Writes the next word of the generator, whose four words lie at a place: `word()` gives 32 bits. */
export function wordFunction(place: number): Body {
  const code = new Code([]);
  const [a, b, c, d, sum] = Array.from({ length: 5 }, () => code.local('i32')) as [
    number,
    number,
    number,
    number,
    number,
  ];
  [a, b, c, d].forEach((local, i) => {
    code
      .i32(0)
      .memory('i32.load', place + 4 * i)
      .set(local);
  });
  code.get(a).get(b).op('i32.add').get(d).op('i32.add').set(sum);
  const store = (i: number, value: () => Code) => {
    code.i32(0);
    value().memory('i32.store', place + 4 * i);
  };
  store(3, () => code.get(d).i32(1).op('i32.add'));
  store(0, () => code.get(b).get(b).i32(9).op('i32.shr_u').op('i32.xor'));
  store(1, () => code.get(c).get(c).i32(3).op('i32.shl').op('i32.add'));
  store(2, () => {
    code.get(c).i32(21).op('i32.shl').get(c).i32(11).op('i32.shr_u').op('i32.or');
    return code.get(sum).op('i32.add');
  });
  code.get(sum);
  return { takes: [], gives: ['i32'], code };
}

/** Writes a number between 0 and 1, with 53 bits and neither end: `uniform()`. */
export function uniformFunction(word: number): Body {
  const code = new Code([]);
  code
    .call(word)
    .op('f64.convert_i32_u')
    .f64(2 ** 21)
    .op('f64.mul');
  code.call(word).i32(11).op('i32.shr_u').op('f64.convert_i32_u').op('f64.add');
  code
    .f64(0.5)
    .op('f64.add')
    .f64(2 ** 53)
    .op('f64.div');
  return { takes: [], gives: ['f64'], code };
}

/** What a draw is seeded with, each as the 32 bits that JavaScript takes of it, from 0 to 2^32 - 1. */
export const seedWords = ['step', 'stream', 'noise', 'name', 'cell'] as const;

/** Writes what seeds the generator anew: `seed(step, stream, noise, name, cell)`. */
export function seedFunction(place: number, word: number): Body {
  const takes = seedWords.map(() => 'f64' as const);
  const code = new Code(takes);
  const [step, stream, noise, name, cell] = [0, 1, 2, 3, 4];
  const left = code.local('i32');
  const bits = (local: number) => code.get(local).op('i32.trunc_sat_f64_u');
  const times = (local: number, by: number) =>
    bits(local)
      .i32(by | 0)
      .op('i32.mul');
  code.i32(0);
  times(noise, 0x9e3779b1);
  bits(stream).op('i32.xor').memory('i32.store', place);
  code.i32(0);
  bits(name).memory('i32.store', place + 4);
  code.i32(0);
  times(cell, 0x85ebca6b).memory('i32.store', place + 8);
  code.i32(0);
  bits(step).memory('i32.store', place + 12);
  code.i32(15).set(left).open('loop').call(word).op('drop');
  code.get(left).i32(1).op('i32.sub').tee(left).i32(0).op('i32.ne').jump('br_if', 0).end();
  return { takes, gives: [], code };
}
