import type { Expr, Right } from './ir.js';

/** Adds a helper variable and gives back a reference to it; `right` is handed that reference. */
export type AddHelper = (label: string, right: (own: Expr) => Right) => Expr;

/**
 * Finds what must be known of a delay before the run: its order, with a time no more stages than the time has steps,
 * and whether the time stays the same.
 */
export type Settle = (order: Expr, time?: Expr) => { readonly order: number; readonly steady: boolean };

type Call = Extract<Expr, { kind: 'call' }>;

/**
 * Writes a function with a memory as stocks; undefined for any other function.
 *
 * A smooth of order n is n first-order smooths of time/n in a row. A delay of order n is n stocks whose outflow is
 * stock/(time/n); they begin in balance with the first input.
 */
export function stagesOf(call: Call, add: AddHelper, settle: Settle): Expr | undefined {
  const [a, b, c, d] = call.args as [Expr, Expr, Expr, Expr];
  const build = new Builder(call, add);
  switch (call.fn) {
    case 'SMOOTH':
      return build.smooth(a, b, a, 1);
    case 'SMOOTHI':
      return build.smooth(a, b, c, 1);
    case 'SMOOTH3':
      return build.smooth(a, b, a, 3);
    case 'SMOOTH3I':
      return build.smooth(a, b, c, 3);
    case 'SMOOTH N':
      return build.smooth(a, b, c, settle(d).order);
    case 'DELAY1':
      return build.delay(a, b, a, 1);
    case 'DELAY1I':
      return build.delay(a, b, c, 1);
    case 'DELAY3':
      return build.delay(a, b, a, 3);
    case 'DELAY3I':
      return build.delay(a, b, c, 3);
    case 'DELAY N':
      return build.delayN(a, b, c, settle(d, b));
    case 'TREND':
      return build.trend(a, b, c);
    case 'FORECAST':
      return build.forecast(a, b, c);
    case 'INITIAL':
    case 'REINITIAL':
      return add('INITIAL', () => ({ kind: 'initial', expr: a }));
    case 'ACTIVE INITIAL':
      return add('ACTIVE INITIAL', () => ({ kind: 'active', expr: a, initial: b }));
    case 'SAMPLE IF TRUE':
      return add('SAMPLE IF TRUE', () => ({ kind: 'sample', condition: a, input: b, initial: c }));
    case 'DELAY FIXED':
      return add('DELAY FIXED', () => ({ kind: 'delay', input: a, time: b, initial: c }));
    case 'DELAY MATERIAL':
      return add(call.fn, () => ({
        ...{ kind: 'delay', input: a, time: b, initial: c },
        ...{ style: 'material', missing: d },
      }));
    case 'DELAY INFORMATION':
      return add(call.fn, () => ({ kind: 'delay', input: a, time: b, initial: c, style: 'information' }));
    default:
      return undefined;
  }
}

class Builder {
  constructor(
    private readonly call: Call,
    private readonly add: AddHelper,
  ) {}

  smooth(input: Expr, time: Expr, initial: Expr, order: number): Expr {
    let level = input;
    for (let stage = 1; stage <= order; stage++) {
      const before = level;
      level = this.stock(stage, order, initial, (own) =>
        this.op('/', this.op('-', before, own), this.part(time, order)),
      );
    }
    return level;
  }

  delay(input: Expr, time: Expr, initial: Expr, order: number, lastTime = time): Expr {
    let flow = input;
    for (let stage = 1; stage <= order; stage++) {
      const share = this.part(stage === order ? lastTime : time, order);
      const before = flow;
      const level = this.stock(stage, order, this.op('*', initial, share), (own) =>
        this.op('-', before, this.op('/', own, share)),
      );
      flow = this.op('/', level, share);
    }
    return flow;
  }

  // What leaves the last stage goes by the delay time of the step before (Vensim reference manual, DELAY N).
  delayN(input: Expr, time: Expr, initial: Expr, { order, steady }: ReturnType<Settle>): Expr {
    if (steady) return this.delay(input, time, initial, order);
    const before = this.add(`${this.call.fn} time in call`, () => ({
      ...{ kind: 'delay', input: time, time: this.number(0), initial: time },
    }));
    return this.delay(input, time, initial, order, before);
  }

  trend(input: Expr, time: Expr, initial: Expr): Expr {
    const start = this.op('/', input, this.op('+', this.number(1), this.op('*', initial, time)));
    const average = this.stock(1, 1, start, (own) => this.op('/', this.op('-', input, own), time));
    return this.fn('ZIDZ', this.op('-', input, average), this.op('*', time, this.fn('ABS', average)));
  }

  forecast(input: Expr, time: Expr, horizon: Expr): Expr {
    const trend = this.trend(input, time, this.number(0));
    return this.op('*', input, this.op('+', this.number(1), this.op('*', trend, horizon)));
  }

  // The stock's rate refers to the stock itself, so its reference is needed before its equation.
  private stock(stage: number, order: number, initial: Expr, rateOf: (own: Expr) => Expr): Expr {
    const label = order === 1 ? this.call.fn : `${this.call.fn} stage ${stage} of ${order} in call`;
    return this.add(label, (own) => ({ kind: 'stock', rate: rateOf(own), initial }));
  }

  private part(time: Expr, order: number): Expr {
    return order === 1 ? time : this.op('/', time, this.number(order));
  }

  private number(value: number): Expr {
    return { kind: 'number', value, text: String(value), place: this.call.place };
  }

  private op(op: '+' | '-' | '*' | '/', left: Expr, right: Expr): Expr {
    return { kind: 'binary', op, left, right, place: this.call.place };
  }

  private fn(fn: string, ...args: Expr[]): Expr {
    return { kind: 'call', fn, args, place: this.call.place };
  }
}
