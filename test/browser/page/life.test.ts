import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { openProbe, type Probe, type Tab } from '../../lab/bench/cdp.ts';
import { html, openSite, type Site } from '../../setup/site.ts';

/**
 * A page with the real worker; the Runtime domain stays off and the back-forward cache on, so no driver but
 * the bare protocol.
 */
const PAGE =
  '<!doctype html><title>life</title><body style="margin:0;height:4000px"><form data-tellsign="pay"><input id="name"></form>' +
  '<script src="/tellsign/tellsign.js" data-privacy="full" data-consent data-engine="exact" data-debug data-timeout-ms="20000"></script>';

/** Nobody verifies these tokens: any nonce of the protocol's length does. */
const nonceResponse = () => {
  const now = Math.floor(Date.now() / 1000);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(38))).toString('base64url');
  return Response.json({ nonce, now, exp: now + 300, aud: 'https://shop.example' });
};

let probe: Probe;
let site: Site;
let tab: Tab;
beforeAll(async () => {
  site = await openSite({
    '/': html(PAGE),
    '/other': html('<!doctype html><title>other</title><p>elsewhere'),
    '/tellsign/nonce': nonceResponse,
  });
  probe = await openProbe();
});
afterAll(async () => {
  await probe.stop();
  await site.stop();
});
beforeEach(async () => {
  tab = await probe.open();
  await tab.send('Page.navigate', { url: site.origin });
  await until('globalThis.tellsign && document.readyState === "complete"');
});
afterEach(() => tab.close());

async function evaluate<T>(expression: string): Promise<T> {
  type Answer = {
    readonly result: { readonly value: T };
    readonly exceptionDetails?: { readonly text: string };
  };
  const options = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await tab.send<Answer>('Runtime.evaluate', options);
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value;
}

async function until(expression: string): Promise<void> {
  // A page that is just being left answers nothing.
  while (!(await evaluate<boolean>(`!!(${expression})`).catch(() => false))) await delay(20);
}

const assess = () => evaluate<Verdict>('tellsign.assess({ action: "pay" })');
const kinds = () =>
  evaluate<readonly string[]>(
    'tellsign.recording().then(({ value }) => value.events.map(([, kind]) => kind))',
  );
async function wiggle(): Promise<void> {
  for (let x = 100; x < 140; x += 4)
    await tab.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y: 60 });
}
async function heapBytes(): Promise<number> {
  await tab.send('HeapProfiler.collectGarbage');
  return (await tab.send<{ readonly usedSize: number }>('Runtime.getHeapUsage')).usedSize;
}

describe('a page that is put away', () => {
  it('goes on with the same visit after the back-forward cache gave it back', async () => {
    await wiggle();
    const before = await assess();
    expect(before.token).not.toBeNull();
    await evaluate('addEventListener("pageshow", ({ persisted }) => { globalThis.cameBack = persisted; })');
    await tab.send('Page.navigate', { url: `${site.origin}/other` });
    await until('document.title === "other"');
    await evaluate('history.back()');
    await until('document.title === "life" && globalThis.tellsign');
    const reasons = await evaluate(
      'JSON.stringify(performance.getEntriesByType("navigation")[0].notRestoredReasons)',
    );
    expect(await evaluate('globalThis.cameBack'), `not restored: ${reasons}`).toBe(true);
    await wiggle();
    const after = await assess();
    expect(after.token).not.toBeNull();
    expect(after.events).toBeGreaterThan(before.events);
    const seen = await kinds();
    expect(seen.filter((kind) => kind === 'hide' || kind === 'show')).toEqual(['hide', 'show']);
  });

  it('goes on after it was frozen', async () => {
    await wiggle();
    const before = await assess();
    await tab.send('Page.setWebLifecycleState', { state: 'frozen' });
    await tab.send('Page.setWebLifecycleState', { state: 'active' });
    // The protocol's own input waits five seconds for a frame of a tab that was frozen.
    await evaluate(
      'document.body.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, pointerType: "mouse" })), 0',
    );
    const after = await assess();
    expect(after).toMatchObject({ degraded: before.degraded });
    expect(after.token).not.toBeNull();
    expect(after.events).toBeGreaterThan(before.events);
  });
});

describe('a page that stays', () => {
  it('gives a thousand verdicts, and keeps none of them', async () => {
    const thousand = (times: number) =>
      evaluate<number>(`(async () => {
        let tokens = 0;
        for (let call = 0; call < ${times}; call++) tokens += (await tellsign.assess({ action: 'pay' })).token ? 1 : 0;
        return tokens;
      })()`);
    await wiggle();
    expect(await thousand(100)).toBe(100);
    const before = await heapBytes();
    expect(await thousand(900)).toBe(900);
    // A verdict is 3 KB: 900 that were kept would be 2.7 MB.
    expect((await heapBytes()) - before).toBeLessThan(300_000);
  });

  it('keeps no event on the main thread, however many there were', async () => {
    const moves = (count: number) =>
      evaluate(`for (let move = 0; move < ${count}; move++)
        document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse', clientX: move % 900 }));
        tellsign.assess({ action: 'pay' }).then(({ events }) => events)`);
    await moves(5_000);
    const before = await heapBytes();
    expect(await moves(60_000)).toBeGreaterThan(60_000);
    // An event is an object of 100 bytes: 60 000 that were kept would be 6 MB.
    expect((await heapBytes()) - before).toBeLessThan(300_000);
  });
});
