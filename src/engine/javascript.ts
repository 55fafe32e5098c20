import type { Clock } from '../sd/clock.js';
import { constantsOf, isNumeric } from '../sd/constants.js';
import { coveredCells, elementName } from '../sd/elements.js';
import type { Model } from '../sd/ir.js';
import type { Step } from '../sd/order.js';
import { fromText } from './host.js';
import { clockFor, type Probe, probedNames, refuseClockInputs, standingClock } from './javascript-clock.js';
import { countsSteps, delayFunctions } from './javascript-delays.js';
import type { ExpressionWriter } from './javascript-expression.js';
import { FunctionWriter, pointsText, type Shared, type Target } from './javascript-function.js';
import { lookFunctions } from './javascript-lookups.js';
import { clockLines, type LoopFunctions, loopLines, moveLines } from './javascript-loop.js';
import { Namer } from './javascript-names.js';
import { type Plan, planRun } from './javascript-plan.js';
import { prelude } from './javascript-prelude.js';
import { dataPrelude } from './javascript-prelude-data.js';
import { vectorPrelude } from './javascript-prelude-vectors.js';
import { randomFunctions } from './javascript-random.js';
import type { Program } from './program.js';
import { laneFunctions } from './wasm/math/index.js';
import { ownFunctions, ownName } from './wasm/scalar.js';

/** What a program takes in and records, as element names: `Name` or `Name[a,b]`. */
export interface ProgramSpec {
  /** Constants that each run sets. */
  readonly inputs: readonly string[];
  /** Variables recorded at each save time; `Time` is one. */
  readonly series: readonly string[];
  /**
   * Whose elementary functions: `own`, which are the same bits everywhere and in the kernel of lanes, or those of the
   * machine, which may differ in the last bit from one to another. Default `own`.
   */
  readonly math?: 'machine' | 'own' | undefined;
}

/**
 * Compiles a model to plain JavaScript that takes `inputs` and records `series`.
 *
 * Only what the series rest on is worked out: values that no run changes once, values that rest on inputs alone
 * once a run, the rest at each time. Errors: EN001 to EN004, SD013, SD014, SD020, SD025.
 *
 * @example
 * const model = parseModel('x= INTEG(k, 1) ~~| k= 2 ~~| INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 1 ~~|', 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const out = new Float64Array(3)
 * instantiate(program).run(Float64Array.of(10), out)
 * out // => [1, 11, 21]
 */
export function compileToJavaScript(model: Model, spec: ProgramSpec): Program {
  return writePlan(model, planProgram(model, spec), spec);
}

/** Plans a program, whatever it is compiled to. */
export function planProgram(model: Model, { inputs, series, math }: ProgramSpec): Plan {
  refuseClockInputs(model, inputs);
  return planRun(model, { inputs, series }, clockOfRun(model, math));
}

/** Writes a planned program as JavaScript. */
export function writePlan(model: Model, plan: Plan, spec: ProgramSpec): Program {
  return {
    source: writeProgram(plan, spec.math ?? 'own'),
    inputs: [...spec.inputs],
    defaults: defaultsOf(model, plan),
    series: [...spec.series],
    times: plan.clock.times,
  };
}

/** Finds the clock of a model's runs, by a run of what it rests on if it changes. Errors: SD013, SD020. */
export const clockOfRun = (model: Model, math: 'machine' | 'own' = 'own'): Clock =>
  clockFor(model, () => probeClock(model, math));

function probeClock(model: Model, math: 'machine' | 'own'): Probe {
  const plan = planRun(model, { inputs: [], series: probedNames(model) }, standingClock(model), true);
  return fromText<Probe>(writeProgram(plan, math));
}

/** Lists the model's own value of each input. */
export function defaultsOf(model: Model, plan: Plan): Float64Array {
  const values = new Map(constantsOf(model).map((c) => [c.element, c.value]));
  return Float64Array.from(plan.ask.inputs, ({ variable, cell }) => values.get(elementName(variable, cell))!);
}

// V8 leaves functions of more than about 60 kB of bytecode unoptimised; well below that it also compiles sooner.
const FUNCTION_LENGTH = 12_000;

