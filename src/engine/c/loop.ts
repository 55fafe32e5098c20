import type { Plan } from '../javascript-plan.js';

/** Writes the clock of a C program: its step, half a step of slack if `tools` need it, and the count of steps. */
export function clockOfC(plan: Plan, tools: readonly string[]): string[] {
  const { clock } = plan;
  const list = (name: string, values: Float64Array) =>
    `static const real ${name}[] = {${[...values].join(', ')}};`;
  const staged = plan.method === 'rk4' && plan.stockSize > 0;
  const moves = clock.changing !== undefined || staged;
  return [
    ...(clock.changing
      ? [list('step_times', clock.changing.times), list('step_sizes', clock.changing.sizes)]
      : []),
    `static ${clock.changing ? '' : 'const '}real dt = ${clock.timeStep};`,
    ...(moves || tools.some((line) => /\bslack\b/.test(line))
      ? [`static ${moves ? '' : 'const '}real slack = ${clock.timeStep / 2};`]
      : []),
    ...(staged ? ['static int whole = 1;'] : ['enum { whole = 1 };']),
    'static int n;',
  ];
}

/** Writes how stocks and delays go from the time `t` to the next, by Euler's or the classical Runge-Kutta method. */
export function moveOfC(plan: Plan): string[] {
  const { stockSize, delaySize } = plan;
  const turn = delaySize > 0 ? ['  turn_delays();'] : [];
  if (stockSize === 0) return ['static void move(real t) {', '  rates(t);', ...turn, '}'];
  const onward = [
    '// Stocks and rates are structures of values alone, so that they are taken in order.',
    'static void carry(const struct stocks *from, real part, const struct stocks *by) {',
    '  const real *a = (const real *)from, *b = (const real *)by;',
    `  for (int i = 0; i < ${stockSize}; i++) ((real *)&stock)[i] = a[i] + part * b[i];`,
    '}',
  ];
  if (plan.method !== 'rk4')
    return [
      ...onward,
      'static void move(real t) {',
      '  rates(t);',
      '  carry(&stock, dt, &rate);',
      ...turn,
      '}',
    ];
  return [
    ...onward,
    '// Between two steps only rates are worked out: delays, samples, steps and pulses stay as at the step.',
    'static void move(real t) {',
    '  rates(t);',
    '  const struct stocks from = stock;',
    '  struct stocks sum = rate;',
    ...(delaySize > 0 ? ['  const struct delays first = taken;'] : []),
    '  whole = 0;',
    '  for (int stage = 1; stage < 4; stage++) {',
    '    const real part = stage < 3 ? dt / 2 : dt;',
    '    slack = dt / 2 - part;',
    '    carry(&from, part, &rate);',
    '    values(t + part);',
    '    rates(t + part);',
    `    for (int i = 0; i < ${stockSize}; i++) ((real *)&sum)[i] += (stage < 3 ? 2 : 1) * ((real *)&rate)[i];`,
    '  }',
    '  whole = 1;',
    '  slack = dt / 2;',
    '  carry(&from, dt / 6, &sum);',
    ...(delaySize > 0 ? ['  taken = first;'] : []),
    ...turn,
    '}',
  ];
}

/** Writes the loop over the steps of a run, which calls `print_row` at each time that is saved. */
export function runOfC(plan: Plan): string[] {
  const { clock } = plan;
  const { saveSteps } = clock;
  const every = saveSteps[1] ?? 1;
  const even = saveSteps.every((step, i) => step === i * every);
  return [
    ...(even ? [] : [`static const int save_steps[] = {${saveSteps.join(', ')}};`]),
    'static void run(void) {',
    ...(even ? [] : ['  int saved = 0;']),
    `  start(${clock.initialTime});`,
    '  for (n = 0; ; n++) {',
    ...(clock.changing
      ? ['    const real t = step_times[n];', '    dt = step_sizes[n];', '    slack = dt / 2;']
      : [`    const real t = ${clock.initialTime} + n * dt;`]),
    '    values(t);',
    even
      ? `    ${every === 1 ? '' : `if (n % ${every} == 0) `}print_row(t);`
      : '    if (n == save_steps[saved]) { print_row(t); saved++; }',
    `    if (n == ${saveSteps.at(-1)}) return;`,
    '    move(t);',
    '  }',
    '}',
  ];
}
