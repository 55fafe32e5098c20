import type { Code } from '../code.js';
import type { LaneFunctionName } from '../math/index.js';
import type { PlainName } from '../opcodes.js';

/** Puts a double on the stack. */
export type Put = () => Code;

/** What a distribution is written with. */
export interface Pen {
  readonly code: Code;
  uniform: Put;
  /** Calls an elementary function. */
  elementary(name: LaneFunctionName, ...args: readonly Put[]): Put;
  /** Draws from the gamma distribution of an order. */
  gamma(order: Put): Put;
}

/** A distribution: how many numbers shape it, what it calls, and how one number of it is drawn. */
export interface Distribution {
  readonly shape: number;
  /** Whether the first two numbers are the bounds within which the draw is to lie. */
  readonly bounded: boolean;
  readonly elementary: readonly LaneFunctionName[];
  readonly gamma?: true;
  draw(pen: Pen, shape: readonly Put[]): Put;
}

/** Writes arithmetic on the stack. */
export const arithmetic = (code: Code) => {
  const two =
    (name: PlainName) =>
    (a: Put | number, b: Put | number): Put =>
    () => {
      put(a)();
      put(b)();
      return code.op(name);
    };
  const put = (x: Put | number): Put => (typeof x === 'number' ? () => code.f64(x) : x);
  const one =
    (name: PlainName) =>
    (x: Put): Put =>
    () =>
      x().op(name);
  return {
    add: two('f64.add'),
    sub: two('f64.sub'),
    mul: two('f64.mul'),
    div: two('f64.div'),
    max: two('f64.max'),
    min: two('f64.min'),
    below: two('f64.lt'),
    above: two('f64.gt'),
    upTo: two('f64.le'),
    atLeast: two('f64.ge'),
    equal: two('f64.eq'),
    sqrt: one('f64.sqrt'),
    ceil: one('f64.ceil'),
    floor: one('f64.floor'),
    neg: one('f64.neg'),
    /** Keeps a double in a local of its own. */
    keep: (x: Put | number) => {
      const local = code.local('f64');
      put(x)().set(local);
      return {
        local,
        get: () => code.get(local),
        set: (value: Put | number) => put(value)().set(local),
      };
    },
  };
};

/** Draws from the normal distribution around 0 by the method of Box and Muller. */
export const normal = ({ code, uniform, elementary }: Pen): Put => {
  const { mul, sqrt } = arithmetic(code);
  return mul(sqrt(mul(-2, elementary('log', uniform))), elementary('cos', mul(2 * Math.PI, uniform)));
};

// Shifted and stretched, as the JavaScript of a model has it.
const placed =
  (draw: (pen: Pen, shape: readonly Put[]) => Put): Distribution['draw'] =>
  (pen, shape) => {
    const { add, mul } = arithmetic(pen.code);
    const [shift, stretch] = shape.slice(-2) as [Put, Put];
    return add(shift, mul(stretch, draw(pen, shape)));
  };

/** Does something as long as a condition holds. */
function loop(code: Code, condition: Put, body: () => unknown): void {
  code.open('block').open('loop');
  condition().op('i32.eqz').jump('br_if', 1);
  body();
  code.jump('br', 0).end().end();
}

function poisson(pen: Pen, mean: Put): Put {
  const { code, uniform, elementary } = pen;
  const { add, sub, mul, max, sqrt, floor, below, upTo, keep } = arithmetic(code);
  return () => {
    const count = keep(mean);
    upTo(mean, 0)().open('if');
    count.set(0);
    code.op('else');
    upTo(mean, 1000)().open('if');
    count.set(-1);
    const sum = keep(0);
    loop(code, below(sum.get, mean), () => {
      sum.set(sub(sum.get, elementary('log', uniform)));
      count.set(add(count.get, 1));
    });
    code.op('else');
    below(mean, Infinity)().open('if');
    const around = keep(add(mean, mul(sqrt(mean), normal(pen))));
    const whole = keep(floor(around.get));
    // A half goes up.
    below(sub(around.get, whole.get), 0.5)().op('i32.eqz').open('if');
    whole.set(add(whole.get, 1));
    code.end();
    count.set(max(0, whole.get));
    return code.end().end().end().get(count.local);
  };
}

// Of many tries the middle one, in order of their numbers, is drawn until few are left: Ahrens and Dieter (1974).
function binomial(pen: Pen, given: Put, trials: Put): Put {
  const { code, uniform, gamma } = pen;
  const { add, sub, div, ceil, floor, below, above, keep } = arithmetic(code);
  return () => {
    const [share, count] = [keep(given), keep(Number.NaN)];
    // Beyond 2^53 one try more is the same number.
    isKnown(code, given, trials, 2 ** 53)().open('if');
    count.set(0);
    const left = keep(ceil(trials));
    loop(code, above(left.get, 1000), () => {
      const half = keep(add(floor(div(left.get, 2)), 1));
      const x = keep(gamma(half.get));
      const middle = keep(div(x.get, add(x.get, gamma(sub(add(left.get, 1), half.get)))));
      below(middle.get, share.get)().open('if');
      count.set(add(count.get, half.get));
      left.set(sub(left.get, half.get));
      share.set(div(sub(share.get, middle.get), sub(1, middle.get)));
      code.op('else');
      left.set(sub(half.get, 1));
      share.set(div(share.get, middle.get));
      code.end();
    });
    loop(code, above(left.get, 0), () => {
      count.set(add(count.get, () => below(uniform, share.get)().op('f64.convert_i32_u')));
      left.set(sub(left.get, 1));
    });
    return code.end().get(count.local);
  };
}

