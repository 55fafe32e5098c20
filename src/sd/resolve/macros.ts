import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { controlNames } from '../clock.js';
import { runsOverMarked } from '../functions.js';
import { libraryMacros } from '../library.js';
import { foldName } from '../names.js';
import type { Statement, SyntaxExpr, SyntaxSubscript } from '../syntax/ast.js';
import { type Macro, macrosByName } from '../syntax/macro.js';
import type { Problems } from './problems.js';
import { twice } from './ranges.js';

type EquationStatement = Extract<Statement, { kind: 'equation' }>;
type Call = Extract<SyntaxExpr, { kind: 'call' }>;
type Name = Extract<SyntaxExpr, { kind: 'name' }>;

/** Macros that call each other double with each level; more variables than this were never meant. */
const mostStatements = 20_000;

/**
 * Writes macros out: each call becomes a reference to variables of its own, named after the caller, such as
 * `"price: MY MACRO 1"` for the value and `"price: MY MACRO 1 level"` for what is inside.
 *
 * A call in an equation over ranges gives variables over these ranges. An input that is a name or a number stands
 * for itself; any other becomes a variable as well. Names inside are local, but for `Time`, the clock, and names with
 * `$` behind them (Vensim reference manual, "Macros"). Errors: SD004, SD005, SD006, SD026, SD027.
 */
export function expandMacros(
  statements: readonly Statement[],
  own: readonly Macro[],
  problems: Problems,
): readonly Statement[] {
  for (const [i, macro] of own.entries()) {
    const earlier = own.slice(0, i).find(({ name }) => foldName(name) === foldName(macro.name));
    if (earlier) problems.add(twice(macro.name, macro.place, earlier.place));
  }
  const known = new Map([...libraryMacros(), ...macrosByName(own)]);
  const expander = new Expander(known, statements);
  return statements.flatMap((statement): readonly Statement[] => {
    if (statement.kind !== 'equation') return [statement];
    return problems.attempt(() => expander.expand(statement, [])) ?? [];
  });
}

/** What the names inside one call of a macro stand for. */
interface Instance {
  readonly inputs: ReadonlyMap<string, SyntaxExpr>;
  readonly locals: ReadonlyMap<string, { readonly name: string; readonly over: readonly SyntaxSubscript[] }>;
  readonly macro: Macro;
}

class Expander {
  private readonly counts = new Map<string, number>();
  private readonly subscripts = new Set<string>();
  private readonly ranges = new Set<string>();
  private made = 0;

  constructor(
    private readonly macros: ReadonlyMap<string, Macro>,
    statements: readonly Statement[],
  ) {
    for (const statement of statements) {
      if (statement.kind !== 'range' && statement.kind !== 'same') continue;
      this.ranges.add(foldName(statement.name));
      if (statement.kind === 'range')
        for (const { from } of statement.parts) this.subscripts.add(foldName(from));
    }
  }

  /** Gives a statement without macros, followed by the variables that stand for its calls. */
  expand(statement: EquationStatement, path: readonly Macro[]): EquationStatement[] {
    if (statement.right.kind !== 'expr') return [statement];
    const made: EquationStatement[] = [];
    const expr = this.rewrite(statement.right.expr, statement, path, made);
    return [{ ...statement, right: { kind: 'expr', expr } }, ...made];
  }

  private rewrite(
    expr: SyntaxExpr,
    caller: EquationStatement,
    path: readonly Macro[],
    made: EquationStatement[],
  ): SyntaxExpr {
    const inner = mapSyntax(expr, (part) => this.rewrite(part, caller, path, made));
    const macro = inner.kind === 'call' ? this.macros.get(foldName(inner.name)) : undefined;
    if (inner.kind !== 'call' || !macro) return inner;
    const circle = path.indexOf(macro);
    if (circle >= 0) throw callsItself([...path.slice(circle), macro], inner);
    const statements: EquationStatement[] = [];
    const value = this.writeOut(macro, inner, caller, statements);
    this.made += statements.length;
    if (this.made > mostStatements) throw tooMany(macro, inner);
    made.push(...statements.flatMap((one) => this.expand(one, [...path, macro])));
    return value;
  }

