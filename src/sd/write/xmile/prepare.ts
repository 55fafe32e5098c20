import { SteelyardError } from '../../../base/error.js';
import { unitTexts } from '../../check/units.js';
import { settleData } from '../../data/settle.js';
import type { Axis, Equation, Expr, Index, Loop, Model, Right, Variable } from '../../ir.js';
import { expressionsOf, partsOf } from '../../ir.js';
import { alongLoops, freeLoops } from '../../lower.js';
import { foldName } from '../../names.js';
import { mostElements } from '../../resolve/variables.js';
import { mapParts, mapRight } from '../../restrict.js';
import { withoutBelts } from './belts.js';
import { dataAsCurves } from './data.js';
import { expandCall, repeated } from './expand.js';
import { refuseUnwritable } from './refuse.js';

/**
 * Rewrites a model so that XMILE can say it, with the same values: functions that the format lacks are written out, and
 * what may only be a variable there (a sum's terms, a lookup in place, the argument of INIT) becomes one, named after
 * what it is part of, such as `terms in output`. Data become graphical functions of time. Errors: SD003, SD017 and SD060 for
 * what the format cannot say.
 *
 * @example
 * const model = parseModel('R: a, b ~~| x[R]= 1,2 ~~| y= SUM(x[R!]*2) ~~|', 'm.mdl')
 * prepareXmile(model).variables.map((v) => v.name) // => ['x', 'y', 'terms in y']
 */
export function prepareXmile(model: Model): Model {
  const plain = withoutBelts(model);
  refuseUnwritable(plain);
  const source = settleData(plain).variables.map(dataAsCurves);
  const made: Variable[] = [];
  const taken = new Set(source.map((v) => foldName(v.name)));
  const byName = new Map(source.map((v) => [v.name, v]));
  const unitOf = unitTexts(plain);
  const variables = source.map((variable) =>
    new Rewriter(variable, byName, made, taken, unitOf).rewriteVariable(),
  );
  return { ...model, variables: [...variables, ...made] };
}

/** Levels that an equation has at most: a reader takes 200, and each may be written as a bracket in a bracket. */
const deepest = 80;

class Rewriter {
  private readonly depths = new WeakMap<Expr, number>();
  constructor(
    private readonly variable: Variable,
    private readonly variables: ReadonlyMap<string, Variable>,
    private readonly made: Variable[],
    private readonly taken: Set<string>,
    private readonly unitOf: (expr: Expr) => string,
  ) {}

  rewriteVariable(): Variable {
    const equations = this.variable.equations.map((equation) => ({
      ...equation,
      right: this.right(equation),
    }));
    const stocks = equations.filter(({ right }) => right.kind === 'stock');
    if (stocks.length === 0 || stocks.length === equations.length) return { ...this.variable, equations };
    return { ...this.variable, equations: this.apart(equations), kind: 'auxiliary' };
  }

  // A variable is a stock in this format or it is none: elements that are stocks get a variable of their own.
  private apart(equations: readonly Equation[]): Equation[] {
    const name = this.free('stock');
    const { axes } = this.variable;
    const stocks = equations.filter(({ right }) => right.kind === 'stock');
    this.made.push({ ...this.variable, name, kind: 'stock', axes, equations: stocks, comment: '' });
    return equations.map((equation) =>
      equation.right.kind === 'stock'
        ? {
            ...equation,
            right: {
              kind: 'value',
              expr: { kind: 'variable', name, indices: equation.left, place: equation.place },
            },
          }
        : equation,
    );
  }

  private right(equation: Equation): Right {
    const { right, loops } = equation;
    if (right.kind === 'value' && right.expr.kind === 'with') {
      const arg = this.rewrite(right.expr.arg, equation, loops);
      return { kind: 'value', expr: { ...right.expr, arg } };
    }
    const rewritten = mapRight(right, (expr) => this.rewrite(expr, equation, loops));
    if (rewritten.kind !== 'initial') return rewritten;
    return { ...rewritten, expr: this.named('start', rewritten.expr, equation, loops) };
  }

  /** Rewrites an expression; a part that goes too deep becomes a variable. */
  private rewrite(expr: Expr, equation: Equation, loops: readonly Loop[]): Expr {
    const written = this.rewriteParts(expr, equation, loops);
    if (this.depthOf(written) <= deepest) return written;
    return this.named('part', written, equation, loops);
  }

  private depthOf(expr: Expr): number {
    const known = this.depths.get(expr);
    if (known !== undefined) return known;
    const depth = partsOf(expr).reduce((most, part) => Math.max(most, this.depthOf(part) + 1), 0);
    this.depths.set(expr, depth);
    return depth;
  }

