import { countsSteps } from './javascript-delays.js';
import type { Plan } from './javascript-plan.js';

/** Names of the functions that a loop calls: values of a time, and what stocks and delays take in. */
export interface LoopFunctions {
  readonly run: readonly string[];
  readonly move: readonly string[];
}

/** Writes what functions of a program share: the step, its slack, and whether a whole step is being worked out. */
export function clockLines(plan: Plan): string[] {
  const { clock } = plan;
  const changes = clock.changing !== undefined || plan.probe;
  const moves = changes || plan.method === 'rk4';
  return [
    ...(clock.changing
      ? [
          `const stepTimes = new Float64Array([${clock.changing.times.join(', ')}]);`,
          `const stepSizes = new Float64Array([${clock.changing.sizes.join(', ')}]);`,
        ]
      : []),
    `${changes ? 'let' : 'const'} dt = ${clock.timeStep};`,
    `${moves ? 'let' : 'const'} slack = dt / 2;`,
    `${plan.method === 'rk4' ? 'let' : 'const'} whole = true;`,
    ...(countsSteps(plan) ? ['let n = 0;'] : []),
  ];
}

/** Writes the loop over the steps of a run, to stand inside the run function. */
export function loopLines(plan: Plan, functions: LoopFunctions): string[] {
  const { clock } = plan;
  const last = clock.saveSteps.at(-1)!;
  const lines = [
    'let at = 0;',
    'let saved = 0;',
    `for (${countsSteps(plan) ? '' : 'let '}n = 0; ; n++) {`,
    ...(clock.changing
      ? ['  const t = stepTimes[n];', '  dt = stepSizes[n];', '  slack = dt / 2;']
      : [`  const t = ${clock.initialTime} + n * dt;`]),
    ...functions.run.map((name) => `  ${name}(t);`),
    '  if (n === saveSteps[saved]) {',
    `    v[${plan.size}] = t;`,
    '    for (let i = 0; i < seriesPlaces.length; i++) out[at++] = v[seriesPlaces[i]];',
    '    saved++;',
    '  }',
    `  if (n === ${last}) return;`,
    ...moveLines(plan, functions).map((line) => `  ${line}`),
    '}',
  ];
  return lines.map((line) => `  ${line}`);
}

/** Writes how stocks and delays go from one time `t` to the next. */
export function moveLines(plan: Plan, { run, move }: LoopFunctions): string[] {
  const { stockSize, delaySize } = plan;
  const each = (size: number, statement: string) => `for (let i = 0; i < ${size}; i++) ${statement}`;
  const turn = delaySize > 0 ? [each(delaySize, `turnRing(i, ${stockSize} + i);`)] : [];
  const rates = move.map((name) => `${name}(t);`);
  if (plan.method !== 'rk4') return [...rates, each(stockSize, 'v[i] += dt * d[i];'), ...turn];
  // The stages between two steps work out rates alone: delays, samples, steps and pulses stay as at the step.
  return [
    ...rates,
    each(stockSize, 'from[i] = v[i];'),
    'sum.set(d);',
    'whole = false;',
    'for (let stage = 1; stage < 4; stage++) {',
    '  const part = stage < 3 ? dt / 2 : dt;',
    '  slack = dt / 2 - part;',
    `  ${each(stockSize, 'v[i] = from[i] + part * d[i];')}`,
    ...[...run, ...move].map((name) => `  ${name}(t + part);`),
    '  const weight = stage < 3 ? 2 : 1;',
    `  ${each(stockSize, 'sum[i] += weight * d[i];')}`,
    '}',
    'whole = true;',
    'slack = dt / 2;',
    each(stockSize, 'v[i] = from[i] + (dt / 6) * sum[i];'),
    ...(delaySize > 0 ? [each(delaySize, `d[${stockSize} + i] = sum[${stockSize} + i];`)] : []),
    ...turn,
  ];
}
