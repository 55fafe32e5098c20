import type { Place } from '../../base/error.js';
import type { BinaryOp, Point, SyntaxExpr } from '../syntax/ast.js';

/** Builds expressions of the common form that all stand at one place. */
export class Make {
  constructor(readonly place: Place) {}

  number(value: number): SyntaxExpr {
    const { place } = this;
    if (value < 0) return this.negative(this.number(-value));
    return { kind: 'number', value, text: String(value), place };
  }

  name(name: string): SyntaxExpr {
    return { kind: 'name', name, subscripts: undefined, place: this.place };
  }

  call(name: string, ...args: readonly SyntaxExpr[]): SyntaxExpr {
    return { kind: 'call', name, subscripts: undefined, args, place: this.place };
  }

  op(op: BinaryOp, left: SyntaxExpr, right: SyntaxExpr): SyntaxExpr {
    return { kind: 'binary', op, left, right, place: this.place };
  }

  negative(arg: SyntaxExpr): SyntaxExpr {
    return { kind: 'unary', op: '-', arg, place: this.place };
  }

  choice(test: SyntaxExpr, yes: SyntaxExpr, no: SyntaxExpr): SyntaxExpr {
    return this.call('IF THEN ELSE', test, yes, no);
  }

  /** The length of a step. */
  get step(): SyntaxExpr {
    return this.name('TIME STEP');
  }

  /** The largest whole number that is not above `x`: cut off, and one less where that went up. */
  floor(x: SyntaxExpr): SyntaxExpr {
    const cut = this.call('INTEGER', x);
    return this.op('-', cut, this.op('<', x, cut));
  }

  /** The remainder with the sign of the divisor. */
  modulo(a: SyntaxExpr, b: SyntaxExpr): SyntaxExpr {
    const rest = this.call('MODULO', a, b);
    return this.choice(this.op('<', this.op('*', rest, b), this.number(0)), this.op('+', rest, b), rest);
  }

  /** A quotient, and something else where the divisor is nothing. */
  quotient(a: SyntaxExpr, b: SyntaxExpr, otherwise: SyntaxExpr): SyntaxExpr {
    return this.choice(this.op('=', b, this.number(0)), otherwise, this.op('/', a, b));
  }

  /** The value of a list of points, read as straight lines that end where the points end. */
  along(x: SyntaxExpr, points: readonly Point[]): SyntaxExpr {
    return this.call('WITH LOOKUP', x, { kind: 'lookup', points, place: this.place });
  }
}
