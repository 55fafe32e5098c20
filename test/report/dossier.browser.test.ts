import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChromium } from '../../scripts/chromium.mjs';
import { openDocument } from '../../src/report/document.node.js';
import { writeDossier } from '../../src/report/dossier.js';
import { noBrowser } from '../browser/open.js';
import { makeWeighResult } from './fixture.js';
import { makeEvidence } from './fixture-evidence.js';

describe.skipIf(noBrowser)('the dossier in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-dossier-'));
  const file = join(folder, 'dossier.html');
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(
      file,
      writeDossier({ weigh: makeWeighResult(200), evidence: makeEvidence(60), document: openDocument() }),
    );
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<{ page: Page; noise: string[] }> {
    // The page's own policy forbids foreign scripts; only the test may step over it, to bring axe in.
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const noise: string[] = [];
    page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(String(error)));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) noise.push(`request ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, noise };
  }

  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [360, 'dark'],
  ] as const)('at %i pixels, %s: quiet, within the screen, and open to all', async (width, scheme) => {
    const { page, noise } = await open(width, scheme);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.evaluate(`${axe};0`);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> };
      };
      return (await axe.run()).violations.map(({ id, impact }) => `${impact} ${id}`);
    });
    expect(found).toEqual([]);
    expect(noise).toEqual([]);
    await page.close();
  });

  test('the filter narrows the evidence', async () => {
    const { page } = await open(1280);
    await page.fill('#table-evidence-filter', 'hbm stock');
    expect(await page.locator('#table-evidence tbody tr:visible').count()).toBe(1);
    await page.close();
  });

  test('prints on A4, on more than three pages', async () => {
    const { page } = await open(1280);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeGreaterThan(3);
    // A4 in points, give or take rounding.
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12]/);
    await page.close();
  });
});
