import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileToCBatch, compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { type Model, parseModel } from '../../src/sd/index.js';
import { read } from '../sd/run.js';
import { compiler, runC } from './compiled-c.js';

const main = `
#include <stdio.h>
int main(void) {
  for (int i = 0; i < INPUTS; i++) for (int l = 0; l < LANES; l++) inputs[i][l] = first[i];
  run_block();
  const real *all = (const real *)kept;
  for (int k = 0; k < (int)(sizeof kept / sizeof(real)); k += LANES) printf("%.17g\\n", (double)all[k + LANES - 1]);
  return 0;
}`;

/** What the last lane records, and what JavaScript does. */
function both(model: Model, inputs: readonly string[], series: readonly string[], longest: number) {
  const program = compileToJavaScript(model, { inputs, series });
  const out = new Float64Array(program.times.length * series.length);
  instantiate(program).run(program.defaults, out);
  const first = `static const double first[] = {${[...program.defaults, 0].join(', ')}};`;
  const text = compileToCBatch(model, { inputs, series }, { lanes: 4, keep: 'record', longest });
  const printed = runC(text + first + main)
    .stdout.trim()
    .split('\n')
    .map(Number);
  return { printed, wanted: [...out] };
}

describe.skipIf(!compiler)('a block of runs in C', () => {
  test.each([1, 7, 400])('records what JavaScript records, with loops of %i statements', (longest) => {
    const sectors = parseModel(readFileSync('bench/models/sectors20.mdl', 'utf8'), 'sectors20.mdl');
    const small = read(
      'a= 1 ~~|\nR: r1, r2 ~~|\nt((0,1),(2,3),(4,0)) ~~|\nx[R]= INTEG(t(Time)*a-x[R]/R, R) ~~|\ny= SAMPLE IF TRUE(MODULO(Time, 2)=0, SUM(x[R!]), 5)+VMAX(x[R!])+INITIAL(x[r2]) ~~|',
      0.3,
      4,
      0.7,
    );
    for (const [model, inputs, series] of [
      [sectors, ['cap', 'eff'], ['total X', 'Y[s3]', 'Time']],
      [small, ['a'], ['y', 'x[r1]']],
    ] as const) {
      const { printed, wanted } = both(model, inputs, series, longest);
      expect(printed.length).toBe(wanted.length);
      for (const [i, value] of wanted.entries()) expect(printed[i]).toBeCloseTo(value, 9);
    }
  });
});
