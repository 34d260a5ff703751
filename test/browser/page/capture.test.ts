import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Site } from '../../setup/site.ts';
import { launch, logOf, ofKind, openPageSite } from './stage.ts';

const SHOP = `
  <form data-tellsign="pay" style="position:absolute;left:20px;top:20px">
    <input id="name" autocomplete="name"><input id="email" type="email"><input id="secret" type="password">
    <button type="button" style="display:block;width:100px;height:40px">Pay</button>
  </form><div style="height:4000px"></div>`;

let browser: Browser;
let page: Page;
let site: Site;
beforeAll(async () => {
  browser = await launch();
  site = await openPageSite(SHOP);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(site.origin);
});
afterEach(() => page.close());

describe('capture of trusted input', () => {
  it('records moves with their stack', async () => {
    for (let x = 30; x <= 200; x += 10) await page.mouse.move(x, 40);
    const log = await logOf(page);
    const moves = log.events.filter((event) => event.kind === 'move').filter(({ stack }) => stack);
    expect(moves.length).toBeGreaterThan(10);
    for (const { stack } of moves) {
      expect(stack).toMatchObject({ trusted: true });
      expect(stack?.coalesced).toBeGreaterThanOrEqual(1);
      expect(stack?.latency).toBeGreaterThanOrEqual(0);
      expect(stack?.latency).toBeLessThan(1000);
    }
    expect(moves.slice(1).some(({ stack }) => stack?.dx === 10)).toBe(true);
    expect(moves.slice(2).every(({ stack }) => (stack?.raw ?? 0) >= 1)).toBe(true);
    expect(moves.at(-1)).toMatchObject({ x: 200, y: 40 });
    expect(log.configs[0]?.environment).toMatchObject({
      webdriver: true,
      rawUpdates: true,
      pointer: 'mouse',
      viewport: [1280, 720],
    });
  });

  it('records a click with its place in the element', async () => {
    const box = await page.locator('button').boundingBox();
    await page.mouse.click((box?.x ?? 0) + 25, (box?.y ?? 0) + 10);
    const log = await logOf(page);
    const [down] = log.events.filter((event) => event.kind === 'down');
    expect(down).toMatchObject({ button: 0, stack: { trusted: true, width: 1, height: 1 } });
    expect(down?.kind === 'down' && down.stack?.pressure).toBe(0.5);
    const [click] = ofKind(log, 'click');
    expect(click).toMatchObject({ element: 'button', width: 100, height: 40, stack: { trusted: true } });
    expect(click?.offsetX).toBeCloseTo(25, 0);
    expect(click?.offsetY).toBeCloseTo(10, 0);
  });

  it('records typing as classes and rhythm', async () => {
    await page.click('#name');
    await page.keyboard.down('Shift');
    await page.keyboard.press('A');
    await page.keyboard.up('Shift');
    await page.keyboard.type('d 4!');
    await page.keyboard.press('Backspace');
    const log = await logOf(page);
    const downs = log.events.filter((event) => event.kind === 'keydown');
    expect(downs.map((event) => event.kind === 'keydown' && event.class)).toEqual([
      'modifier',
      'letter',
      'letter',
      'space',
      'digit',
      'symbol',
      'edit',
    ]);
    const stacks = downs.map((event) => (event.kind === 'keydown' ? event.stack : undefined));
    expect(stacks[1]).toMatchObject({
      trusted: true,
      shifted: true,
      shiftHeld: true,
      code: true,
      repeat: false,
    });
    // Playwright's `!` arrives on its key without Shift: the tell.
    expect(stacks[5]).toMatchObject({ shifted: true, shiftHeld: false });
    expect(ofKind(log, 'input').map(({ inputType, change }) => [inputType, change])).toEqual([
      ...Array.from({ length: 5 }, () => ['insertText', 1]),
      ['deleteContentBackward', -1],
    ]);
    expect(ofKind(log, 'input').every(({ stack }) => stack?.trusted && !stack.autofill)).toBe(true);
    expect(log.events.find((event) => event.kind === 'focus')).toMatchObject({
      field: 1,
      fieldKind: 'name',
      stack: { trusted: true },
    });
  });

  it('knows a filled field from a typed one', async () => {
    await page.fill('#email', 'ada@example.org');
    const log = await logOf(page);
    expect(ofKind(log, 'input')).toMatchObject([
      { inputType: 'insertText', change: 15, stack: { trusted: true } },
    ]);
    expect(log.events.some(({ kind }) => kind === 'keydown')).toBe(false);
  });

  it('knows a value that was set without any event', async () => {
    await page.evaluate(() => {
      (document.querySelector('#email') as HTMLInputElement).value = 'ada@example.org';
    });
    expect(ofKind(await logOf(page), 'input')).toMatchObject([
      { inputType: '', change: 15, stack: { trusted: false } },
    ]);
  });

  it('hears nothing of a password', async () => {
    await page.focus('#secret');
    await page.keyboard.type('hunter2');
    expect((await logOf(page)).events).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['becomes a password', () => document.querySelector('#name')?.setAttribute('type', 'password')],
    [
      'is marked as a code',
      () => document.querySelector('#name')?.setAttribute('autocomplete', 'one-time-code'),
    ],
    ['is to be ignored', () => document.querySelector('#name')?.setAttribute('data-tellsign-ignore', '')],
    ['stands in what is to be ignored', () => document.body.setAttribute('data-tellsign-ignore', '')],
    [
      'moves into what is to be ignored',
      () => {
        const place = document.createElement('div');
        place.setAttribute('data-tellsign-ignore', '');
        document.body.append(place);
        const form = document.querySelector('form');
        if (form) place.append(form);
        document.querySelector<HTMLInputElement>('#name')?.focus();
      },
    ],
  ])('hears nothing more of a field that %s', async (_, close) => {
    await page.focus('#name');
    await page.keyboard.type('ada');
    const before = ofKind(await logOf(page), 'input').length;
    expect(before).toBe(3);
    await page.evaluate(close);
    await page.keyboard.type('secret');
    const log = await logOf(page);
    expect(ofKind(log, 'input')).toHaveLength(before);
    expect(log.events.filter(({ kind }) => kind === 'keydown')).toHaveLength(before);
  });

  it('records wheel and scroll', async () => {
    await page.mouse.move(400, 300);
    await page.mouse.wheel(0, 240);
    await page.waitForFunction(() => scrollY >= 240);
    const log = await logOf(page);
    expect(ofKind(log, 'wheel')).toMatchObject([{ deltaX: 0, deltaY: 240, stack: { trusted: true } }]);
    expect(ofKind(log, 'scroll').at(-1)).toMatchObject({ x: 0, y: 240 });
  });

  it('records navigation inside the page, and history as it was', async () => {
    await page.evaluate(() => history.pushState({}, '', '/step-2'));
    const log = await logOf(page);
    expect(ofKind(log as never, 'navigate' as never)).toHaveLength(1);
    expect(await page.evaluate(() => /\[native code\]/.test(String(history.pushState)))).toBe(true);
  });

  it('tells synthetic events from real ones', async () => {
    await page.evaluate(() => {
      const init = { bubbles: true, clientX: 50, clientY: 60 };
      document.body.dispatchEvent(new PointerEvent('pointermove', init));
      document.querySelector('button')?.click();
    });
    const log = await logOf(page);
    expect(log.events.map((event) => [event.kind, 'stack' in event && event.stack?.trusted])).toEqual([
      ['move', false],
      ['click', false],
    ]);
  });

  it('is quiet when nothing happens', async () => {
    await logOf(page);
    const before = await page.evaluate(() => performance.getEntriesByType('longtask').length);
    expect((await logOf(page)).events).toEqual([]);
    expect(before).toBe(0);
  });
});

describe('capture of touch', () => {
  it('records a tap as touch', async () => {
    const context = await browser.newContext({ hasTouch: true, isMobile: true });
    const phone = await context.newPage();
    await phone.goto(site.origin);
    await phone.tap('button');
    const log = await logOf(phone);
    expect(log.configs[0]?.environment).toMatchObject({ pointer: 'touch', touch: true });
    expect(log.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['down', 'up', 'click']));
    await context.close();
  });
});
