import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileToJavaScript, instantiate } from '../../../src/engine/index.js';
import { elementNames, type Model, parseAll } from '../../../src/sd/index.js';

const here = import.meta.dirname;
// The public collection of small models; where it lies is told as for test/sd/published.test.ts.
const collection = process.env.STEELYARD_TEST_MODELS ?? join(here, '../../../../shared/sd-test-models');
const folders = [join(here, '../data'), join(here, '../../../models/access'), collection];

/** A model of a file that can be read without a complaint. */
export interface ReadModel {
  readonly name: string;
  readonly model: Model;
}

/** Lists every readable model of the repository, and of the public collection where it is there. */
export function readableModels(): ReadModel[] {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.mdl'))
      .sort()
      .flatMap((file) => {
        const { model, problems } = parseAll(readFileSync(join(folder, file), 'utf8'), file);
        return problems.length > 0 ? [] : [{ name: file, model }];
      }),
  );
}

/** Runs a model with its own values and gives every element's series; what cannot run gives the reason. */
export function runAll(model: Model): ReadonlyMap<string, Float64Array> | string {
  const series = model.variables.flatMap((v) => (v.kind === 'lookup' ? [] : elementNames(v)));
  try {
    const program = compileToJavaScript(model, { inputs: [], series });
    const out = new Float64Array(program.times.length * series.length);
    instantiate(program).run(program.defaults, out);
    return new Map(
      series.map((name, s) => [
        name,
        Float64Array.from(program.times, (_, t) => out[t * series.length + s]!),
      ]),
    );
  } catch (error) {
    return (error as Error).message.replace(/^\S+ /, '');
  }
}
