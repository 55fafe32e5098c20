import { afterEach, describe, expect, test } from 'vitest';
import type * as Browser from '../../src/browser.js';
import { noBrowser, openBrowser } from './open.js';

const text = [
  'k= 1 ~~|',
  'x= INTEG(SIN(k*1e9), k) ~~|',
  'INITIAL TIME= 0 ~~| FINAL TIME= 4 ~~| TIME STEP= 1 ~~|',
].join('\n');

describe.skipIf(noBrowser)('a page with a content security policy', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  afterEach(() => browser?.close());

  /** What comes of a model under a policy: run in lanes, on a worker, and as JavaScript. */
  async function under(allowed: string) {
    browser = await openBrowser({
      'content-security-policy': `default-src 'self'; script-src 'self' ${allowed}`,
    });
    const { page } = await browser.open('package.json');
    return page.evaluate(async (text) => {
      const { steelyard } = globalThis as unknown as { steelyard: typeof Browser };
      const said = async (work: () => unknown) => {
        try {
          await work();
          return 'runs';
        } catch (error) {
          return (error as Browser.SteelyardError).complaint?.expected ?? String(error);
        }
      };
      const model = steelyard.parseModel(text, 'm.mdl');
      const { program } = steelyard.compileWithLanes(model, { inputs: ['k'], series: ['x'] });
      const job = {
        program,
        arms: [{ policy: 'p', caseId: 'c', sets: [] }],
        futures: 3,
        futureInputs: [0],
        design: Float64Array.of(1, 2, 3),
        metrics: [],
        recorded: [{ id: 'x', series: 'x' }],
      };
      const pool = steelyard.workerPool(1);
      return {
        lanes: await said(() => steelyard.simulateModel(model)),
        worker: await said(() => pool.run(job, steelyard.planChunks(job), () => {})),
        javascript: await said(() => steelyard.instantiate({ ...program, lanes: undefined })),
      };
    }, text);
  }

  test("runs lanes with 'wasm-unsafe-eval'", async () => {
    const needs = "'unsafe-eval' in its script-src";
    expect(await under("'wasm-unsafe-eval'")).toEqual({ lanes: 'runs', worker: 'runs', javascript: needs });
  });

  test("runs everything with 'unsafe-eval'", async () => {
    expect(await under("'unsafe-eval'")).toEqual({ lanes: 'runs', worker: 'runs', javascript: 'runs' });
  });

  test('is told what it lacks, on a worker too', async () => {
    const needs = "'wasm-unsafe-eval' in its script-src";
    expect(await under('')).toEqual({
      lanes: needs,
      worker: needs,
      javascript: "'unsafe-eval' in its script-src",
    });
  });
});