  private rewriteParts(expr: Expr, equation: Equation, loops: readonly Loop[]): Expr {
    const inside = expr.kind === 'reduce' ? [...loops, ...expr.loops] : loops;
    const inner = mapParts(expr, (part) => this.rewrite(part, equation, inside));
    const value = (label: string, of: Expr) => this.named(label, of, equation, loops);
    if (inner.kind === 'with') return value('lookup', inner);
    if (inner.kind === 'reduce') return this.reduce(inner, equation, loops);
    if (inner.kind !== 'call') return inner;
    const { fn, args } = inner;
    const [a, b, c] = args as [Expr, Expr, Expr];
    switch (fn) {
      case 'INITIAL':
      case 'REINITIAL':
        return { ...inner, fn: 'INITIAL', args: [value('start', a)] };
      case 'ACTIVE INITIAL':
        return this.add('value', { kind: 'active', expr: a, initial: b }, equation, loops);
      case 'SAMPLE IF TRUE':
        return this.add('sample', { kind: 'sample', condition: a, input: b, initial: c }, equation, loops);
      default: {
        const short = repeated(inner);
        const ready = args.map((arg, i) => (short.includes(i) && weight(arg) > 6 ? value('part', arg) : arg));
        return expandCall({ ...inner, args: ready });
      }
    }
  }

  /** Gives an expression a variable of its own, unless it is a variable already. */
  private named(label: string, expr: Expr, equation: Equation, loops: readonly Loop[]): Expr {
    return expr.kind === 'variable' ? expr : this.add(label, { kind: 'value', expr }, equation, loops);
  }

  private reduce(expr: Extract<Expr, { kind: 'reduce' }>, equation: Equation, loops: readonly Loop[]): Expr {
    const { body } = expr;
    if (body.kind === 'variable' && this.runsOverAxes(body.indices, body.name, expr.loops)) return expr;
    const terms = this.add(
      'terms',
      { kind: 'value', expr: body },
      equation,
      [...loops, ...expr.loops],
      expr.loops,
    );
    return { ...expr, body: terms };
  }

  // A star runs over all of an axis, first to last.
  private runsOverAxes(indices: readonly Index[], name: string, own: readonly Loop[]): boolean {
    const axes = (this.variables.get(name) ?? this.made.find((v) => v.name === name))!.axes;
    const ids = own.map((loop) => loop.id);
    const stars = indices.flatMap((index, k) => {
      if (index.kind === 'at' || !ids.includes(index.loop)) return [];
      const whole = index.positions.length === axes[k]!.elements.length;
      return [whole && index.positions.every((p, i) => p === i) ? index.loop : ''];
    });
    return stars.length === ids.length && stars.every((id, i) => id === ids[i]);
  }

  private add(
    label: string,
    right: Right,
    equation: Equation,
    loops: readonly Loop[],
    always: readonly Loop[] = [],
  ): Expr {
    const used = freeLoops(expressionsOf(right));
    const own = loops.filter((loop) => used.has(loop.id) || always.includes(loop));
    const axes: Axis[] = own.map((loop) => ({ name: bare(loop.range), elements: loop.elements }));
    const indices = alongLoops(own);
    const { place } = equation;
    const size = axes.reduce((product, { elements }) => product * elements.length, 1);
    if (size > mostElements) {
      throw new SteelyardError({
        code: 'SD060',
        found: `a part of "${this.variable.name}" would be a variable of ${size} elements in XMILE`,
        place,
        expected: `at most ${mostElements}`,
        remedy: 'add up over one range after another, or convert the model to mdl or json',
      });
    }
    const name = this.free(label);
    const left = indices.map((index) => ({ ...index, text: bare(index.text) }));
    const inner = own.map((loop) => ({ ...loop, range: bare(loop.range) }));
    this.made.push({
      name,
      kind: right.kind === 'sample' ? 'stock' : 'auxiliary',
      axes,
      equations: [{ place, comment: '', left, loops: inner, except: [], right }],
      units: this.unitOf(measured(right)),
      unitsPlace: place,
      comment: '',
      group: this.variable.group,
      place,
      supplementary: true,
    });
    return { kind: 'variable', name, indices, place };
  }

  private free(label: string): string {
    const of = this.variable.name.replace(/^"|"$/g, '');
    for (let n = 1; ; n++) {
      const words = `${label}${n > 1 ? ` ${n}` : ''} in ${of}`;
      const name = this.variable.name.startsWith('"') ? `"${words}"` : words;
      if (this.taken.has(foldName(name))) continue;
      this.taken.add(foldName(name));
      return name;
    }
  }
}

/** The expression that has the unit of what an equation defines. */
const measured = (right: Right): Expr => expressionsOf(right)[right.kind === 'sample' ? 1 : 0]!;

const bare = (range: string) => range.replace(/!$/, '');

const weight = (expr: Expr): number => partsOf(expr).reduce((sum, part) => sum + weight(part), 1);
