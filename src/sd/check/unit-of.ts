import { NUMBER, powerUnit, printUnit, sameUnit, timesUnit, type Unit } from '../../base/units.js';
import { builtins, drawsNumbers } from '../functions.js';
import type { Expr } from '../ir.js';
import type { Report } from './finding.js';

/** The unit of an expression; `any` goes with every unit: 0, a lone number, or a variable without a unit. */
export type FoundUnit = Unit | 'any';

type Call = Extract<Expr, { kind: 'call' }>;
type Binary = Extract<Expr, { kind: 'binary' }>;

/** Works out units of expressions and reports where they clash inside. */
export class UnitReader {
  constructor(
    private readonly declared: ReadonlyMap<string, Unit | undefined>,
    private readonly time: Unit | undefined,
    private readonly report: Report,
  ) {}

  /** Gives the unit of a whole right side, where arithmetic on numbers alone may have any unit. */
  of(expr: Expr): FoundUnit {
    return isLiteral(expr) ? 'any' : this.unit(expr);
  }

  private unit(expr: Expr): FoundUnit {
    switch (expr.kind) {
      case 'number':
        return expr.value === 0 || expr.text === ':NA:' ? 'any' : NUMBER;
      case 'time':
        return this.time ?? 'any';
      case 'variable':
        return this.declared.get(expr.name) ?? 'any';
      case 'position':
        return NUMBER;
      case 'unary':
        return expr.op === '-' ? this.unit(expr.arg) : this.numbers([expr.arg]);
      case 'binary':
        return this.binary(expr);
      case 'look':
        this.unit(expr.arg);
        return expr.rule === 'area' || expr.rule === 'invert' || expr.rule === 'slope'
          ? 'any'
          : (this.declared.get(expr.name) ?? 'any');
      case 'with':
        this.unit(expr.arg);
        return 'any';
      case 'reduce': {
        const body = this.unit(expr.body);
        return expr.op === 'prod' && body !== 'any' && body.powers.size > 0 ? 'any' : body;
      }
      case 'series':
        return this.series(expr);
      case 'vector':
        return this.vector(expr);
      case 'call':
        return this.call(expr);
    }
  }

  private series({ fn, name, args }: Extract<Expr, { kind: 'series' }>): FoundUnit {
    if (fn === 'GET DATA TOTAL POINTS') return NUMBER;
    if (fn.endsWith('TIME') && args.length === 0) return this.time ?? 'any';
    this.times(fn === 'GET DATA BETWEEN TIMES' ? args.slice(0, 1) : args, fn);
    return this.declared.get(name) ?? 'any';
  }

  private vector(expr: Extract<Expr, { kind: 'vector' }>): FoundUnit {
    const { fn } = expr;
    const bodies = expr.args.map((arg) => arg.body);
    const units = bodies.map((body) => this.unit(body));
    switch (fn) {
      case 'VECTOR SORT ORDER':
      case 'VECTOR RANK':
        return NUMBER;
      case 'VECTOR REORDER':
      case 'VECTOR ELM MAP':
      case 'DEMAND AT PRICE':
      case 'SUPPLY AT PRICE':
        return units[0]!;
      case 'ALLOCATE AVAILABLE':
      case 'ALLOCATE BY PRIORITY':
        return this.agree([bodies[0]!, bodies.at(-1)!], `the request and the supply of ${fn}`, expr);
      default:
        return 'any';
    }
  }

  private binary(expr: Binary): FoundUnit {
    const { op, left, right } = expr;
    switch (op) {
      case '+':
      case '-':
        return this.agree([left, right], `the sides of ${op}`, expr);
      case '*':
      case '/': {
        const [a, b] = [this.unit(left), this.unit(right)];
        if (a === 'any' || b === 'any')
          return this.free(left, a) || this.free(right, b) ? 'any' : this.product(a, b, op);
        return timesUnit(a, b, op === '*' ? 1 : -1);
      }
      case '^':
        return this.power(left, right, expr);
      case 'and':
      case 'or':
        this.unit(left);
        this.unit(right);
        return NUMBER;
      default:
        this.agree([left, right], `the sides of ${op}`, expr);
        return NUMBER;
    }
  }

  // 0 times something keeps the other's unit; a variable without a unit spoils the product.
  private free(expr: Expr, unit: FoundUnit): boolean {
    return unit === 'any' && !isLiteral(expr);
  }

  private product(a: FoundUnit, b: FoundUnit, op: '*' | '/'): Unit {
    return timesUnit(a === 'any' ? NUMBER : a, b === 'any' ? NUMBER : b, op === '*' ? 1 : -1);
  }

