import { Code } from '../code.js';
import { type LaneFunctionName, numberOfFunction } from '../math/index.js';
import type { Body } from '../module.js';
import { arithmetic, type Distribution, distributions, normal, type Pen, type Put } from './distributions.js';
import { seedFunction, seedWords, uniformFunction, wordFunction } from './words.js';

/** What the functions that draw find around them. */
export interface DrawSurroundings {
  /** Number of the first of them in the module. */
  readonly first: number;
  /** Place of 16 bytes that hold where the generator stands. */
  readonly place: number;
  /** Number of an elementary function that takes vectors, by its own number, and how many vectors it takes. */
  shared(index: number): number;
  readonly vectors: number;
}

const named = Object.values(distributions);
const own = 4;

/**
 * Writes the functions of a module that draw random numbers, one lane at a time, as the JavaScript of a model does: each
 * takes the five words of its seed and the numbers that shape its distribution.
 *
 * @param used numbers of the distributions that are drawn from
 */
export function drawFunctions(used: readonly number[], around: DrawSurroundings): Body[] {
  if (used.length === 0) return [];
  const { first, place } = around;
  return [
    wordFunction(place),
    uniformFunction(first),
    seedFunction(place, first),
    gammaFunction(
      around,
      used.some((number) => named[number]!.gamma),
    ),
    ...used.map((number) => drawFunction(named[number]!, around)),
  ];
}

/** The number in the module of the function that draws from a distribution. */
export const drawIndex = (number: number, used: readonly number[], first: number): number =>
  first + own + used.indexOf(number);

/** Numbers of the elementary functions that some distributions call. */
export const calledByDraws = (used: readonly number[]): number[] =>
  used.flatMap((number) => named[number]!.elementary.map(numberOfFunction));

function drawFunction({ shape, bounded, draw }: Distribution, around: DrawSurroundings): Body {
  const takes = Array.from({ length: seedWords.length + shape }, () => 'f64' as const);
  const code = new Code(takes);
  const given = takes.map(
    (_, local): Put =>
      () =>
        code.get(local),
  );
  for (const word of given.slice(0, seedWords.length)) word();
  code.call(around.first + 2);
  const numbers = given.slice(seedWords.length);
  const pen = penOf(code, around);
  if (bounded) within(code, numbers, draw(pen, numbers.slice(2)));
  else draw(pen, numbers)();
  return { takes, gives: ['f64'], code };
}

// A thousand draws at most; one that stays outside is moved to the nearer bound.
function within(code: Code, [least, most]: readonly Put[], draw: Put): void {
  const { max, min, above, below, upTo } = arithmetic(code);
  const [value, count] = [code.local('f64'), code.local('i32')];
  const drawn = () => code.get(value);
  upTo(least!, most!)().op('i32.eqz').open('if');
  min(most!, least!)().op('return').end();
  code.open('block').open('loop');
  draw().set(value);
  // What is undefined will be so again.
  below(drawn, least!)();
  above(drawn, most!)().op('i32.or').op('i32.eqz').jump('br_if', 1);
  code.get(count).i32(1).op('i32.add').tee(count).i32(1000).op('i32.lt_s').jump('br_if', 0);
  min(most!, max(least!, drawn))().set(value).end().end().get(value);
}

/** Marsaglia and Tsang, A simple method for generating gamma variables, ACM Transactions on Mathematical Software 26 (2000). */
function gammaFunction(around: DrawSurroundings, called: boolean): Body {
  const takes = ['f64'] as const;
  const code = new Code(takes);
  if (called) writeGamma(code, around);
  code.f64(0);
  return { takes, gives: ['f64'], code };
}

function writeGamma(code: Code, around: DrawSurroundings): void {
  const pen = penOf(code, around);
  const { uniform, elementary, gamma } = pen;
  const { add, sub, mul, div, sqrt, below, above, atLeast, keep } = arithmetic(code);
  const order = () => code.get(0);
  atLeast(order, 0)();
  below(order, Infinity)().op('i32.and').op('i32.eqz').open('if');
  code.f64(Number.NaN).op('return').end();
  below(order, 1)().open('if');
  mul(gamma(add(order, 1)), elementary('pow', uniform, div(1, order)))()
    .op('return')
    .end();
  const d = keep(sub(order, 1 / 3)).get;
  const c = keep(div(1, sqrt(mul(9, d)))).get;
  code.open('loop');
  const x = keep(normal(pen)).get;
  const cube = keep(elementary('pow', add(1, mul(c, x)), () => code.f64(3))).get;
  above(cube, 0)().open('if');
  const bound = add(sub(add(div(mul(x, x), 2), d), mul(d, cube)), mul(d, elementary('log', cube)));
  below(elementary('log', uniform), bound)().open('if');
  mul(d, cube)().op('return').end().end().jump('br', 0).end();
}

function penOf(code: Code, { first, shared, vectors }: DrawSurroundings): Pen {
  // The function takes vectors: the number goes in everywhere, and one comes out.
  const elementary =
    (name: LaneFunctionName, ...args: readonly Put[]): Put =>
    () => {
      for (const arg of args) {
        const filled = code.local('v128');
        arg().simd('f64x2.splat').set(filled);
        for (let v = 0; v < vectors; v++) code.get(filled);
      }
      code.call(shared(numberOfFunction(name)));
      for (let v = 1; v < vectors; v++) code.op('drop');
      return code.simd('f64x2.extract_lane', 0);
    };
  return {
    code,
    uniform: () => code.call(first + 1),
    elementary,
    gamma: (order) => () => order().call(first + 3),
  };
}
