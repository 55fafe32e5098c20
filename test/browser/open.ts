import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../../scripts/chromium.mjs';
import { serveFiles } from '../../scripts/serve.mjs';
import { root } from '../house/examples.js';

if (!chromiumPath) console.warn('no chromium found: nothing is tried in a browser');

/** Whether there is no browser to try things in. */
export const noBrowser = !chromiumPath;

/** A page served from the root of the project, the library at hand as `steelyard`, and all that it complained of. */
export interface OpenPage {
  readonly page: Page;
  readonly noise: string[];
}

/** Hands out pages of one browser; `close` ends it. */
export async function openBrowser(headers: Readonly<Record<string, string>> = {}) {
  const server = await serveFiles(root, headers);
  const browser: Browser = await startChromium();
  return {
    open: async (path = 'package.json'): Promise<OpenPage> => {
      const page = await browser.newPage();
      const noise: string[] = [];
      page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => noise.push(String(error)));
      await page.goto(`${server.address}/${path}`);
      // As text: a function would be written anew on its way through the tests.
      await page.evaluate("import('/dist/browser.js').then((library) => { steelyard = library; })");
      return { page, noise };
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
