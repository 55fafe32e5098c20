import type { Model } from '../../sd/ir.js';
import type { Step } from '../../sd/order.js';
import { splitEquation } from '../../sd/restrict.js';
import type { ExpressionWriter } from '../javascript-expression.js';
import { type Plan, planRun } from '../javascript-plan.js';
import { Book } from './book.js';
import { numeralOfC } from './dialect.js';
import { preludeOfC } from './prelude.js';
import { notInC } from './refuse.js';
import { type Value, WrittenOut } from './written-out.js';

/** How many runs go through a model side by side, and what is kept of them. */
export interface BatchOptions {
  /** Runs of a block; default 16. */
  readonly lanes?: number;
  /** `float` needs -fsingle-precision-constant of gcc; default `double`. */
  readonly precision?: 'double' | 'float';
  /** The series at all save times, or the largest value of each; default `most`. */
  readonly keep?: 'record' | 'most';
  /** Elements that one loop over runs works out at most; default 400. */
  readonly longest?: number;
}

/**
 * Writes a model as C that takes a block of runs through it: the runs are the innermost loop, for a compiler to make
 * vectors of, and all elements are written out.
 *
 * The text declares `inputs[INPUTS][LANES]`, `run_block()`, and `kept[SAVES][SERIES][LANES]`, or `kept[SERIES][LANES]`
 * for the largest values; the caller brings what else it includes, and the main function. Knows Euler's method and no
 * fixed delays. Errors: those of `compileToJavaScript`; EN031.
 *
 * @example
 * const model = parseModel('x= INTEG(k, 1) ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * compileToCBatch(model, { inputs: ['k'], series: ['x'] }).includes('static void run_block(void)') // => true
 */
export function compileToCBatch(
  model: Model,
  spec: { readonly inputs: readonly string[]; readonly series: readonly string[] },
  { lanes = 16, precision = 'double', keep = 'most', longest = 400 }: BatchOptions = {},
): string {
  const plan = planRun(model, spec);
  refuseUnknown(plan);
  const book = new Book(plan);
  const write = new WrittenOut(book, longest);
  const { clock, ask, size } = plan;
  const all = (steps: readonly Step[], value: Value, offset = 0) => {
    for (const step of elementsOf(steps)) write.element(step, value, offset);
  };
  const placeOf = ({ variable, cell }: (typeof ask.inputs)[number]) =>
    plan.offsets.get(variable.name)! + cell;

  const start = write.begin();
  all([...plan.once, ...plan.given], firstText);
  write.begin();
  for (const [i, input] of ask.inputs.entries())
    write.statement(() => `v[${placeOf(input)}][l] = inputs[${i}][l];`);
  write.begin();
  all([...plan.eachRun, ...plan.atStart], firstText);
  if (keep === 'most') for (const s of ask.series.keys()) write.statement(() => `kept[${s}][l] = -INFINITY;`);

  const everyStep = clock.saveSteps.length === clock.saveSteps.at(-1)! + 1;
  const keepThem = () => {
    for (const [s, one] of ask.series.entries())
      write.statement(() => {
        const value = one === 'time' ? 't' : write.readPlace(placeOf(one));
        return keep === 'most'
          ? `kept[${s}][l] = larger(kept[${s}][l], ${value});`
          : `kept[saved][${s}][l] = ${value};`;
      });
  };
  const values = write.begin();
  all(plan.eachTime, timeText);
  const saving = everyStep ? values : write.begin();
  keepThem();
  const moving = everyStep ? values : write.begin();
  all(plan.moving, rateText, size);
  for (const step of elementsOf(plan.moving)) {
    const place = write.placeAt(step);
    write.statement(() => `${write.readPlace(place)} += dt * ${write.readPlace(place + size)};`);
  }
  if (keep === 'most') book.used.add('larger');
  const dimensions = keep === 'most' ? '[SERIES][LANES]' : '[SAVES][SERIES][LANES]';
  const last = clock.saveSteps.at(-1)!;
  const first = numeralOfC(clock.initialTime)[0];
  const body = [
    `real t = ${first};`,
    'int saved = 0;',
    ...write.calls(start, values),
    // What moves after the last time is kept nowhere.
    `for (int n = 0; n <= ${last}; n++) {`,
    `t = ${first} + n * dt;`,
    ...(everyStep ? ['saved = n;'] : []),
    ...write.calls(values, saving),
    ...(everyStep
      ? write.calls(saving)
      : [
          `if (saved < SAVES && n == save_steps[saved]) { ${write.calls(saving, moving).join(' ')} saved++; }`,
        ]),
    ...(everyStep ? [] : write.calls(moving)),
    '}',
  ];
  return [
    `// ${model.file.replaceAll('\\', '/').replace(/\s+/g, ' ')}, a block of runs at once: written by Steelyard.`,
    precision === 'float' ? '#include <tgmath.h>' : '#include <math.h>',
    `typedef ${precision} real;`,
    `enum { LANES = ${lanes}, INPUTS = ${ask.inputs.length}, SERIES = ${ask.series.length}, SAVES = ${clock.saveSteps.length}, STEPS = ${last} };`,
    `static const real dt = ${numeralOfC(clock.timeStep)[0]};`,
    `static const real slack = ${numeralOfC(clock.timeStep / 2)[0]};`,
    ...(everyStep ? [] : [`static const int save_steps[] = {${clock.saveSteps.join(', ')}};`]),
    `static real v[${2 * size + 1}][LANES] __attribute__((aligned(64)));`,
    `static real inputs[INPUTS + 1][LANES] __attribute__((aligned(64)));`,
    `static real kept${dimensions} __attribute__((aligned(64)));`,
    '#define LOOK(curve, x) curve(x)',
    ...preludeOfC(book.used),
    ...book.declarations(),
    ...write.functions(),
    'static void run_block(void) {',
    ...body.map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
}

const elementsOf = (steps: readonly Step[]): Step[] =>
  steps.flatMap(({ variable, equation }) =>
    splitEquation(equation).map((one): Step => ({ variable, equation: one })),
  );

function firstText({ variable, equation }: Step, write: ExpressionWriter): string {
  const { right } = equation;
  if (right.kind === 'numbers') return numeralOfC(right.values[0]!)[0];
  if (right.kind === 'value' || right.kind === 'initial') return write.number(right.expr);
  if (right.kind === 'stock' || right.kind === 'active' || right.kind === 'sample')
    return write.number(right.initial);
  throw notInC(`equation of kind ${right.kind} for many runs at once`, variable.place);
}

function timeText({ variable, equation }: Step, write: ExpressionWriter, into: WrittenOut): string {
  const { right } = equation;
  if (right.kind === 'value' || right.kind === 'active') return write.number(right.expr);
  if (right.kind === 'sample')
    return write.choice(right.condition, right.input, into.read(variable.name, equation.left));
  throw notInC(`equation of kind ${right.kind} for many runs at once`, variable.place);
}

function rateText({ variable, equation }: Step, write: ExpressionWriter): string {
  const { right } = equation;
  if (right.kind === 'stock') return write.number(right.rate);
  throw notInC(`equation of kind ${right.kind} for many runs at once`, variable.place);
}

function refuseUnknown({ method, model }: Plan): void {
  const [stock] = model.variables.filter(({ kind }) => kind === 'stock');
  if (method === 'rk4' && stock) throw notInC("step but Euler's, for many runs at once", stock.place);
}
