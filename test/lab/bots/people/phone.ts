import type { CDPSession } from 'playwright-core';
import { devices } from 'playwright-core';
import { openVisit } from '../../../e2e/browser.ts';
import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';

const DEVICE = 'Pixel 7';

/**
 * Taps and an on-screen keyboard that composes words. Nothing here is a finger: for what falls out of touch
 * input alone.
 */
export const phone: Actor = {
  name: 'person-phone',
  kind: 'person',
  fit: (drawn) => {
    const { viewport = drawn, deviceScaleFactor = drawn.dpr } = devices[DEVICE] ?? {};
    return { ...viewport, dpr: deviceScaleFactor, headful: false };
  },
  note: 'approximation: touches and compositions come from the debugging protocol',
  async play(stage) {
    const { random } = stage;
    const { defaultBrowserType: _, ...device } = devices[DEVICE] ?? {};
    const { page, close } = await openVisit(device as object);
    try {
      await page.goto(stage.url);
      await page.waitForSelector('#pay');
      const cdp = await page.context().newCDPSession(page);
      const press = async (id: string) => {
        await page.locator(`#${id}`).scrollIntoViewIfNeeded();
        const box = await page.locator(`#${id}`).boundingBox();
        if (!box) throw new Error(`no #${id}`);
        const x = box.x + box.width * random.uniform(0.2, 0.8);
        const y = box.y + box.height * random.uniform(0.3, 0.7);
        await tap(cdp, { x, y, radius: random.uniform(8, 16), dwellMs: random.uniform(50, 130) });
        await page.waitForTimeout(random.uniform(300, 1200));
      };
      await carryOut(stage, {
        press,
        async enter(id, text) {
          await press(id);
          for (const word of text.split(/(?<= )/)) {
            for (let end = 1; end <= word.length; end += 1) {
              await cdp.send('Input.imeSetComposition', {
                text: word.slice(0, end),
                selectionStart: end,
                selectionEnd: end,
              });
              await page.waitForTimeout(random.logNormal(170, 0.5));
            }
            await cdp.send('Input.insertText', { text: word });
          }
        },
        async choose(id, value) {
          await press(id);
          await page.selectOption(`#${id}`, value);
        },
        async shown(id) {
          await page.waitForSelector(`#${id}`);
        },
      });
    } finally {
      await close();
    }
  },
};

async function tap(
  cdp: CDPSession,
  { x, y, radius, dwellMs }: { x: number; y: number; radius: number; dwellMs: number },
) {
  const point = { x, y, radiusX: radius, radiusY: radius * 0.9, force: 0.5 };
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await new Promise((resolve) => setTimeout(resolve, dwellMs));
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