function writeProgram(plan: Plan, math: 'machine' | 'own'): string {
  const natives = math === 'own' ? ownNatives : new Map<string, string>();
  const tables: string[] = [];
  const names = new Namer();
  const known = new Map<string, string>();
  let arrays = 0;
  const shared: Shared = {
    plan,
    names,
    literals: literalsOf(plan),
    natives,
    table: (wanted, text) => {
      const name = known.get(text) ?? names.name(`table ${text}`, `${wanted} list`);
      if (!known.has(text)) tables.push(`const ${name} = ${text};`);
      known.set(text, name);
      return name;
    },
    scratch: (size) => {
      const name = names.name(`scratch ${++arrays}`, 'scratch');
      tables.push(`const ${name} = new Float64Array(${size});`);
      return name;
    },
  };
  const once = writeFunctions('once', [...plan.once, ...plan.given], shared, 'v', (step, write) =>
    atStart(step, write, plan),
  );
  const eachRun = writeFunctions('eachRun', plan.eachRun, shared, 'v', (step, write) =>
    atStart(step, write, plan),
  );
  const start = writeFunctions('start', plan.atStart, shared, 'v', (step, write) =>
    atStart(step, write, plan),
  );
  const run = writeFunctions('run', plan.eachTime, shared, 'v', (step, write) => atTime(step, write, plan));
  const move = writeFunctions('move', plan.moving, shared, 'd', (step, write) => rateOf(step, write, plan));
  const { clock, ask } = plan;
  const slotOf = (element: (typeof ask.series)[number]) =>
    element === 'time' ? plan.size : plan.offsets.get(element.variable.name)! + element.cell;
  const functions = [once, eachRun, start, run, move].flatMap((f) => f.text);
  const calls = { run: run.names, move: move.names };
  return [
    `// ${plan.model.file.replace(/\s+/g, ' ')}: written by Steelyard. v holds all values, d what stocks and delays are about to take in.`,
    `const v = new Float64Array(${plan.size + 1});`,
    `const d = new Float64Array(${plan.stockSize + plan.delaySize});`,
    ...(plan.method === 'rk4'
      ? [
          `const from = new Float64Array(${plan.stockSize});`,
          `const sum = new Float64Array(${plan.stockSize + plan.delaySize});`,
        ]
      : []),
    ...clockLines(plan),
    ...(math === 'own' ? ownFunctions() : []),
    ...[
      ...prelude,
      ...delayFunctions(plan),
      ...lookFunctions(plan.model),
      ...randomFunctions(plan),
      ...dataPrelude(functions),
      ...vectorPrelude(functions),
    ].map((line) => line.replace(/\bMath\.\w+(?=\()/g, (name) => natives.get(name) ?? name)),
    ...lookupTables(plan, names),
    ...tables,
    ...functions,
    ...once.names.map((name) => `${name}(${clock.initialTime});`),
    `const saveSteps = new Int32Array([${clock.saveSteps.join(', ')}]);`,
    `const inputPlaces = new Int32Array([${ask.inputs.map(slotOf).join(', ')}]);`,
    `const seriesPlaces = new Int32Array([${ask.series.map(slotOf).join(', ')}]);`,
    ...(plan.probe
      ? probeLines(plan, calls, eachRun.names, start.names)
      : [
          'return (inputs, out) => {',
          '  for (let i = 0; i < inputPlaces.length; i++) v[inputPlaces[i]] = inputs[i];',
          ...(clock.changing ? [`  dt = ${clock.timeStep};`, '  slack = dt / 2;'] : []),
          ...[...eachRun.names, ...start.names].map((name) => `  ${name}(${clock.initialTime});`),
          ...loopLines(plan, calls),
          '};',
        ]),
  ].join('\n');
}

// The parts of a run one by one, for a clock that is yet to be found.
function probeLines(
  plan: Plan,
  calls: LoopFunctions,
  eachRun: readonly string[],
  start: readonly string[],
): string[] {
  return [
    'let begun = false;',
    'return {',
    '  at(t, step) {',
    '    if (step > 0) dt = step;',
    '    slack = dt / 2;',
    `    if (!begun) { ${[...eachRun, ...start].map((name) => `${name}(t);`).join(' ')} }`,
    '    begun = begun || step > 0;',
    ...calls.run.map((name) => `    ${name}(t);`),
    '    return [v[seriesPlaces[0]], v[seriesPlaces[1]], v[seriesPlaces[2]]];',
    '  },',
    '  move(t) {',
    ...moveLines(plan, calls).map((line) => `    ${line}`),
    ...(countsSteps(plan) ? ['    n++;'] : []),
    '  },',
    '};',
  ];
}

const ownNatives: ReadonlyMap<string, string> = new Map(
  Object.keys(laneFunctions).map((name) => [`Math.${name}`, ownName(name)]),
);

/** Writes steps into functions of a bounded length. */
function writeFunctions(
  stem: string,
  steps: readonly Step[],
  shared: Shared,
  target: Target,
  value: (step: Step, write: ExpressionWriter) => string,
): { names: string[]; text: string[] } {
  const names: string[] = [];
  const text: string[] = [];
  let writer = new FunctionWriter(shared);
  const finish = () => {
    const name = `${stem}_${names.length + 1}`;
    names.push(name);
    text.push(`function ${name}(t) {`, ...writer.body(), '}');
    writer = new FunctionWriter(shared);
  };
  for (const step of steps) {
    const { right } = step.equation;
    if (right.kind === 'numbers') writer.numbers(step, right.values);
    else writer.equation(step, target, (write) => value(step, write));
    if (writer.length > FUNCTION_LENGTH) finish();
  }
  if (writer.length > 0) finish();
  return { names, text };
}

function atStart({ variable, equation }: Step, write: ExpressionWriter, plan: Plan): string {
  const { right } = equation;
  switch (right.kind) {
    case 'value':
    case 'initial':
      return write.number(right.expr);
    case 'delay': {
      const place = write.place(variable.name, equation.left);
      const begin = right.style ? 'startPost' : 'startRing';
      return `${begin}(${place} - ${plan.stockSize}, ${write.number(right.time)}, ${write.number(right.initial)})`;
    }
    case 'data':
      return write.data(right.rule, variable.name, equation.left);
    case 'stock':
    case 'active':
    case 'sample':
      return write.number(right.initial);
    default:
      throw new Error(`an equation of kind ${right.kind} has no value at the start`);
  }
}

function atTime({ variable, equation }: Step, write: ExpressionWriter, plan: Plan): string {
  const { right } = equation;
  if (right.kind === 'sample') {
    const kept = write.keptValue(variable.name, equation.left);
    const choice = write.choice(right.condition, right.input, kept);
    return plan.method === 'rk4' ? `(whole ? ${choice} : ${kept})` : choice;
  }
  if (right.kind === 'value' || right.kind === 'active') return write.number(right.expr);
  if (right.kind === 'data') return write.data(right.rule, variable.name, equation.left);
  throw new Error(`an equation of kind ${right.kind} is not worked out at each time`);
}

function rateOf({ variable, equation }: Step, write: ExpressionWriter, plan: Plan): string {
  const { right } = equation;
  if (right.kind === 'stock') return write.number(right.rate);
  if (right.kind !== 'delay') throw new Error(`an equation of kind ${right.kind} does not move`);
  if (!right.style) return write.number(right.input);
  const place = write.place(variable.name, equation.left);
  const last = right.style === 'material' ? write.number(right.missing!) : `v[${place}]`;
  const post = right.style === 'material' ? 'postMaterial' : 'postInformation';
  return `${post}(${place} - ${plan.stockSize}, ${write.number(right.input)}, ${write.number(right.time)}, ${last})`;
}

function literalsOf(plan: Plan): Map<number, number> {
  const literals = new Map<number, number>();
  for (const { variable, equation } of plan.once) {
    const { right } = equation;
    const offset = plan.offsets.get(variable.name)!;
    if (right.kind === 'value' && right.expr.kind === 'number' && isNumeric(right.expr)) {
      for (const cell of coveredCells(variable, equation)) literals.set(offset + cell, right.expr.value);
    }
  }
  return literals;
}

function lookupTables(plan: Plan, names: Namer): string[] {
  return plan.model.variables.flatMap((variable) => {
    const cells: string[] = [];
    for (const equation of variable.equations) {
      const { right } = equation;
      if (right.kind !== 'lookup' && right.kind !== 'data') continue;
      coveredCells(variable, equation).forEach((cell, i) => {
        cells[cell] = pointsText(right.kind === 'data' ? (right.series[i] ?? []) : right.points);
      });
    }
    if (cells.length === 0) return [];
    const list = Array.from(cells, (cell) => cell ?? 'undefined');
    return [
      `const ${names.name(`tables ${variable.name}`, `points of ${variable.name}`)} = [${list.join(', ')}];`,
    ];
  });
}
