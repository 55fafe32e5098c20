import { type Place, SteelyardError } from '../../base/error.js';
import type { Axis, Expr, Index, Loop, VectorArg } from '../ir.js';
import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import type { Lookup, Scope } from './scope.js';
import { freeId } from './subscripts.js';

type Call = Extract<SyntaxExpr, { kind: 'call' }>;
type Vector = Extract<Expr, { kind: 'vector' }>;

/** Type, priority, width, and a fourth number that some curves take. */
const profileLength = 4;

/**
 * Looks up a function of whole vectors and lays out its arguments. Errors: SD053 and those of its parts.
 *
 * Vensim reference manual, Arrays, Vectors and Subscripts, and Allocation Functions.
 */
export function resolveVector(fn: string, call: Call, scope: Scope, lookup: Lookup): Vector {
  const reader = new Reader(fn, call, scope, lookup);
  const [a, b, c, d, e] = call.args as [SyntaxExpr, SyntaxExpr, SyntaxExpr, SyntaxExpr, SyntaxExpr];
  switch (fn) {
    case 'VECTOR SORT ORDER':
    case 'VECTOR RANK':
      return reader.filling(1, (over) => [over(a), reader.one(b)]);
    case 'VECTOR REORDER':
      return reader.filling(1, (over) => [over(a), over(b)]);
    case 'INVERT MATRIX':
      return reader.filling(2, (over) => [over(a), reader.one(b)]);
    case 'ALLOCATE BY PRIORITY':
      return reader.filling(1, (over) => [over(a), over(b), reader.one(c), reader.one(d), reader.one(e)]);
    case 'ALLOCATE AVAILABLE':
      return reader.filling(1, (over, loops) => [over(a), reader.profile(b, loops), reader.one(c)]);
    case 'DEMAND AT PRICE':
    case 'SUPPLY AT PRICE':
      return reader.number([reader.one(a), reader.profile(b, []), reader.one(c)]);
    case 'FIND MARKET PRICE':
      return reader.number([reader.from(a, 1), reader.from(b, 2), reader.from(c, 1), reader.from(d, 2)]);
    case 'VECTOR LOOKUP':
      return reader.number([reader.from(a, 1), ...[b, c, d, e].map((arg) => reader.one(arg))]);
    case 'VECTOR SELECT':
      return reader.select(a, b, [c, d, e]);
    default:
      return reader.element(a, b);
  }
}

class Reader {
  constructor(
    private readonly fn: string,
    private readonly call: Call,
    private readonly scope: Scope,
    private readonly lookup: Lookup,
  ) {}

  /** A function whose result fills the last `count` ranges of the left side. */
  filling(
    count: number,
    layOut: (over: (expr: SyntaxExpr) => VectorArg, loops: readonly Loop[]) => VectorArg[],
  ): Vector {
    const own = this.lastLoops(count);
    // Loops of the function's own stand for those of the left side, which its arguments must not follow.
    const loops = this.bound(own);
    const over = (expr: SyntaxExpr) => this.over(expr, loops);
    const args = layOut(over, loops);
    const pick: Index[] = own.map((loop) => ({
      kind: 'each',
      text: loop.range,
      loop: loop.id,
      positions: loop.elements.map((_, i) => i),
    }));
    const sizes = own.map((loop) => loop.elements.length);
    if (count === 2) this.checkSquare(sizes);
    this.checkLength(args, sizes[0]!);
    return this.made(args, sizes, pick);
  }

  /** A function whose result is one number. */
  number(args: readonly VectorArg[]): Vector {
    return this.made(args, [], []);
  }

  /** VECTOR SELECT runs over every marked range of its first two arguments, as one. */
  select(selection: SyntaxExpr, values: SyntaxExpr, rest: readonly SyntaxExpr[]): Vector {
    const marked = [...this.lookup.marked(selection), ...this.lookup.marked(values)];
    if (marked.length === 0) {
      throw this.wrong(
        'runs over nothing',
        'a subscript with an exclamation mark, such as x[maker!]',
        this.call.place,
        'SD010',
      );
    }
    const loops = this.lookup.bind(marked, this.scope);
    const over = (expr: SyntaxExpr) => this.over(expr, loops);
    return this.number([over(selection), over(values), ...rest.map((arg) => this.one(arg))]);
  }

  /** VECTOR ELM MAP takes the element that lies an offset away from the one that is named, last subscript fastest. */
  element(vector: SyntaxExpr, offset: SyntaxExpr): Vector {
    const { outline, variable } = this.variable(vector, this.scope);
    const loops = this.free(outline.axes);
    const whole: Expr = {
      ...variable,
      indices: variable.indices.map((index, k) => each(index.text, loops[k]!)),
    };
    const sizes = outline.axes.map((axis) => axis.elements.length);
    return this.made([{ loops, body: whole }, this.one(offset)], sizes, variable.indices);
  }

  /** An argument that is one number. */
  one(expr: SyntaxExpr): VectorArg {
    return { loops: [], body: this.lookup.expression(expr, this.scope) };
  }

  /** The curve of each element of some loops: the last subscript names the first of three or four numbers. */
  profile(expr: SyntaxExpr, loops: readonly Loop[]): VectorArg {
    const inner = { ...this.scope, loops: [...this.scope.loops, ...loops] };
    return this.spread(expr, 1, loops, inner, profileLength);
  }

