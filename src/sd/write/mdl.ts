import { calendarUnits } from '../calendar.js';
import type {
  DataRight,
  Dimension,
  Equation,
  Expr,
  Index,
  Loop,
  Mapping,
  Model,
  Right,
  Variable,
} from '../ir.js';
import type { BinaryOp, Bounds, Point } from '../syntax/ast.js';
import { NA } from '../syntax/expression.js';
import { isPlainName } from '../syntax/tokens.js';
import { numeral } from './numeral.js';

/**
 * Prints a model as Vensim `.mdl` text: ranges first, then variables in their order under their groups.
 *
 * Reading the text back and printing it again gives the same text. Ranges are written out, and the equations of one
 * variable stand together.
 *
 * @example
 * printModel(parseModel('x= (2*3)+4 ~kg~ |', 'm.mdl')) // => '{UTF-8}\n\nx=\n\t2*3+4\n\t~ kg\n\t~ \n\t|\n'
 */
export function printModel(model: Model): string {
  const parts = ['{UTF-8}'];
  let group = '';
  const enter = (name: string) => {
    if (name !== group) parts.push(printGroup(name));
    group = name;
  };
  for (const dimension of model.dimensions) {
    // Another name for a range takes its group from that range.
    if (dimension.sameAs === undefined) enter(dimension.group);
    parts.push(printDimension(dimension));
  }
  for (const variable of model.variables) {
    enter(variable.group);
    for (const equation of variable.equations) parts.push(printEquation(variable, equation));
  }
  const aliases = model.unitAliases.map((list) => `22:${list.join(',')}`);
  const settings = [
    ...aliases,
    ...(model.method === 'rk4' ? ['15:0,0,0,5,0,0'] : []),
    ...calendarLines(model),
  ];
  if (settings.length > 0) parts.push(['\\\\\\---/// Sketch information', ...settings].join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function calendarLines({ calendar }: Model): string[] {
  if (!calendar) return [];
  const { year, month, day, unit } = calendar;
  return [`37:${year}`, `38:${month}`, `39:${day}`, `40:${calendarUnits.indexOf(unit)}`];
}

function printGroup(name: string): string {
  const stars = '*'.repeat(56);
  return `${stars}\n\t.${name}\n${stars}~\n\t|`;
}

function printDimension(dimension: Dimension): string {
  const name = spell(dimension.name);
  if (dimension.sameAs !== undefined) return `${name} <-> ${spell(dimension.sameAs)} ~~|`;
  const mappings = dimension.mappings.map(printMapping).join(', ');
  const elements = dimension.elements.map(spell).join(', ');
  return `${name}:\n\t${elements}${mappings && `\n\t-> ${mappings}`}\n\t~\n\t~ ${note(dimension.comment)}\n\t|`;
}

const printMapping = ({ to, listed }: Mapping) =>
  listed ? `(${spell(to)}: ${listed.map(spell).join(', ')})` : spell(to);

/** Puts a name in quotes where this format cannot read it without. */
function spell(name: string): string {
  return isPlainName(name) || /^".*"$/s.test(name) ? name : `"${name.replace(/(?<!\\)"/g, '\\"')}"`;
}

const subscripts = (indices: readonly Index[]) =>
  indices.length > 0 ? `[${indices.map(({ text }) => subscript(text)).join(',')}]` : '';

const subscript = (text: string) => (text.endsWith('!') ? `${spell(text.slice(0, -1))}!` : spell(text));

// The marks that end a part of an entry cannot stand in a comment.
const note = (comment: string) => comment.replaceAll('|', '/').replaceAll('~', '-');

function printEquation(variable: Variable, equation: Equation): string {
  const except = equation.except.map(subscripts).join(', ');
  const head = `${spell(variable.name)}${subscripts(equation.left)}${except && ` :EXCEPT: ${except}`}`;
  const units = [variable.units, variable.range !== undefined && `[${variable.range}]`]
    .filter(Boolean)
    .join(' ');
  const tail = variable.supplementary ? '\n\t~ :SUPPLEMENTARY' : '';
  return `${head}${printRight(equation.right, equation.loops)}\n\t~ ${units}\n\t~ ${note(equation.comment)}${tail}\n\t|`;
}

const ruleWords: Readonly<Record<DataRight['rule'], string>> = {
  interpolate: '',
  hold: ':HOLD BACKWARD:',
  forward: ':LOOK FORWARD:',
  raw: ':RAW:',
};

function printRight(right: Right, loops: readonly Loop[]): string {
  const call = (fn: string, ...args: Expr[]) => `=\n\t${fn}(${args.map((arg) => printExpr(arg)).join(', ')})`;
  switch (right.kind) {
    case 'value':
      return `=\n\t${printExpr(right.expr)}`;
    case 'numbers':
      return `=\n\t${right.written ?? printRows(right.values, loops)}`;
    case 'data': {
      const from = right.written ?? (right.expr && printExpr(right.expr));
      return `${ruleWords[right.rule]}${from === undefined ? '' : `:=\n\t${from}`}`;
    }
    case 'lookup':
      return `(\n\t${printPoints(right.points, right.bounds)})`;
    case 'stock':
      return call('INTEG', right.rate, right.initial);
    case 'delay':
      return call('DELAY FIXED', right.input, right.time, right.initial);
    case 'initial':
      return call('INITIAL', right.expr);
    case 'active':
      return call('ACTIVE INITIAL', right.expr, right.initial);
    case 'sample':
      return call('SAMPLE IF TRUE', right.condition, right.input, right.initial);
  }
}

function printRows(values: readonly number[], loops: readonly Loop[]): string {
  const width = loops.at(-1)?.elements.length ?? 1;
  const rows: string[] = [];
  for (let i = 0; i < values.length; i += width) {
    const row = values.slice(i, i + width).map((value) => (value === NA ? ':NA:' : numeral(value)));
    rows.push(row.join(', '));
  }
  return loops.length > 1 ? rows.map((row) => `${row};`).join('\n\t') : rows.join(', ');
}

function printPoints(points: readonly Point[], bounds?: Bounds): string {
  const point = ([x, y]: Point) => `(${numeral(x)},${numeral(y)})`;
  const frame = bounds ? `[${point(bounds.low)}-${point(bounds.high)}],` : '';
  return `${frame}${points.map(point).join(',')}`;
}

const binding: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '^': 8,
};
// :NOT: takes in a whole comparison.
const NOT = 3;
const UNARY = 7;
const ATOM = 9;
const words: Partial<Record<BinaryOp, string>> = { and: ' :AND: ', or: ' :OR: ' };
const tight = new Set<BinaryOp>(['*', '/', '^', '+', '-']);

/**
 * Prints an expression with no more brackets than it needs; `least` is how tightly it must bind, 0 for any.
 *
 * @example
 * printExpr(parseModel('x= ((1)+2)*3 ~~|', 'm.mdl').variables[0].equations[0].right.expr) // => '(1+2)*3'
 */
export function printExpr(expr: Expr, least = 0): string {
  const [text, binds] = write(expr);
  return binds >= least ? text : `(${text})`;
}

function printLook({ rule, from, arg }: Extract<Expr, { kind: 'look' }>, name: string): string {
  if (!rule) return `${name}(${printExpr(arg)})`;
  const args = [name, ...(from ? [printExpr(from)] : []), printExpr(arg)];
  return `LOOKUP ${rule.toUpperCase()}(${args.join(', ')})`;
}

function write(expr: Expr): readonly [text: string, binds: number] {
  switch (expr.kind) {
    case 'number':
      return [expr.text, ATOM];
    case 'time':
      return ['Time', ATOM];
    case 'position':
      return [spell(expr.text), ATOM];
    case 'variable':
      return [`${spell(expr.name)}${subscripts(expr.indices)}`, ATOM];
    case 'look':
      return [printLook(expr, `${spell(expr.name)}${subscripts(expr.indices)}`), ATOM];
    case 'with':
      return [`WITH LOOKUP(${printExpr(expr.arg)}, (${printPoints(expr.points, expr.bounds)}))`, ATOM];
    case 'reduce':
      return [`${expr.op.toUpperCase()}(${printExpr(expr.body)})`, ATOM];
    case 'series': {
      const args = [
        `${spell(expr.name)}${subscripts(expr.indices)}`,
        ...expr.args.map((arg) => printExpr(arg)),
      ];
      return [`${expr.fn}(${args.join(', ')})`, ATOM];
    }
    case 'vector': {
      // The first argument of VECTOR ELM MAP names an element; in the form it is the whole array.
      const args = expr.args.map(({ body }, i) =>
        i === 0 && expr.fn === 'VECTOR ELM MAP' && body.kind === 'variable'
          ? `${spell(body.name)}${subscripts(expr.pick)}`
          : printExpr(body),
      );
      return [`${expr.fn}(${args.join(', ')})`, ATOM];
    }
    case 'call':
      return [`${expr.fn}(${expr.args.map((arg) => printExpr(arg)).join(', ')})`, ATOM];
    case 'unary':
      return expr.op === '-'
        ? [`-${printExpr(expr.arg, UNARY)}`, UNARY]
        : [`:NOT: ${printExpr(expr.arg, NOT)}`, NOT];
    case 'binary': {
      const { op } = expr;
      const binds = binding[op];
      const [left, right] = op === '^' ? [ATOM, UNARY] : [binds, binds + 1];
      const mark = words[op] ?? (tight.has(op) ? op : ` ${op} `);
      return [`${printExpr(expr.left, left)}${mark}${printExpr(expr.right, right)}`, binds];
    }
  }
}
