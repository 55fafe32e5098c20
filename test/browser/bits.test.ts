import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/browser.js';
import { loadStudy } from '../../src/cli/pipeline/load.js';
import type { Context } from '../../src/cli/verb.js';
import { type Model, parseAll } from '../../src/sd/index.js';
import { programNeeds } from '../../src/study/index.js';
import { allSeries, ways } from '../engine/wasm/both.js';
import { samplePrograms } from '../engine/wasm/programs.js';
import { root } from '../house/examples.js';
import { noBrowser, openBrowser } from './open.js';
import { outcomesOf, type Programs, type Task } from './outcomes.js';

// The public collection of small models with recorded output is not part of this repository.
const published = process.env.STEELYARD_TEST_MODELS ?? join(root, '../shared/sd-test-models');

describe.skipIf(noBrowser)('a browser gives the bits that Node gives', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = await browser.open());
    await page.evaluate(`globalThis.outcomesOf = ${outcomesOf}`);
  });
  afterAll(() => browser?.close());

  /** Compiles and runs here and there, and there what was compiled here. */
  async function agree(tasks: readonly Task[]): Promise<void> {
    const here = await outcomesOf({ library, tasks });
    const shipped = tasks.map(compiled);
    const there = await page.evaluate(ask, { tasks });
    const sent = await page.evaluate(ask, { tasks, shipped });
    expect(there).toEqual(here);
    expect(sent).toEqual(here);
    for (const { name, valid, javascript, lanes } of here) {
      expect(valid, name).toBe(true);
      expect(lanes, name).toBe(javascript);
    }
  }

  test.each(['chips29', 'sectors20', 'cooling'])('the model %s of the benchmarks', async (name) => {
    const text = readFileSync(join(root, `bench/models/${name}.mdl`), 'utf8');
    await agree(ways.map((options) => taskOf(`${name}.mdl`, text, options)));
  });

  test('the model of access, as its study runs it', async () => {
    const context = { io: { cwd: root }, packageRoot: root } as unknown as Context;
    const study = join(root, 'studies/h200-china.yaml');
    const { bound, modelFile } = await loadStudy(study, {}, context);
    const { inputs, series, metrics } = programNeeds(bound);
    const text = readFileSync(modelFile, 'utf8');
    await agree([{ name: bound.study.model, text, inputs, series, options: { metrics } }]);
  });

  test('three hundred models at random', async () => {
    const tasks = samplePrograms(300, 20261126).map(({ text, metrics }, i) =>
      taskOf(`random-${i}.mdl`, text, { ...ways[i % ways.length], metrics }),
    );
    await agree(tasks);
  });

  const files = existsSync(published)
    ? readdirSync(published, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.mdl'))
    : [];
  test.skipIf(files.length === 0)('the published models that lanes hold', async () => {
    const tasks = files.flatMap((file) => {
      const text = readFileSync(join(published, file), 'utf8');
      const { model, problems } = parseAll(text, file);
      return problems.length === 0 && heldByLanes(model) ? [taskOf(file, text, {})] : [];
    });
    expect(tasks.length).toBeGreaterThan(70);
    await agree(tasks);
  });
});

// In a page, where both are at hand.
const ask = ({ tasks, shipped }: { tasks: readonly Task[]; shipped?: readonly Programs[] }) => {
  const there = globalThis as unknown as { steelyard: typeof library; outcomesOf: typeof outcomesOf };
  return there.outcomesOf({ library: there.steelyard, tasks, shipped });
};

function taskOf(name: string, text: string, options: library.LaneOptions): Task {
  const model = library.parseModel(text, name);
  return { name, text, inputs: constantsOf(model), series: allSeries(model), options };
}

function compiled({ name, text, inputs, series, options }: Task): Programs {
  const model = library.parseModel(text, name);
  const lanes = library.compileToWasm(model, { inputs, series }, options);
  return { javascript: library.compileToJavaScript(model, { inputs, series, math: 'own' }), lanes };
}

/** Scalar constants that runs may set: those that stand as a number. */
const constantsOf = (model: Model) =>
  library
    .constantsOf(model)
    .filter(
      ({ variable }) =>
        variable.axes.length === 0 && !/^(initial|final) time$|^time step$|^saveper$/i.test(variable.name),
    )
    .map(({ element }) => element);

function heldByLanes(model: Model): boolean {
  try {
    return !library.compileWithLanes(model, { inputs: constantsOf(model), series: allSeries(model) }).missing;
  } catch {
    return false;
  }
}
