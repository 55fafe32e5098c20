// Finds and starts the browser that tests and benchmarks use.
import { existsSync } from 'node:fs';

/** The browser of this machine, if it has one. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** Starts it without a window. */
export async function startChromium() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}