  private writeOut(
    macro: Macro,
    call: Call,
    caller: EquationStatement,
    made: EquationStatement[],
  ): SyntaxExpr {
    checkCall(macro, call);
    const stem = this.stemOf(caller, macro);
    const { over, except, reference, args } = this.surroundings(call, caller);
    const { place } = call;
    const notes = { ...caller.notes, units: '', comment: '', supplementary: true, macro: macro.name };
    const add = (name: string, right: EquationStatement['right'], more = notes) =>
      made.push({ kind: 'equation', name, subscripts: over, except, right, notes: more, place });
    const inputs = new Map(
      macro.inputs.map((input, i): [string, SyntaxExpr] => {
        const arg = args[i]!;
        if (arg.kind === 'name' || arg.kind === 'number' || arg.kind === 'lookup')
          return [foldName(input), arg];
        const name = quoted(`${stem} ${input}`);
        add(name, { kind: 'expr', expr: arg });
        return [foldName(input), { kind: 'name', name, subscripts: listOrNone(over), place }];
      }),
    );
    const locals = new Map(
      macro.statements.map((statement) => {
        const itself = foldName(statement.name) === foldName(macro.name);
        const name = quoted(itself ? stem : `${stem} ${statement.name}`);
        return [
          foldName(statement.name),
          { name, over: statement.right.kind === 'expr' ? over : [] },
        ] as const;
      }),
    );
    const instance: Instance = { inputs, locals, macro };
    for (const statement of macro.statements) {
      const { name, over: loops } = locals.get(foldName(statement.name))!;
      made.push({
        ...statement,
        name,
        subscripts: [...loops, ...statement.subscripts],
        except: [
          ...(loops.length > 0 ? except.map((list) => [...list, ...statement.subscripts]) : []),
          ...statement.except.map((list) => [...loops, ...list]),
        ],
        right:
          statement.right.kind === 'expr'
            ? { kind: 'expr', expr: this.inside(statement.right.expr, instance) }
            : statement.right,
        notes: { ...notes, comment: statement.notes.comment },
      });
    }
    for (const [i, output] of (call.outputs ?? []).entries()) {
      const local = locals.get(foldName(macro.outputs[i]!))!;
      const { name, subscripts } = output as Name;
      const expr: SyntaxExpr = { kind: 'name', name: local.name, subscripts: listOrNone(over), place };
      made.push({
        ...{ kind: 'equation', name, subscripts: subscripts ?? [], except: [], place, notes },
        right: { kind: 'expr', expr },
      });
    }
    const value = locals.get(foldName(macro.name))!;
    return {
      kind: 'name',
      name: value.name,
      subscripts: listOrNone(value.over.length ? reference : []),
      place,
    };
  }

  // Names stay the same from one reading to the next, and differ between the calls of one variable.
  private stemOf(caller: EquationStatement, macro: Macro): string {
    const owner = foldName(caller.name);
    const count = (this.counts.get(owner) ?? 0) + 1;
    this.counts.set(owner, count);
    return `${caller.name.replace(/\\?"/g, '')}: ${macro.name} ${count}`;
  }

  // A call stands over the ranges on the left, and over those that a sum around it runs over.
  private surroundings(call: Call, caller: EquationStatement) {
    const summed = call.args.flatMap(marked);
    const names = new Set(summed.map(({ name }) => foldName(name)));
    const kept = caller.subscripts.map(
      ({ name }) => this.ranges.has(foldName(name)) && !names.has(foldName(name)),
    );
    const outer = caller.subscripts.filter((_, i) => kept[i]);
    const once = summed.filter(
      (one, i) => summed.findIndex((other) => foldName(other.name) === foldName(one.name)) === i,
    );
    return {
      over: [...outer, ...once.map((one) => ({ ...one, bang: false }))],
      reference: [...outer, ...once],
      except: caller.except.map((list) => [
        ...list.filter((_, i) => kept[i]),
        ...once.map((one) => ({ ...one, bang: false })),
      ]),
      args: once.length > 0 ? call.args.map(unmarked) : call.args,
    };
  }

  private inside(expr: SyntaxExpr, instance: Instance): SyntaxExpr {
    const inner = mapSyntax(expr, (part) => this.inside(part, instance));
    if (inner.kind !== 'name' && inner.kind !== 'call') return inner;
    const key = foldName(inner.name);
    const { inputs, locals, macro } = instance;
    const given = inputs.get(key);
    if (given) return inner.kind === 'name' ? given : called(inner, given);
    const local = locals.get(key);
    if (local) {
      const subscripts = listOrNone([...local.over, ...(inner.subscripts ?? [])]);
      return { ...inner, name: local.name, subscripts };
    }
    if (key.endsWith('$')) return { ...inner, name: inner.name.replace(/\s*\$$/, '') };
    if (inner.kind === 'call' || this.isShared(key)) return inner;
    const nearest = nearestName(inner.name, [
      ...macro.inputs,
      ...macro.statements.map((statement) => statement.name),
    ]);
    throw new SteelyardError({
      code: 'SD005',
      found: `"${inner.name}" is not defined in the macro ${macro.name}`,
      place: inner.place,
      ...(nearest && { nearest }),
      remedy: `hand it in as an input, or write ${inner.name}$ for a variable of the model`,
    });
  }