  private power(left: Expr, right: Expr, expr: Expr): FoundUnit {
    const base = this.unit(left);
    this.numbers([right]);
    if (base === 'any' || base.powers.size === 0) return base;
    if (right.kind === 'number') return powerUnit(base, right.value);
    this.clash(
      expr,
      `the base of ^ has the unit ${printUnit(base)}`,
      'a pure number, or a number as the power',
    );
    return 'any';
  }

  private call(expr: Call): FoundUnit {
    const { fn, args } = expr;
    const [a, b, c] = args as [Expr, Expr, Expr];
    switch (fn) {
      case 'IF THEN ELSE':
        this.unit(a);
        return this.agree([b, c], 'the branches of IF THEN ELSE', expr);
      case 'SQRT': {
        const unit = this.unit(a);
        return unit === 'any' ? unit : powerUnit(unit, 0.5);
      }
      case 'POWER':
        return this.power(a, b, expr);
      case 'XIDZ':
        return this.agreeUnits(
          [this.quotient(a, b), this.unit(c)],
          'the quotient and the third argument of XIDZ',
          expr,
        );
      case 'ZIDZ':
        return this.quotient(a, b);
      case 'STEP':
        this.times([b], fn);
        return this.unit(a);
      case 'RAMP': {
        this.times([b, c], fn);
        const slope = this.unit(a);
        return slope === 'any' || !this.time ? 'any' : timesUnit(slope, this.time);
      }
      case 'PULSE':
      case 'PULSE TRAIN':
        this.times(args, fn);
        return NUMBER;
      case 'TREND':
        this.unit(a);
        this.times([b], fn);
        return this.time ? powerUnit(this.time, -1) : 'any';
      case 'FORECAST':
        this.times([b, c], fn);
        return this.unit(a);
      case 'TIME BASE':
      case 'GET TIME VALUE':
        return 'any';
      case 'DELAY MATERIAL':
        this.times([b], fn);
        return this.agree([a, c, args[3]!], `the input and the values of ${fn}`, expr);
      case 'SAMPLE IF TRUE':
        this.unit(a);
        return this.agree([b, c], `the values of ${fn}`, expr);
    }
    if (drawsNumbers(fn)) {
      for (const arg of args) this.unit(arg);
      return 'any';
    }
    const rule = builtins.get(fn.toLowerCase());
    if (rule?.units === 'number') return this.numbers(args);
    if (rule?.units === 'same') return this.agree(args, `the arguments of ${fn}`, expr);
    // What remains smooths or delays: input, a time, and perhaps an initial value like the input.
    this.times([b], fn);
    return c && !fn.endsWith('TREND')
      ? this.agree([a, c], `the input and the initial value of ${fn}`, expr)
      : this.unit(a);
  }

  private quotient(a: Expr, b: Expr): FoundUnit {
    const [above, below] = [this.unit(a), this.unit(b)];
    return above === 'any' || below === 'any' ? 'any' : timesUnit(above, below, -1);
  }

  private numbers(args: readonly Expr[]): FoundUnit {
    for (const arg of args) {
      const unit = this.unit(arg);
      if (unit !== 'any' && unit.powers.size > 0) {
        this.clash(arg, `an argument has the unit ${printUnit(unit)}`, 'a pure number');
      }
    }
    return NUMBER;
  }

  private times(args: readonly Expr[], fn: string): void {
    for (const arg of args) {
      const unit = this.of(arg);
      if (unit !== 'any' && this.time && !sameUnit(unit, this.time)) {
        this.clash(arg, `a time of ${fn} has the unit ${printUnit(unit)}`, printUnit(this.time));
      }
    }
  }

  private agree(exprs: readonly Expr[], what: string, where: Expr): FoundUnit {
    return this.agreeUnits(
      exprs.map((expr) => this.unit(expr)),
      what,
      where,
    );
  }

  private agreeUnits(units: readonly FoundUnit[], what: string, where: Expr): FoundUnit {
    const known = units.filter((unit): unit is Unit => unit !== 'any');
    const first = known[0];
    const other = first && known.find((unit) => !sameUnit(unit, first));
    if (other)
      this.clash(
        where,
        `${what} have the units ${printUnit(first)} and ${printUnit(other)}`,
        'the same unit',
      );
    return first ?? 'any';
  }

  private clash(where: Expr, found: string, expected: string): void {
    this.report({ code: 'SD022', found, place: where.place, expected });
  }
}

function isLiteral(expr: Expr): boolean {
  if (expr.kind === 'number') return true;
  if (expr.kind === 'unary') return isLiteral(expr.arg);
  return expr.kind === 'binary' && isLiteral(expr.left) && isLiteral(expr.right);
}
