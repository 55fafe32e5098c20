import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/browser.js';
import { noBrowser, openBrowser } from './open.js';

describe.skipIf(noBrowser)('a browser draws the futures that Node draws', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = await browser.open());
    await page.evaluate(`globalThis.drawn = ${drawn}`);
  });
  afterAll(() => browser?.close());

  test.each(library.designMethods)('with the method %s, from every family', async (method) => {
    const there = await page.evaluate((method) => {
      const { steelyard, drawn: draw } = globalThis as unknown as {
        steelyard: typeof library;
        drawn: typeof drawn;
      };
      return draw(steelyard, method);
    }, method);
    const here = drawn(library, method);
    expect(here.every(Number.isFinite)).toBe(true);
    expect(there).toEqual(here);
  });
});

/** Samples of every family, in groups and shares of a whole; it stands alone, so that a page can take it as text. */
function drawn(
  { makeSample, distributionOf, alternativeOf }: typeof library,
  method: library.DesignMethod,
): Float64Array {
  const priors = {
    lognormal: { dist: 'lognormal', p5: 1, p50: 3, p95: 7 },
    bounded: { dist: 'lognormal', p5: 1, p50: 3, p95: 7, bounds: { low: 0.5, high: 12 } },
    share: { dist: 'logitnormal', p5: 0.1, p50: 0.3, p95: 0.8 },
    normal: { dist: 'normal', p5: -3, p50: 1, p95: 3 },
    even: { dist: 'uniform', bounds: { low: 2, high: 5 } },
    listed: { dist: 'discrete', values: [1, 2, 4].map((value) => ({ value, weight: value })) },
    first: { dist: 'logitnormal', p5: 0.2, p50: 0.3, p95: 0.4 },
    second: { dist: 'logitnormal', p5: 0.5, p50: 0.7, p95: 0.8 },
  };
  const parameters = Object.entries(priors).map(([name, prior]) => ({
    name,
    distribution: distributionOf(prior),
  }));
  const beta = alternativeOf({ ...priors.share, alt_dist: 'beta' });
  const sample = makeSample({
    parameters: [...parameters, { name: 'beta', distribution: beta! }],
    draws: ['shock'],
    compositions: [{ name: 'whole', members: ['first', 'second'] }],
    groups: [{ name: 'together', members: ['lognormal', 'normal', 'shock'], correlation: 0.4 }],
    design: { method, size: 2048, seed: 7 },
  });
  return sample.values;
}
