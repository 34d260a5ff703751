import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { byPlaywright } from './hand.ts';
import { expectedOf } from './row.ts';
import { ROWS } from './rows/index.ts';
import { openStage, type Stage } from './stage.ts';
import { visit } from './visit.ts';

/**
 * What the browser itself reports of a policy, a hash, or a file it may not have. Anything else on the
 * console is ours.
 */
const BROWSER =
  /Content Security Policy|TrustedScriptURL|Failed to load resource|CORS policy|integrity|escape its sandboxing/i;

let browser: Browser;
let stage: Stage;
const seen: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  stage = await openStage();
});
afterAll(async () => {
  process.stdout.write(
    `| page | backend | degraded | onnxruntime-web |\n|---|---|---|---|\n${seen.join('\n')}\n`,
  );
  await browser?.close();
  await stage?.stop();
});

describe('any page', () => {
  it.each(ROWS)('$name', async (row) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const noise: string[] = [];
    page.on('pageerror', (error) => noise.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (/^(error|warning)$/.test(message.type()) && !BROWSER.test(message.text()))
        noise.push(message.text());
    });
    if (row.before) await page.addInitScript(row.before);
    const open = async (url: string) => {
      await page.goto(url);
      return byPlaywright(page, page);
    };
    const outcome = await visit(row, { stage, open });
    // Chromium may take minutes to close a page whose worker has workers of its own; the browser's own end
    // waits for none.
    context.close().catch(() => undefined);
    seen.push(`| ${row.name} | ${outcome.payment} | ${outcome.degraded.join(', ')} | ${outcome.ort ?? ''} |`);
    expect(noise).toEqual([]);
    expect(outcome).toEqual(expectedOf(row));
  });
});
