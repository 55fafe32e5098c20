import { readFileSync } from 'node:fs';
import { compileToJavaScript, instantiate } from '../../src/engine/index.js';
import { elementNames, type Model, parseModel } from '../../src/sd/index.js';

const file = 'models/access/access.mdl';
export const model: Model = parseModel(readFileSync(file, 'utf8'), file);

/** Elements of a variable of the access model, such as the 48 of `balance of class and buyer`. */
export function elementsOf(name: string, of: Model = model): string[] {
  const found = of.variables.find((variable) => variable.name === name);
  if (!found) throw new Error(`no variable ${name}`);
  return elementNames(found);
}

/** Runs the access model once and gives each asked series by name, one value a saved quarter. */
export function run(
  sets: Readonly<Record<string, number>>,
  series: readonly string[],
  of: Model = model,
): { times: Float64Array; of(name: string): number[]; at(name: string, time: number): number } {
  const inputs = Object.keys(sets).flatMap((name) => (name.includes('[') ? [name] : elementsOf(name, of)));
  const program = compileToJavaScript(of, { inputs, series: [...series] });
  const values = Float64Array.from(inputs, (name) => sets[name] ?? sets[name.replace(/\[.*/, '')]!);
  const out = new Float64Array(program.times.length * series.length);
  instantiate(program).run(values, out);
  const column = (name: string) => {
    const s = series.indexOf(name);
    return Array.from(program.times, (_, t) => out[t * series.length + s]!);
  };
  return {
    times: program.times,
    of: column,
    at: (name, time) => column(name)[program.times.findIndex((t) => Math.abs(t - time) < 1e-9)]!,
  };
}