  private isShared(key: string): boolean {
    const clock = controlNames.some((name) => foldName(name) === key);
    return key === 'time' || clock || this.ranges.has(key) || this.subscripts.has(key);
  }
}

function checkCall(macro: Macro, call: Call): void {
  const { name, inputs, outputs, statements } = macro;
  const asked = call.outputs ?? [];
  if (call.args.length !== inputs.length || asked.length > outputs.length) {
    throw new SteelyardError({
      code: 'SD004',
      found: `${name} has ${call.args.length} arguments${asked.length ? ` and ${asked.length} outputs` : ''}`,
      place: call.place,
      expected: `${name}(${inputs.join(', ')}${outputs.length ? ` : ${outputs.join(', ')}` : ''})`,
    });
  }
  const odd = asked.find((output) => output.kind !== 'name');
  if (odd) {
    throw new SteelyardError({
      code: 'SD001',
      found: `an output of ${name} is not a name`,
      place: odd.place,
      expected: 'the name under which the model knows the output',
    });
  }
  const missing = [name, ...outputs].find(
    (wanted) => !statements.some((statement) => foldName(statement.name) === foldName(wanted)),
  );
  if (missing === undefined) return;
  throw new SteelyardError({
    code: 'SD005',
    found: `the macro ${name} has no equation for "${missing}"`,
    place: macro.place,
    remedy: `add ${missing}= ... ~~| before :END OF MACRO:`,
  });
}

function callsItself(circle: readonly Macro[], call: Call): SteelyardError {
  return new SteelyardError({
    code: 'SD027',
    found: `macros call each other in a circle: ${circle.map(({ name }) => name).join(' -> ')}`,
    place: call.place,
    remedy: 'write what repeats as a stock, or as equations of the model',
  });
}

function tooMany(macro: Macro, call: Call): SteelyardError {
  return new SteelyardError({
    code: 'SD026',
    found: `the macros of the model make more than ${mostStatements} variables; ${macro.name} goes beyond`,
    place: call.place,
    expected: `at most ${mostStatements}`,
    remedy: 'call macros less often inside each other',
  });
}

// An input may be a lookup that the macro calls.
function called(call: Call, given: SyntaxExpr): SyntaxExpr {
  if (given.kind === 'name') return { ...call, name: given.name, subscripts: given.subscripts };
  throw new SteelyardError({
    code: 'SD015',
    found: `the input "${call.name}" is called as a lookup and is an expression`,
    place: given.place,
    expected: 'the name of a lookup',
  });
}

/** Rebuilds an expression as written with each direct part changed. */
function mapSyntax(expr: SyntaxExpr, change: (part: SyntaxExpr) => SyntaxExpr): SyntaxExpr {
  switch (expr.kind) {
    case 'call':
      return { ...expr, args: expr.args.map(change) };
    case 'unary':
      return { ...expr, arg: change(expr.arg) };
    case 'binary':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    default:
      return expr;
  }
}

// The subscripts that a sum around the expression runs over; a sum inside has its own.
function marked(expr: SyntaxExpr): SyntaxSubscript[] {
  if (expr.kind === 'unary') return marked(expr.arg);
  if (expr.kind === 'binary') return [...marked(expr.left), ...marked(expr.right)];
  if (expr.kind !== 'name' && expr.kind !== 'call') return [];
  if (expr.kind === 'call' && runsOverMarked(foldName(expr.name))) return [];
  const own = (expr.subscripts ?? []).filter(({ bang }) => bang);
  return expr.kind === 'name' ? own : [...own, ...expr.args.flatMap(marked)];
}

function unmarked(expr: SyntaxExpr): SyntaxExpr {
  if (expr.kind === 'call' && runsOverMarked(foldName(expr.name))) return expr;
  const inner = mapSyntax(expr, unmarked);
  if (inner.kind !== 'name' && inner.kind !== 'call') return inner;
  return { ...inner, subscripts: inner.subscripts?.map((one) => ({ ...one, bang: false })) };
}

const quoted = (name: string) => `"${name.replace(/\\?"/g, '')}"`;

const listOrNone = (list: readonly SyntaxSubscript[]) => (list.length > 0 ? list : undefined);
