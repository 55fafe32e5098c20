import type { SyntaxExpr } from '../syntax/ast.js';
import type { XmileFunction } from './function.js';
import type { Make } from './make.js';

const between: XmileFunction = {
  min: 2,
  max: 3,
  write: (make, least, most, seed = make.number(0)) => make.call('RANDOM UNIFORM', least!, most!, seed),
};

/**
 * Functions that draw random numbers, by folded name: XMILE 1.0, section 3.5.2, and those of the vendor that count as
 * arguments first what tells the distribution, then a seed, then the least and the greatest number that may come out.
 * The seed is the stream of the common form; without one each use draws from a stream of its own.
 */
export const drawing: readonly (readonly [name: string, draw: XmileFunction])[] = [
  ['random', between],
  ['uniform', between],
  ['normal', bounded(2, ([mean, deviation]) => ['RANDOM NORMAL', [mean!, deviation!]])],
  [
    'lognormal',
    // What is told is the mean and the deviation of the number itself, not of its logarithm.
    bounded(2, ([mean, deviation], make) => {
      const part = make.op('/', deviation!, mean!);
      const variance = make.call('LN', make.op('+', make.number(1), make.op('*', part, part)));
      const centre = make.op('-', make.call('LN', mean!), make.op('/', variance, make.number(2)));
      return ['RANDOM NORMAL', [centre, make.call('SQRT', variance)], 'EXP'];
    }),
  ],
  ['exprnd', bounded(1, ([mean], make) => ['RANDOM EXPONENTIAL', [make.number(0), mean!]])],
  ['poisson', bounded(1, ([mean], make) => ['RANDOM POISSON', [mean!, make.number(0), make.number(1)]])],
  [
    'binomial',
    bounded(2, ([trials, chance], make) => [
      'RANDOM BINOMIAL',
      [chance!, trials!, make.number(0), make.number(1)],
    ]),
  ],
  ['triangular', bounded(3, ([low, peak, high]) => ['RANDOM TRIANGULAR', [low!, peak!, high!]])],
  [
    'beta',
    bounded(2, ([alpha, beta], make) => ['RANDOM BETA', [alpha!, beta!, make.number(0), make.number(1)]]),
  ],
  [
    'weibull',
    // The common form stretches a distribution of mean 1.
    bounded(2, ([shape, scale], make) => {
      const above = make.op('+', make.number(1), make.op('/', make.number(1), shape!));
      const mean = make.op('*', scale!, make.call('EXP', make.call('GAMMA LN', above)));
      return ['RANDOM WEIBULL', [shape!, make.number(0), mean]];
    }),
  ],
];

/** A function of some arguments, then a seed, then bounds; `layOut` may name a function around the draw. */
function bounded(
  count: number,
  layOut: (args: readonly SyntaxExpr[], make: Make) => [name: string, args: SyntaxExpr[], around?: string],
): XmileFunction {
  return {
    min: count,
    max: count + 3,
    write: (make, ...args) => {
      const infinite = make.number(Number.POSITIVE_INFINITY);
      const [seed = make.number(0), least, most] = args.slice(count);
      const [name, told, around] = layOut(args.slice(0, count), make);
      const inside = (bound: SyntaxExpr | undefined) => (bound && around ? make.call('LN', bound) : bound);
      const bounds = [inside(least) ?? make.negative(infinite), inside(most) ?? infinite];
      const draw = make.call(name, ...bounds, ...told, seed);
      return around ? make.call(around, draw) : draw;
    },
  };
}
