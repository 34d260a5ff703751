import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { byPlaywright } from './hand.ts';
import { pageOf, tag, without } from './row.ts';
import { openStage, type Stage } from './stage.ts';
import { visit } from './visit.ts';

/** Browsers take a loopback address for secure; this name is none, and leads to the same server. */
const HOST = 'shop.test';

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  const args = [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
  browser = await chromium.launch({ executablePath: findChromium(), args });
  stage = await openStage();
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

it('a page over plain http is sent without a token, and the code says why', async () => {
  const page = await browser.newPage();
  const origin = stage.origin.replace('127.0.0.1', HOST);
  const open = async (url: string) => {
    await page.goto(url);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    return byPlaywright(page, page);
  };
  const row = {
    name: 'plain http',
    html: ({ meta }: { readonly meta: string }) => pageOf(meta + tag()),
    expected: without('insecure_context'),
  };
  expect(await visit(row, { stage: { ...stage, origin }, open })).toEqual(row.expected);
});
