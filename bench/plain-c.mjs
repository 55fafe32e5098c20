// Writes a model as plain C that takes a block of runs through it, and measures it: the bar for the kernel of lanes.
// All elements are written out, all values of a run are doubles in a row, and the compiler makes vectors of the runs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planRun } from '../dist/engine/javascript-plan.js';
import { passesOf } from '../dist/sd/restrict.js';

const flags = ['-O3', '-march=native', '-ffast-math', '-fopenmp-simd'];
// Vectors as wide as the machine has, of four doubles as on most machines, or of two as WebAssembly has them.
const widths = { native: [], 256: ['-mno-avx512f'], 128: ['-mprefer-vector-width=128'] };

/** Run-steps a second of the C of a model, in one thread; undefined where there is no gcc. */
export function measureC(model, spec, { block = 16, runs = 40_000, width = 'native' } = {}) {
  if (spawnSync('gcc', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-c-'));
  try {
    const source = join(folder, 'model.c');
    const program = join(folder, 'model');
    writeFileSync(source, writeC(planRun(model, spec), block, runs));
    execFileSync('gcc', [...flags, ...widths[width], source, '-o', program, '-lm']);
    const rates = Array.from({ length: 5 }, () =>
      Number(execFileSync(program, { encoding: 'utf8' }).split(' ')[0]),
    );
    return rates.sort((a, b) => a - b)[2];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lookup(points, x) {
  const last = points.length - 1;
  const pieces = points.slice(1).map(([x1, y1], i) => {
    const [x0, y0] = points[i];
    return [x1, `(${y0} + ${y1 - y0} * (${x} - ${x0}) / ${x1 - x0})`];
  });
  const inside = pieces.reduceRight(
    (rest, [end, line]) => `(${x} < ${end} ? ${line} : ${rest})`,
    `${points[last][1]}`,
  );
  return `(${x} <= ${points[0][0]} ? ${points[0][1]} : ${inside})`;
}

function writeC(plan, block, runs) {
  const { clock } = plan;
  const inRun = new Set();
  const place = (name, indices, passes) =>
    plan.offsets.get(name) +
    indices.reduce((cell, index, k) => {
      const at = index.kind === 'at' ? index.position : index.positions[passes.get(index.loop)];
      return cell * plan.variables.get(name).axes[k].elements.length + at;
    }, 0);
  const cells = (steps, write) =>
    steps.flatMap(({ variable, equation }) =>
      passesOf(equation.loops).map((list, pass) => {
        const passes = new Map(equation.loops.map((loop, i) => [loop.id, list[i]]));
        return write(place(variable.name, equation.left, passes), equation.right, passes, pass);
      }),
    );
  const text = (expr, passes) => {
    const of = (part) => text(part, passes);
    switch (expr.kind) {
      case 'number':
        return expr.value < 0
          ? `(${expr.value})`
          : Number.isInteger(expr.value)
            ? `${expr.value}.0`
            : `${expr.value}`;
      case 'time':
        return 't';
      case 'variable': {
        const at = place(expr.name, expr.indices, passes);
        return inRun.has(at) ? `x${at}` : `v[${at}][l]`;
      }
      case 'unary':
        return expr.op === '-' ? `(-${of(expr.arg)})` : `(!${of(expr.arg)})`;
      case 'binary': {
        if (expr.op === '^') return `pow(${of(expr.left)}, ${of(expr.right)})`;
        const signs = { '=': '==', '<>': '!=', and: '&&', or: '||' };
        return `(${of(expr.left)} ${signs[expr.op] ?? expr.op} ${of(expr.right)})`;
      }
      case 'with':
        return lookup(expr.points, of(expr.arg));
      case 'reduce':
        return `(${passesOf(expr.loops)
          .map((list) =>
            text(expr.body, new Map([...passes, ...expr.loops.map((loop, i) => [loop.id, list[i]])])),
          )
          .join(' + ')})`;
      case 'call': {
        const [a, b, c] = expr.args.map(of);
        if (expr.fn === 'IF THEN ELSE') return `(${a} ? ${b} : ${c})`;
        if (expr.fn === 'ZIDZ') return `(fabs(${b}) < 1e-6 ? 0.0 : ${a} / ${b})`;
        const names = { EXP: 'exp', SQRT: 'sqrt', MIN: 'fmin', MAX: 'fmax', LN: 'log' };
        if (names[expr.fn]) return `${names[expr.fn]}(${expr.args.map(of).join(', ')})`;
      }
    }
    throw new Error(`the C of this measurement has no ${expr.fn ?? expr.kind}`);
  };
  const initial = (at, right, passes, pass) => {
    const value =
      right.kind === 'numbers' ? `${right.values[pass]}` : text(right.initial ?? right.expr, passes);
    return `v[${at}][l] = ${value};`;
  };
  const begin = [plan.once, plan.given, plan.eachRun, plan.atStart].flatMap((steps) => cells(steps, initial));
  const values = cells(plan.eachTime, (at, right, passes) => {
    const line = `const double x${at} = ${text(right.expr, passes)};`;
    inRun.add(at);
    return line;
  });
  const rates = cells(
    plan.moving,
    (at, right, passes) => `const double d${at} = ${text(right.rate, passes)};`,
  );
  const moves = cells(plan.moving, (at) => `v[${at}][l] += dt * d${at};`);
  const series = plan.ask.series.map(({ variable, cell }) => plan.offsets.get(variable.name) + cell);
  const best = series.map((at, s) => {
    const value = inRun.has(at) ? `x${at}` : `v[${at}][l]`;
    return `most[${s}][l] = fmax(most[${s}][l], ${value});`;
  });
  const spread = plan.ask.inputs.map(({ variable, cell }) => {
    const at = plan.offsets.get(variable.name) + cell;
    return `v[${at}][l] *= 1 + (block * ${block} + l) * 1e-9;`;
  });
  const lanes = (lines) => [`#pragma omp simd`, `for (int l = 0; l < ${block}; l++) {`, ...lines, '}'];
  const split =
    plan.once.length + plan.given.length === 0 ? 0 : cells([...plan.once, ...plan.given], () => '').length;
  return `#include <math.h>
#include <stdio.h>
#include <time.h>
static double v[${plan.size + 1}][${block}] __attribute__((aligned(64)));
static double most[${series.length}][${block}] __attribute__((aligned(64)));
static const double dt = ${clock.timeStep};
static double seconds(void) { struct timespec s; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &s); return s.tv_sec + s.tv_nsec * 1e-9; }
__attribute__((noinline)) static void run(int block) {
  double t = ${clock.initialTime};
  ${lanes([...begin.slice(0, split), ...spread, ...begin.slice(split), ...series.map((_, s) => `most[${s}][l] = -INFINITY;`)]).join('\n')}
  for (int n = 0; n < ${clock.steps}; n++) {
    t = ${clock.initialTime} + n * dt;
    ${lanes([...values, ...best, ...rates, ...moves]).join('\n')}
  }
}
int main(void) {
  double sum = 0;
  const int blocks = ${Math.ceil(runs / block)};
  for (int b = 0; b < blocks / 10; b++) run(b);
  const double start = seconds();
  for (int b = 0; b < blocks; b++) { run(b); for (int s = 0; s < ${series.length}; s++) sum += most[s][0] + v[0][0]; }
  printf("%.0f %g\\n", (double)blocks * ${block} * ${clock.steps} / (seconds() - start), sum);
}
`;
}
