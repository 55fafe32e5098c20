import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBrowser, openBrowser } from './open.js';

describe.skipIf(noBrowser)('examples/epidemic.html', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('draws its futures, follows the slider, and has nothing to complain of', async () => {
    const { page, noise } = await browser.open('examples/epidemic.html');
    const told = () => page.locator('#told').textContent();
    await expect.poll(told, { timeout: 20_000 }).toMatch(/at most \d+ of 10,000/);
    const first = await told();
    expect(await page.locator('#plot path').count()).toBe(3);
    expect(await page.locator('#plot').innerHTML()).not.toContain('NaN');
    const axes = await page.locator('#plot text').allTextContents();
    expect(axes).toEqual(expect.arrayContaining(['Infected (Person)', 'Time (Day)', '0', '8,000', '60']));
    // Wishes that come in quick after each other: the last one is drawn.
    for (const contacts of ['3', '9', '4']) await page.locator('#contacts').fill(contacts);
    await expect.poll(told, { timeout: 20_000 }).not.toBe(first);
    expect(await page.locator('#shown').textContent()).toBe('4');
    expect(noise).toEqual([]);
  });
});
