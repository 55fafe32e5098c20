import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import { arrayFunctions, callArray } from './arrays.js';
import type { Book, Part } from './book.js';
import { bare, functions, wrongCount } from './functions.js';
import { valueAt } from './graph.js';
import { useMacro } from './macros.js';
import { Make } from './make.js';
import { shownName } from './names.js';
import type { Raw, RawSubscript } from './raw.js';
import { referTo } from './subscripts.js';
import type { Bound, Where } from './where.js';

type Call = Extract<Raw, { kind: 'call' }>;

/**
 * Writes an equation in the common form: names as they are shown, subscripts written out, functions under the names of
 * the common form. `bound` is what an array function around it runs over.
 *
 * Errors: SD003, SD004, SD005, SD007, SD008, SD010, SD015, SD017.
 */
export function translate(raw: Raw, where: Where, bound?: Bound): SyntaxExpr {
  const { place } = raw;
  const make = new Make(place);
  const inner = (part: Raw) => translate(part, where, bound);
  switch (raw.kind) {
    case 'number':
      return raw;
    case 'unary':
      return { kind: 'unary', op: raw.op, arg: inner(raw.arg), place };
    case 'binary': {
      const { op } = raw;
      const [left, right] = [inner(raw.left), inner(raw.right)];
      if (op === 'mod') return make.modulo(left, right);
      if (op === '//') return make.quotient(left, right, make.number(0));
      return make.op(op, left, right);
    }
    case 'if':
      return make.choice(inner(raw.test), inner(raw.yes), inner(raw.no));
    case 'name':
      return translateName(raw, where, bound);
    case 'call':
      return translateCall(raw, where, bound);
  }
}

function translateName(raw: Extract<Raw, { kind: 'name' }>, where: Where, bound?: Bound): SyntaxExpr {
  const { book, self } = where;
  const { name, subscripts, place } = raw;
  const make = new Make(place);
  const key = foldName(name);
  const given = subscripts ? undefined : self.params?.get(key);
  if (given) return given;
  const part = key === 'self' ? self : book.find(name, self.scope);
  if (part) return referTo(part, subscripts, place, where, bound);
  if (!subscripts) {
    const plain = key.replace(/^std\./, '');
    if (bare.has(plain)) return functions.get(plain)!.write(make);
    const position = positionOf(name, where, make);
    if (position) return position;
    // The names of the common form's clock are known here too, as converters of its files write them.
    if (['initial time', 'final time', 'time step'].includes(key)) return make.name(shownName(name));
  }
  book.need(name, self.scope, place);
  throw new Error(`"${name}" was found after all`);
}

// A dimension stands for the number of its element, and so does an element with its dimension before a dot.
function positionOf(name: string, { book, loops, fixed }: Where, make: Make): SyntaxExpr | undefined {
  const dim = book.dim(name);
  if (dim) {
    const element = fixed.get(foldName(name));
    if (element !== undefined) return make.number(dim.elements.indexOf(element) + 1);
    return loops.some((loop) => foldName(loop) === foldName(name)) ? make.name(dim.name) : undefined;
  }
  const dot = name.indexOf('.');
  const owner = dot > 0 ? book.dim(name.slice(0, dot)) : undefined;
  const at =
    owner?.elements.findIndex((element) => foldName(element) === foldName(name.slice(dot + 1))) ?? -1;
  return at >= 0 ? make.number(at + 1) : undefined;
}

function translateCall(raw: Call, where: Where, bound?: Bound): SyntaxExpr {
  const { book, self } = where;
  const { name, subscripts, args, place } = raw;
  const make = new Make(place);
  const inner = (part: Raw) => translate(part, where, bound);
  const part = book.find(name, self.scope);
  if (part) return look(part, subscripts, args, place, where, bound);
  const macro = book.macros.find((one) => foldName(one.name) === foldName(name));
  if (macro) {
    const fitting = book.macros.find(
      (one) => foldName(one.name) === foldName(name) && one.params.length === args.length,
    );
    if (!fitting) throw wrongCount(macro.name, args.length, `${macro.params.length}`, place);
    return useMacro(fitting, args.map(inner), place, where, bound);
  }
  const key = foldName(name).replace(/^(std|isee|vensim)\./, '');
  const [first, ...rest] = args;
  if (key === 'lookup' && first?.kind === 'name') {
    const table = book.need(first.name, self.scope, first.place);
    return look(table, first.subscripts, rest, place, where, bound);
  }
  if (arrayFunctions.has(key)) return callArray(key, raw, where, bound);
  const known = functions.get(key);
  if (!known || subscripts) throw unknownFunction(name, book, place);
  if (args.length < known.min || args.length > known.max) {
    const wanted = known.min === known.max ? `${known.min}` : `${known.min} to ${known.max}`;
    throw wrongCount(key.toUpperCase(), args.length, wanted, place);
  }
  return known.write(make, ...args.map(inner));
}

// The value of a graphical function at an argument.
function look(
  part: Part,
  subscripts: readonly RawSubscript[] | undefined,
  args: readonly Raw[],
  place: Place,
  where: Where,
  bound?: Bound,
): SyntaxExpr {
  const make = new Make(place);
  if ((!part.isLookup && !part.graph) || args.length !== 1) {
    throw new SteelyardError({
      code: 'SD015',
      found: `"${part.name}" ${part.isLookup || part.graph ? `has ${args.length} arguments` : 'is no graphical function and takes no argument'}`,
      place,
      expected: part.isLookup || part.graph ? 'one argument' : 'an operator before "("',
    });
  }
  const x = translate(args[0]!, where, bound);
  if (part.graph && (part.graph.type === 'extrapolate' || !part.isLookup))
    return valueAt(part.graph, x, make);
  const table = referTo(part, subscripts, place, where, bound);
  return table.kind === 'name' ? { ...table, kind: 'call', args: [x] } : table;
}

function unknownFunction(name: string, book: Book, place: Place): SteelyardError {
  const known = [...functions.keys(), ...arrayFunctions].map((one) => one.toUpperCase());
  const nearest = nearestName(name, [...known, ...book.macros.map((macro) => macro.name)]);
  return new SteelyardError({
    code: 'SD003',
    found: `the function "${name}" is not known`,
    place,
    ...(nearest && { nearest }),
    remedy: 'write it with supported functions; docs/models.md lists them',
  });
}
