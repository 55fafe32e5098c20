import { compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { type Model, parseModel } from '../../src/sd/index.js';

/** The clock of small models: times 0 to 4, step 1 unless told otherwise. */
export const clock = (step = 1, final = 4, save = step) =>
  `INITIAL TIME= 0 ~ Month ~ |\nFINAL TIME= ${final} ~ Month ~ |\nTIME STEP= ${step} ~ Month ~ |\nSAVEPER= ${save} ~ Month ~ |\n`;

/** Reads a small model with the standard clock. */
export const read = (text: string, step = 1, final = 4, save = step): Model =>
  parseModel(`{UTF-8}\n${text}\n${clock(step, final, save)}`, 'small.mdl');

/** Runs a model and gives the values of each asked element over the save times. */
export function runModel(
  model: Model,
  names: readonly string[],
  sets: Readonly<Record<string, number>> = {},
): Record<string, number[]> {
  const program = compileToJavaScript(model, { inputs: Object.keys(sets), series: names });
  const out = new Float64Array(program.times.length * names.length);
  instantiate(program).run(Float64Array.from(Object.values(sets)), out);
  return Object.fromEntries(
    names.map((name, s) => [name, [...program.times.keys()].map((t) => out[t * names.length + s]!)]),
  );
}

/** Reads and runs equations and gives the series of one variable. */
export const seriesOf = (text: string, name: string, step = 1, final = 4): number[] =>
  runModel(read(text, step, final), [name])[name]!;
