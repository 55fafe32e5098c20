import { SteelyardError } from '../../base/error.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import type { Part } from './book.js';
import { wrongCount } from './functions.js';
import { Make } from './make.js';
import { otherName } from './ranges.js';
import type { Raw } from './raw.js';
import { referTo } from './subscripts.js';
import type { Bound, Where } from './where.js';

/** Functions that run over arrays, by folded name. */
export const arrayFunctions: ReadonlySet<string> = new Set([
  'sum',
  'prod',
  'mean',
  'min',
  'max',
  'size',
  'stddev',
  'rank',
]);

type Call = Extract<Raw, { kind: 'call' }>;

/**
 * Writes a function over arrays with the reductions of the common form: XMILE 1.0, section 3.7.1.3. The standard
 * deviation is that of the values themselves, not of a population behind them.
 */
export function callArray(key: string, raw: Call, where: Where, outer?: Bound): SyntaxExpr {
  const { args, place } = raw;
  const make = new Make(place);
  if (key === 'min' || key === 'max') return leastOrMost(key, raw, where, outer);
  if (key === 'rank') return rank(raw, where);
  if (key === 'mean' && args.length > 1) {
    const terms = args.map((arg) => where.read(arg, where, outer));
    return make.op(
      '/',
      terms.reduce((sum, term) => make.op('+', sum, term)),
      make.number(args.length),
    );
  }
  const [arg] = args;
  if (!arg || args.length !== 1) throw wrongCount(key.toUpperCase(), args.length, '1', place);
  const dim = arg.kind === 'name' && !arg.subscripts ? where.book.dim(arg.name) : undefined;
  if (key === 'size' && dim) return make.number(dim.elements.length);
  const bound: Bound = { bare: 'all', uses: new Set() };
  const body = where.read(arg, where, bound);
  const size = make.number(sizeOf(bound, where));
  if (key === 'size') return size;
  if (bound.uses.size === 0) return key === 'stddev' ? make.number(0) : body;
  if (key === 'sum' || key === 'prod') return make.call(key.toUpperCase(), body);
  const mean = make.op('/', make.call('SUM', body), size);
  if (key === 'mean') return mean;
  const square = make.op('^', make.op('-', body, mean), make.number(2));
  return make.call('SQRT', make.op('/', make.call('SUM', square), size));
}

function leastOrMost(key: 'min' | 'max', { args, place }: Call, where: Where, outer?: Bound): SyntaxExpr {
  const make = new Make(place);
  if (args.length === 0) throw wrongCount(key.toUpperCase(), 0, '1 or more', place);
  const terms = args.map((arg) => {
    // Inside another array function several arguments are compared element by element.
    if (outer && args.length > 1) return where.read(arg, where, outer);
    const bound: Bound = { bare: args.length === 1 ? 'all' : 'free', uses: new Set() };
    const body = where.read(arg, where, bound);
    return bound.uses.size > 0 ? make.call(key === 'min' ? 'VMIN' : 'VMAX', body) : body;
  });
  return terms.reduce((least, term) => make.call(key.toUpperCase(), least, term));
}

const sizeOf = (bound: Bound, { book }: Where) =>
  [...bound.uses].reduce((product, name) => product * lengthOf(name, book), 1);

function lengthOf(range: string, book: Where['book']): number {
  const own = book.dim(range) ?? book.dim(range.replace(/ again \d+$/, ''));
  if (own) return own.elements.length;
  const made = book.extra.find((statement) => statement.kind === 'range' && statement.name === range);
  return made?.kind === 'range' ? made.parts.length : 1;
}

// The number of the element before which rank - 1 others come; ties go by the second array, then by place.
function rank({ args, place }: Call, where: Where): SyntaxExpr {
  const make = new Make(place);
  if (args.length < 2 || args.length > 3) throw wrongCount('RANK', args.length, '2 or 3', place);
  const arrays = [args[0]!, ...args.slice(2)].map((arg) => {
    const part =
      arg.kind === 'name' && !arg.subscripts ? where.book.find(arg.name, where.self.scope) : undefined;
    if (part?.axes.length === 1) return part;
    throw new SteelyardError({
      code: 'SD017',
      found: 'RANK of anything but an array of one dimension is not supported',
      place: arg.place,
      expected: 'the name of such an array, without brackets',
    });
  });
  const dim = where.book.dim(arrays[0]!.axes[0]!)!;
  const [mine, other] = [21, 22].map((count) => otherName(where.book, dim, count, place)) as [string, string];
  const at = (part: Part, range: string, outer = 0): SyntaxExpr => ({
    ...(referTo(part, undefined, place, { ...where, fixed: new Map(), loops: part.axes }) as Extract<
      SyntaxExpr,
      { kind: 'name' }
    >),
    subscripts: [{ name: range, bang: true, outer, place }],
  });
  const before = arrays.reduceRight<SyntaxExpr>(
    (later, part) => {
      const [a, b] = [at(part, other), at(part, mine, 1)];
      return make.op('or', make.op('<', a, b), make.op('and', make.op('=', a, b), later));
    },
    make.op('<', make.name(`${other}!`), make.name(`${mine}!`)),
  );
  const count = make.call(
    'SUM',
    make.choice(before, make.number(1), make.op('*', make.number(0), at(arrays[0]!, other))),
  );
  const wanted = make.op('-', where.read(args[1]!, where), make.number(1));
  const found = make.op('=', count, wanted);
  const none = make.op('*', make.number(0), at(arrays[0]!, mine));
  return make.call('SUM', make.choice(found, make.name(`${mine}!`), none));
}
