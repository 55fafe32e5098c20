// Draws docs/pictures/dossier.png from a dossier: node scripts/picture.mjs results/<run>/dossier.html
// Needs a Chromium; CHROMIUM names it where it is not called chromium.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const dossier = process.argv[2];
if (!dossier) {
  process.stderr.write('name a dossier: node scripts/picture.mjs results/<run>/dossier.html\n');
  process.exit(2);
}
const program = process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
const target = fileURLToPath(new URL('../docs/pictures/dossier.png', import.meta.url));
mkdirSync(resolve(target, '..'), { recursive: true });
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
await page.goto(pathToFileURL(resolve(dossier)).href);
await page.screenshot({ path: target });
await browser.close();
