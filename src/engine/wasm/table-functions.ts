import { Code } from './code.js';
import type { Body } from './module.js';

/**
 * Writes the search in a table: `look(place, points, x)`. Points lie as x, y, x, y; the value is a straight line between
 * two and the first or last beyond them, worked out as in JavaScript.
 */
export function lookFunction(): Body {
  const takes = ['i32', 'i32', 'f64'] as const;
  const [place, points, x] = [0, 1, 2];
  const code = new Code(takes);
  const [low, high, middle, at] = [
    code.local('i32'),
    code.local('i32'),
    code.local('i32'),
    code.local('i32'),
  ];
  const field = (offset: number) => code.memory('f64.load', offset);
  // Before the first point, or at it.
  code.get(x).get(place);
  field(0);
  code.op('f64.le').open('if').get(place);
  field(8);
  code.op('return').end();
  // Where x is NaN no comparison holds: the search ends at the first pair, and the line gives NaN.
  code.get(points).i32(1).op('i32.sub').set(high);
  code.get(place).get(high).i32(4).op('i32.shl').op('i32.add').set(at);
  code.get(x).get(at);
  field(0);
  code.op('f64.ge').open('if').get(at);
  field(8);
  code.op('return').end();
  code.open('block').open('loop');
  code.get(high).get(low).op('i32.sub').i32(1).op('i32.le_s').jump('br_if', 1);
  code.get(low).get(high).op('i32.add').i32(1).op('i32.shr_u').set(middle);
  code.get(place).get(middle).i32(4).op('i32.shl').op('i32.add');
  field(0);
  code.get(x).op('f64.le').open('if').get(middle).set(low).op('else').get(middle).set(high).end();
  code.jump('br', 0).end().end();
  code.get(place).get(low).i32(4).op('i32.shl').op('i32.add').set(at);
  code.get(at);
  field(8);
  code.get(at);
  field(24);
  code.get(at);
  field(8);
  code.op('f64.sub').get(x).get(at);
  field(0);
  code.op('f64.sub').op('f64.mul').get(at);
  field(16);
  code.get(at);
  field(0);
  code.op('f64.sub').op('f64.div').op('f64.add');
  return { takes, gives: ['f64'], code };
}

/**
 * Writes the count of a table's points whose x stands before a value in an order: `count(place, points, x)`. Points lie as
 * x, y, x, y, rising.
 */
export function countFunction(order: 'f64.le' | 'f64.lt'): Body {
  const takes = ['i32', 'i32', 'f64'] as const;
  const [place, high, x] = [0, 1, 2];
  const code = new Code(takes);
  const [low, middle] = [code.local('i32'), code.local('i32')];
  code.open('block').open('loop');
  code.get(low).get(high).op('i32.ge_s').jump('br_if', 1);
  code.get(low).get(high).op('i32.add').i32(1).op('i32.shr_u').set(middle);
  code.get(place).get(middle).i32(4).op('i32.shl').op('i32.add').memory('f64.load', 0);
  code.get(x).op(order).open('if').get(middle).i32(1).op('i32.add').set(low);
  code.op('else').get(middle).set(high).end();
  code.jump('br', 0).end().end();
  code.get(low).op('f64.convert_i32_s');
  return { takes, gives: ['f64'], code };
}

/** Writes what stands in a list of numbers: `entry(place, at)`, where `at` counts from 0. */
export function entryFunction(): Body {
  const takes = ['i32', 'f64'] as const;
  const code = new Code(takes);
  code.get(0).get(1).op('i32.trunc_sat_f64_s').i32(3).op('i32.shl').op('i32.add').memory('f64.load', 0);
  return { takes, gives: ['f64'], code };
}
