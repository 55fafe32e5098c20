// The C of a model as a contender: written by the engine, compiled by gcc, run as a process that measures itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileToCBatch, compileToJavaScript } from '../../dist/engine/index.js';

const flags = ['-O3', '-march=native', '-ffast-math', '-fopenmp-simd'];
const widths = {
  widest: [],
  // As the vectors of WebAssembly.
  128: ['-mprefer-vector-width=128'],
};

export const gcc = () => {
  const found = spawnSync('gcc', ['--version'], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.split('\n')[0] : undefined;
};

/** Contenders of one model in C; the caller deletes `folder` when all is measured. */
export function contendersInC(model, spec, { lanes, longest, precisions = ['double', 'float'] }) {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-c-'));
  const { defaults } = compileToJavaScript(model, spec);
  const contenders = precisions.flatMap((precision) =>
    Object.entries(widths).map(([width, wide]) => {
      const program = join(folder, `${precision}-${width}`);
      const text = compileToCBatch(model, spec, {
        precision,
        lanes: precision === 'float' ? 2 * lanes : lanes,
        ...(longest && { longest }),
      });
      writeFileSync(`${program}.c`, text + mainText(defaults));
      const single = precision === 'float' ? ['-fsingle-precision-constant'] : [];
      execFileSync('gcc', [...flags, ...wide, ...single, `${program}.c`, '-o', program, '-lm']);
      return {
        name: `C ${precision === 'float' ? 'f32' : 'f64'}, ${width === '128' ? 'vectors of 128 bits' : 'vectors as wide as there are'}`,
        kind: 'c',
        round: () => Number(execFileSync(program, { encoding: 'utf8' }).split(' ')[0]),
      };
    }),
  );
  return { contenders, end: () => rmSync(folder, { recursive: true, force: true }) };
}

// Each run has inputs of its own; what comes out is summed up, so that nothing can be left out.
const mainText = (defaults) => `
#include <stdio.h>
#include <time.h>
static double seconds(void) {
  struct timespec s;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &s);
  return s.tv_sec + s.tv_nsec * 1e-9;
}
static const double first[] = {${[...defaults].join(', ')}, 0};
static double sum;
static void blocks(int from, int to) {
  for (int b = from; b < to; b++) {
    for (int i = 0; i < INPUTS; i++)
      for (int l = 0; l < LANES; l++) inputs[i][l] = first[i] * (1 + (b * LANES + l) % 1000 * 1e-9);
    run_block();
    for (int s = 0; s < SERIES; s++) sum += kept[s][0];
  }
}
int main(void) {
  int count = 1;
  for (;;) {
    const double start = seconds();
    blocks(0, count);
    const double spent = seconds() - start;
    if (spent > 0.15) { printf("%.0f %g\\n", (double)count * LANES * STEPS / spent, sum); return 0; }
    count *= spent < 0.01 ? 10 : 2;
  }
}
`;
