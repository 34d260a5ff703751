import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { FORM, pageOf } from './row.ts';

const FILES = ['tellsign.js', 'worker.js'];

it('a page from a file is told why there is no verdict, and nothing is thrown', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tellsign-file-'));
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  try {
    for (const file of FILES) await cp(join('dist', file), join(folder, file));
    const form = FORM.replace('method="post" action="/pay"', 'action="paid.html"');
    await writeFile(join(folder, 'page.html'), pageOf('<script src="tellsign.js" defer></script>', form));
    await writeFile(join(folder, 'paid.html'), '<p id="paid">paid');
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
    await page.fill('#name', 'Ada');
    const degraded = await page.evaluate(
      async () => (await window.tellsign?.assess({ action: 'checkout' }))?.degraded,
    );
    // Chromium takes each file for an origin of its own, which may start no worker.
    expect(degraded).toEqual(['worker_unavailable']);
    await page.click('#pay');
    await page.waitForSelector('#paid');
    expect(new URL(page.url()).searchParams.get('name')).toBe('Ada');
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