// Tries that fail before many wins are a Poisson number whose mean is drawn from a gamma distribution.
function negativeBinomial(pen: Pen, share: Put, wins: Put): Put {
  const { code, uniform, elementary, gamma } = pen;
  const { add, sub, mul, div, max, ceil, neg, below, above, atLeast, upTo, keep } = arithmetic(code);
  return () => {
    const [count, all, rate] = [keep(Number.NaN), keep(0), keep(neg(share))];
    isKnown(code, share, wins, Number.MAX_VALUE)().open('if');
    all.set(max(0, ceil(wins)));
    count.set(all.get);
    above(all.get, 0)().open('if');
    atLeast(share, 1)().op('i32.eqz').open('if');
    upTo(share, 0)().open('if');
    count.set(Infinity);
    code.op('else');
    above(all.get, 1000)().open('if');
    count.set(add(all.get, poissonOf(pen, div(mul(gamma(all.get), sub(1, share)), share))));
    code.op('else');
    below(share, 1e-8)().op('i32.eqz').open('if');
    rate.set(elementary('log', sub(1, share)));
    code.end();
    count.set(0);
    loop(code, above(all.get, 0), () => {
      count.set(add(count.get, max(1, ceil(div(elementary('log', uniform), rate.get)))));
      all.set(sub(all.get, 1));
    });
    return code.end().end().end().end().end().get(count.local);
  };
}

// A mean that is drawn itself is drawn once.
const poissonOf =
  (pen: Pen, mean: Put): Put =>
  () =>
    poisson(pen, arithmetic(pen.code).keep(mean).get)();

const isKnown = (code: Code, share: Put, count: Put, most: number): Put => {
  const { equal, upTo } = arithmetic(code);
  return () => {
    equal(share, share)();
    return upTo(count, most)().op('i32.and');
  };
};

function triangular({ code, uniform }: Pen, [low, peak, high]: readonly Put[]): Put {
  const { add, sub, mul, div, sqrt, below, keep } = arithmetic(code);
  return () => {
    const u = keep(uniform);
    const value = code.local('f64');
    const width = sub(high!, low!);
    below(u.get, div(sub(peak!, low!), width))().open('if');
    add(low!, sqrt(mul(mul(u.get, width), sub(peak!, low!))))()
      .set(value)
      .op('else');
    const rest = mul(mul(sub(1, u.get), width), sub(high!, peak!));
    return sub(high!, sqrt(rest))().set(value).end().get(value);
  };
}

/** The distributions, by the functions that draw from them; the shape is what the functions take before the stream. */
export const distributions: Readonly<Record<string, Distribution>> = {
  'RANDOM 0 1': { shape: 0, bounded: false, elementary: [], draw: ({ uniform }) => uniform },
  'RANDOM UNIFORM': {
    shape: 2,
    bounded: false,
    elementary: [],
    draw: ({ code, uniform }, [least, most]) => {
      const { add, sub, mul } = arithmetic(code);
      return add(least!, mul(sub(most!, least!), uniform));
    },
  },
  'RANDOM NORMAL': { shape: 4, bounded: true, elementary: ['log', 'cos'], draw: placed(normal) },
  'RANDOM EXPONENTIAL': {
    shape: 4,
    bounded: true,
    elementary: ['log'],
    draw: ({ code, uniform, elementary }, [shift, stretch]) => {
      const { sub, mul } = arithmetic(code);
      return sub(shift!, mul(stretch!, elementary('log', uniform)));
    },
  },
  'RANDOM GAMMA': {
    shape: 5,
    bounded: true,
    elementary: ['log', 'cos', 'pow'],
    gamma: true,
    draw: placed((pen, [order]) => pen.gamma(arithmetic(pen.code).max(1, order!))),
  },
  'RANDOM BETA': {
    shape: 6,
    bounded: true,
    elementary: ['log', 'cos', 'pow'],
    gamma: true,
    draw:
      (pen, [a, b, shift, stretch]) =>
      () => {
        const { add, mul, div, keep } = arithmetic(pen.code);
        const x = keep(pen.gamma(a!));
        return add(shift!, div(mul(stretch!, x.get), add(x.get, pen.gamma(b!))))();
      },
  },
  // Its shape is handed over as 1 / shape and the mean that this gives.
  'RANDOM WEIBULL': {
    shape: 6,
    bounded: true,
    elementary: ['log', 'pow'],
    draw: ({ code, uniform, elementary }, [inverse, mean, shift, stretch]) => {
      const { add, mul, div, neg } = arithmetic(code);
      const power = elementary('pow', neg(elementary('log', uniform)), inverse!);
      return add(shift!, div(mul(stretch!, power), mean!));
    },
  },
  'RANDOM TRIANGULAR': { shape: 5, bounded: true, elementary: [], draw: triangular },
  'RANDOM POISSON': {
    shape: 5,
    bounded: true,
    elementary: ['log', 'cos'],
    draw: placed((pen, [mean]) => poisson(pen, mean!)),
  },
  'RANDOM BINOMIAL': {
    shape: 6,
    bounded: true,
    elementary: ['log', 'cos', 'pow'],
    gamma: true,
    draw: placed((pen, [share, trials]) => binomial(pen, share!, trials!)),
  },
  'RANDOM NEGATIVE BINOMIAL': {
    shape: 6,
    bounded: true,
    elementary: ['log', 'cos', 'pow'],
    gamma: true,
    draw: placed((pen, [share, wins]) => negativeBinomial(pen, share!, wins!)),
  },
};

/** Numbers of the functions that draw. */
export const drawNumber = (fn: string): number => Object.keys(distributions).indexOf(fn);
