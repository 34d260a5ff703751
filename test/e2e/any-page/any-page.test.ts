import type { Browser, Frame, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html } from '../../setup/site.ts';
import type { Outcome, Row } from './row.ts';
import { hostile } from './rows/hostile.ts';
import { missing } from './rows/missing.ts';
import { origin } from './rows/origin.ts';
import { policy } from './rows/policy.ts';
import { structure } from './rows/structure.ts';
import { openStage, type Stage } from './stage.ts';

const ROWS: readonly Row[] = [...policy, ...origin, ...missing, ...structure, ...hostile];
/** What the browser itself reports of a policy, a hash, or a file it may not have. Anything else on the console is ours. */
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
    const { outcome, noise } = await visit(row);
    seen.push(`| ${row.name} | ${outcome.payment} | ${outcome.degraded.join(', ')} | ${outcome.ort ?? ''} |`);
    expect(noise).toEqual([]);
    expect(outcome).toEqual(row.expected);
  });
});

async function visit(row: Row): Promise<{ readonly outcome: Outcome; readonly noise: readonly string[] }> {
  const { origin, cdn, integrity } = stage;
  const world = { origin, cdn, integrity, meta: await stage.meta() };
  stage.use({ '/': html(row.html(world), row.headers?.(world)), ...row.routes?.(world) });
  await using context = await browser.newContext();
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('pageerror', (error) => noise.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (/^(error|warning)$/.test(message.type()) && !BROWSER.test(message.text())) noise.push(message.text());
  });
  if (row.before) await page.addInitScript(row.before);
  await page.goto(origin);
  const scope = (row.frame && page.frame(row.frame)) || page;
  await (row.visit ?? fill)(scope, page);
  const ort = row.expected.ort && (await ortOf(scope));
  const degraded = await scope.evaluate(async () => {
    const verdict = await window.tellsign?.assess({ action: 'checkout' });
    return verdict ? [...verdict.degraded] : ['no client'];
  });
  const before = stage.payments.length;
  await pay(scope, page);
  await scope.waitForSelector('#paid');
  const paid = stage.payments[before];
  const payment = paid?.ok ? 'verified' : (paid?.code ?? 'nothing');
  return { outcome: { payment, degraded, ...(ort && { ort }) }, noise };
}

async function fill(scope: Page | Frame, page: Page): Promise<void> {
  await scope.fill('#name', 'Ada');
  await scope.click('#city');
  await page.keyboard.type('Bremen');
}

/** A closed tree can only be reached by the keys that a person has. */
async function pay(scope: Page | Frame, page: Page): Promise<void> {
  if ((await scope.locator('#pay').count()) > 0) await scope.click('#pay');
  else await page.keyboard.press('Enter');
}

async function ortOf(scope: Page | Frame): Promise<Outcome['ort']> {
  const look = () =>
    scope.evaluate(async () => {
      const result = await window.tellsign?.inspect();
      return result?.ok ? result.value.ort : result?.code;
    });
  await expect.poll(look, { timeout: 30_000 }).toMatch(/ready|refused/);
  return (await look()) as Outcome['ort'];
}