  /** An array from the element that its last `count` subscripts name to the end. */
  from(expr: SyntaxExpr, count: number): VectorArg {
    return this.spread(expr, count, [], this.scope, count === 2 ? profileLength : Infinity);
  }

  private over(expr: SyntaxExpr, loops: readonly Loop[]): VectorArg {
    const inner = { ...this.scope, loops: [...this.scope.loops, ...loops] };
    return { loops, body: this.lookup.expression(expr, inner) };
  }

  private spread(
    expr: SyntaxExpr,
    count: number,
    outer: readonly Loop[],
    scope: Scope,
    most: number,
  ): VectorArg {
    const { outline, variable } = this.variable(expr, scope);
    const from = variable.indices.length - count;
    const tail = variable.indices.slice(Math.max(0, from));
    if (from < 0 || tail.some((index) => index.kind === 'each')) {
      throw this.wrong(
        `is handed "${outline.name}" over a range`,
        `the first element of each of its last ${count === 1 ? 'subscript' : 'two subscripts'}`,
        expr.place,
      );
    }
    const axes = tail.map((index, k): Axis => {
      const axis = outline.axes[from + k]!;
      const start = index.kind === 'at' ? index.position : 0;
      const last = k === count - 1;
      return { name: axis.name, elements: axis.elements.slice(start, start + (last ? most : Infinity)) };
    });
    if (most === profileLength && axes.at(-1)!.elements.length < 3) {
      throw this.wrong(
        `is handed a curve of ${axes.at(-1)!.elements.length} numbers, "${outline.name}"`,
        'type, priority, width and extra along the last subscript, from its first element',
        expr.place,
      );
    }
    const loops = this.free(axes, outer);
    const indices = variable.indices.map((index, k): Index => {
      if (k < from || index.kind === 'each') return index;
      const loop = loops[k - from]!;
      return each(index.text, loop, index.position);
    });
    return { loops: [...outer, ...loops], body: { ...variable, indices } };
  }

  private variable(expr: SyntaxExpr, scope: Scope) {
    const outline = expr.kind === 'name' ? scope.outlines.get(foldName(expr.name)) : undefined;
    if (expr.kind === 'name' && outline && !outline.isLookup && outline.axes.length > 0) {
      const indices = this.lookup.indices(outline, expr.subscripts, expr.place, scope);
      return {
        outline,
        variable: { kind: 'variable', name: outline.name, indices, place: expr.place } as const,
      };
    }
    throw this.wrong('is handed something that is no array', 'a variable with subscripts', expr.place);
  }

  private lastLoops(count: number): Loop[] {
    const tail = (this.scope.left ?? []).slice(-count);
    const loops = tail.flatMap((index) =>
      index.kind === 'each' ? this.scope.loops.filter((loop) => loop.id === index.loop) : [],
    );
    if (loops.length === count) return loops;
    throw this.wrong(
      `fills ${count === 1 ? 'a whole range' : 'two whole ranges'}`,
      `${count === 1 ? 'a range as the last subscript' : 'ranges as the last two subscripts'} on the left`,
    );
  }

  private bound(loops: readonly Loop[]): Loop[] {
    const made: Loop[] = [];
    for (const loop of loops) {
      made.push({ ...loop, id: freeId(`${loop.range}!`, [...this.scope.loops, ...made]) });
    }
    return made;
  }

  private free(axes: readonly Axis[], outer: readonly Loop[] = []): Loop[] {
    const made: Loop[] = [];
    for (const axis of axes) {
      const id = freeId(`${axis.name}!`, [...this.scope.loops, ...outer, ...made]);
      made.push({ id, range: `${axis.name}!`, elements: axis.elements });
    }
    return made;
  }

  private checkSquare(sizes: readonly number[]): void {
    if (sizes[0] !== sizes[1]) {
      throw this.wrong(
        `fills ${sizes[0]} x ${sizes[1]} elements`,
        'as many rows as columns: two ranges of one length',
      );
    }
  }

  // The length that a call states, as a number, must be that of the range.
  private checkLength(args: readonly VectorArg[], length: number): void {
    const stated = { 'INVERT MATRIX': 1, 'ALLOCATE BY PRIORITY': 2 }[this.fn];
    const body = stated === undefined ? undefined : args[stated]!.body;
    if (body?.kind === 'number' && body.value !== length) {
      throw this.wrong(`states ${body.value} elements`, `${length}, the length of the range`, body.place);
    }
  }

  private made(args: readonly VectorArg[], sizes: readonly number[], pick: readonly Index[]): Vector {
    return { kind: 'vector', fn: this.fn, args, sizes, pick, place: this.call.place };
  }

  private wrong(
    found: string,
    expected: string,
    place: Place = this.call.place,
    code = 'SD053',
  ): SteelyardError {
    return new SteelyardError({ code, found: `${this.fn} ${found}`, place, expected });
  }
}

const each = (text: string, loop: Loop, start = 0): Index => ({
  kind: 'each',
  text,
  loop: loop.id,
  positions: loop.elements.map((_, i) => start + i),
});
