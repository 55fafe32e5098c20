import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { externalReader } from '../../../src/cli/external/reader.js';
import { compileToJavaScript, instantiate } from '../../../src/engine/index.js';
import { type ExternalReader, elementNames, type Model, parseAll } from '../../../src/sd/index.js';

const here = import.meta.dirname;
// The public collection of small models; where it lies is told as for test/sd/published.test.ts.
const collection = process.env.STEELYARD_TEST_MODELS ?? join(here, '../../../../shared/sd-test-models');
const folders = [join(here, '../data'), join(here, '../../../models/access'), collection];

/** A model of a file that can be read without a complaint. */
export interface ReadModel {
  readonly name: string;
  /** Opens the files beside it. */
  readonly external: ExternalReader;
  readonly model: Model;
}

/** Lists every readable model of the repository, and of the public collection where it is there. */
export async function readableModels(): Promise<ReadModel[]> {
  const found: ReadModel[] = [];
  for (const folder of folders.filter(existsSync)) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((file) => file.endsWith('.mdl')).sort()) {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      const external = await externalReader(text, path);
      const { model, problems } = parseAll(text, name, { external });
      if (problems.length === 0) found.push({ name, model, external });
    }
  }
  return found;
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
