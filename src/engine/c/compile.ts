import { constantsOf } from '../../sd/constants.js';
import { namesBehindData } from '../../sd/data/settle.js';
import { elementNames, findElements } from '../../sd/elements.js';
import type { Model, Variable } from '../../sd/ir.js';
import { isControl } from '../../sd/lower.js';
import { foldName } from '../../sd/names.js';
import { clockOfRun } from '../javascript.js';
import { namesBehindClock } from '../javascript-clock.js';
import { planRun } from '../javascript-plan.js';
import { Book, type Home } from './book.js';
import { delaysOfC } from './delays.js';
import { numeralOfC } from './dialect.js';
import { atStart, atTime, functionOf, rateOf } from './equations.js';
import { clockOfC, moveOfC, runOfC } from './loop.js';
import { mainOfC, outputOfC } from './main.js';
import { preludeOfC } from './prelude.js';

/**
 * Writes a model as one file of C99 that compiles alone: `cc -O2 model.c -lm`.
 *
 * The program prints every variable at every saved time, with the digits of `simulate --format tab --precision full`;
 * `name=value` arguments set constants, but for those of the clock and of data. Operations come in the order of
 * `compileToJavaScript`, so that values part by no more than what the two machines' elementary functions part by.
 * Errors: EN004, SD013, SD014, SD020, SD025; EN031 for what the C does not hold: random numbers, functions of vectors,
 * of allocation and of data points.
 *
 * @example
 * const model = parseModel('x= INTEG(k, 1) ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * compileToC(model).includes('rate.x = constant.k;') // => true
 */
export function compileToC(model: Model): string {
  const inputs = settableConstants(model);
  const shown = model.variables.filter(({ kind }) => kind !== 'lookup').flatMap(elementNames);
  const plan = planRun(model, { inputs, series: shown }, clockOfRun(model));
  const book = new Book(plan);
  const free = (steps: typeof plan.once) => steps.filter(({ variable }) => !book.numbersOf(variable));
  const start = [...free(plan.once), ...free(plan.given), ...plan.eachRun, ...plan.atStart];
  const into = ({ equation }: (typeof start)[number]) => (equation.right.kind === 'stock' ? 'rate' : 'taken');
  const functions = [
    ...functionOf('start', start, book, atStart),
    ...functionOf('values', plan.eachTime, book, atTime),
    ...functionOf('rates', plan.moving, book, rateOf, into),
  ];
  const elements = (names: readonly string[]) => names.flatMap((name) => findElements(plan.model, name));
  const tools = [...preludeOfC(book.used), ...delaysOfC(plan), ...book.declarations()];
  return [
    ...head(model),
    ...clockOfC(plan, tools),
    ...structures(book),
    ...tools,
    '',
    '// Values at the start of a run.',
    ...functions,
    ...moveOfC(plan),
    '',
    ...outputOfC(book, elements(shown)),
    ...runOfC(plan),
    '',
    ...mainOfC(book, elements(inputs)),
    '',
  ].join('\n');
}

/** Lists the constants that a run may set, element by element. */
function settableConstants(model: Model): string[] {
  const fixed = new Set([...namesBehindClock(model), ...[...namesBehindData(model)].map(foldName)]);
  return constantsOf(model)
    .filter(({ variable }) => !isControl(variable.name) && !fixed.has(foldName(variable.name)))
    .map(({ element }) => element);
}

const head = (model: Model) => [
  `/* ${model.file.replace(/\*\//g, '')} as C99, written by Steelyard.`,
  '   cc -O2 model.c -o model -lm && ./model > run.tab',
  '   ./model "name=value" sets a constant. Where a processor fuses products and sums, -ffp-contract=off keeps them apart. */',
  '#include <math.h>',
  '#include <stdio.h>',
  '#include <stdlib.h>',
  '#include <string.h>',
  '',
  'typedef double real;',
];

function structures(book: Book): string[] {
  const kinds: readonly [home: Home, type: string, names: string][] = [
    ['constant', 'constants', 'constant'],
    ['stock', 'stocks', 'stock, rate'],
    ['delay', 'delays', 'delay, taken'],
    ['v', 'values', 'v'],
  ];
  return kinds.flatMap(([home, type, names]) => {
    const variables = book.variablesOf(home);
    if (variables.length === 0) return [];
    const members = variables.map((v) => `  real ${book.member(v.name)}${sizes(v)};`);
    const first = home === 'constant' ? [` = {`, ...variables.map((v) => initialOf(book, v)), '}'] : [];
    return [`struct ${type} {`, ...members, '};', `static struct ${type} ${names}${first.join('\n')};`];
  });
}

const sizes = ({ axes }: Variable) => axes.map((axis) => `[${axis.elements.length}]`).join('');

function initialOf(book: Book, variable: Variable): string {
  const numbers = book.numbersOf(variable)!.map((x) => numeralOfC(x)[0]);
  const nested = variable.axes
    .slice(1)
    .reverse()
    .reduce((list, axis) => grouped(list, axis.elements.length), numbers);
  return `  .${book.member(variable.name)} = ${variable.axes.length > 0 ? `{${nested.join(', ')}}` : nested[0]},`;
}

const grouped = (list: readonly string[], size: number): string[] =>
  Array.from(
    { length: list.length / size },
    (_, i) => `{${list.slice(i * size, (i + 1) * size).join(', ')}}`,
  );
