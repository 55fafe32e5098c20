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
    sqrt: one('f64.sqrt'),
    ceil: one('f64.ceil'),
    floor: one('f64.floor'),
    neg: one('f64.neg'),
    /** Keeps a double in a local of its own. */
    keep: (x: Put | number) => {
      const local = code.local('f64');
      put(x)().set(local);
      return { local, get: () => code.get(local) };
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

/** Counts something in a loop; `more` tells for how long, `step` what is done before. */
function counted({ code }: Pen, from: number, more: (count: Put) => Put, step: (count: Put) => Put): Put {
  return () => {
    const count = arithmetic(code).keep(from);
    code.open('block').open('loop');
    more(count.get)().op('i32.eqz').jump('br_if', 1);
    step(count.get)().set(count.local);
    return code.jump('br', 0).end().end().get(count.local);
  };
}

/** Counts tries, a million at most: `worth` is what each counts. */
function tried(pen: Pen, tries: Put, worth: Put): Put {
  const { code } = pen;
  const { add, min, below, keep } = arithmetic(code);
  return () => {
    const [done, all] = [keep(0), keep(min(tries, 1e6))];
    return counted(
      pen,
      0,
      () => below(done.get, all.get),
      (count) => () => {
        add(done.get, 1)().set(done.local);
        return add(count, worth)();
      },
    )();
  };
}

function poisson(pen: Pen, mean: Put): Put {
  const { code, uniform, elementary } = pen;
  const { add, sub, mul, max, sqrt, floor, below, above, keep } = arithmetic(code);
  return () => {
    const count = keep(0);
    above(mean, 1000)().open('if');
    const around = keep(add(mean, mul(sqrt(mean), normal(pen))));
    const whole = keep(floor(around.get));
    // A half goes up.
    below(sub(around.get, whole.get), 0.5)().open('if');
    code.get(whole.local).set(around.local).op('else');
    add(whole.get, 1)().set(around.local).end();
    max(0, around.get)().set(count.local);
    code.op('else');
    above(mean, 0)().open('if');
    const sum = keep(0);
    const drawn = counted(
      pen,
      -1,
      () => below(sum.get, mean),
      (all) => () => {
        sub(sum.get, elementary('log', uniform))().set(sum.local);
        return add(all, 1)();
      },
    );
    drawn().set(count.local).end().end();
    return code.get(count.local);
  };
}

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
    elementary: [],
    draw: placed((pen, [share, trials]) => {
      const { code, uniform } = pen;
      return tried(pen, trials!, () => arithmetic(code).below(uniform, share!)().op('f64.convert_i32_u'));
    }),
  },
  'RANDOM NEGATIVE BINOMIAL': {
    shape: 6,
    bounded: true,
    elementary: ['log'],
    draw: placed((pen, [share, wins]) => {
      const { sub, div, max, ceil } = arithmetic(pen.code);
      const { uniform, elementary } = pen;
      return tried(
        pen,
        wins!,
        max(1, ceil(div(elementary('log', uniform), elementary('log', sub(1, share!))))),
      );
    }),
  },
};

/** Numbers of the functions that draw. */
export const drawNumber = (fn: string): number => Object.keys(distributions).indexOf(fn);
