import { setTimeout as delay } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import type { Inspection } from '../../src/contract/analyst.ts';
import type { LogLine, Shop } from './shop.ts';

/** Opens the checkout as "buy now". */
export async function goToCheckout(page: Page, shop: Shop): Promise<void> {
  await page.goto(`${shop.url}/checkout`);
  await page.waitForSelector('#pay');
}

/** The shop's log line number `index`; each press on Pay that reaches the backend makes exactly one. */
export async function logLine(shop: Shop, index: number): Promise<LogLine> {
  for (;;) {
    const line = (await shop.log())[index];
    if (line) return line;
    await delay(50);
  }
}

/** Presses Pay and resolves with what the page posted, which does not reach the shop. */
export async function capturePayment(page: Page): Promise<{ body: URLSearchParams; token: string }> {
  let caught: (request: Request) => void = () => {};
  const request = new Promise<Request>((resolve) => {
    caught = resolve;
  });
  await page.route('**/pay', (route) => {
    caught(route.request());
    return route.abort();
  });
  await page.click('#pay');
  const body = new URLSearchParams((await request).postData() ?? '');
  await page.unroute('**/pay');
  return { body, token: body.get('tellsign-token') ?? '' };
}

/** Posts a payment with the page's own cookies; resolves with where the shop sends the visitor next. */
export async function postPayment(
  page: Page,
  shop: Shop,
  body: URLSearchParams,
): Promise<string | undefined> {
  const answer = await page.context().request.post(`${shop.url}/pay`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: shop.url },
    data: body.toString(),
    maxRedirects: 0,
  });
  return answer.headers().location;
}

/** What the SDK on the page says of itself. */
export async function inspect(page: Page): Promise<Inspection> {
  const result = await page.evaluate(() => window.tellsign?.inspect());
  if (!result?.ok) throw new Error(`inspect: ${result?.code ?? 'no client'}`);
  return result.value;
}

/**
 * Resolves when onnxruntime-web scores, or was refused. The first interaction wakes a client in `standard`
 * mode.
 */
export async function settleOrt(page: Page, want: Inspection['ort']): Promise<Inspection> {
  await page.mouse.move(300, 200);
  for (;;) {
    const inspection = await inspect(page);
    if (inspection.ort === want) return inspection;
    await delay(100);
  }
}
