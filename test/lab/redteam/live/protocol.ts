import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Body } from '../body.ts';
import type { Keystroke } from '../generators/hand.ts';

/** Shorter waits are over by the time a timer fires, ms. */
const TIMER_MS = 0.5;

/** Resolves `at` ms after `start` on the process's own clock; late where the process was stopped. */
async function due(start: number, at: number): Promise<void> {
  const wait = at - (performance.now() - start);
  if (wait > TIMER_MS) await delay(wait);
}

const keyOf = ({ key }: Keystroke): string => (key === ' ' ? 'Space' : key);

/** A hand on plain Playwright: one call of the debugging protocol after the other, in whole pixels. */
export const protocolBody = (page: Page, { width, height }: { width: number; height: number }): Body => ({
  width,
  height,
  async place(id) {
    const box = await page.locator(`#${id}`).boundingBox();
    if (!box) throw new Error(`no #${id}`);
    return box;
  },
  async move(samples) {
    const start = performance.now();
    for (let index = 0; index < samples.length; index += 1) {
      // Whoever is late goes to where the pointer should be by now.
      const passed = performance.now() - start;
      while (index < samples.length - 1 && (samples[index + 1]?.[0] ?? 0) <= passed) index += 1;
      const [ms, x, y] = samples[index] ?? [0, 0, 0];
      await due(start, ms);
      await page.mouse.move(Math.round(x), Math.round(y));
    }
  },
  async press(holdMs) {
    await page.mouse.down();
    await delay(holdMs);
    await page.mouse.up();
  },
  async keys(strokes) {
    const start = performance.now();
    for (const stroke of strokes) {
      await due(start, stroke.at);
      await (stroke.down ? page.keyboard.down(keyOf(stroke)) : page.keyboard.up(keyOf(stroke)));
    }
  },
  async wheel(turns) {
    const start = performance.now();
    for (const { at, deltaY } of turns) {
      await due(start, at);
      await page.mouse.wheel(0, deltaY);
    }
  },
  wait: (ms) => delay(ms),
});

/**
 * The same without a single move: the press is sent to where the control is, without pressure, as agents do
 * that know only the place of a control. A screen reader's activation looks like it.
 */
export async function withoutMoves(page: Page, size: { width: number; height: number }): Promise<Body> {
  const body = protocolBody(page, size);
  const session = await page.context().newCDPSession(page);
  let [x, y] = [0, 0];
  const send = (type: 'mousePressed' | 'mouseReleased') =>
    session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  return {
    ...body,
    async move(samples) {
      const [, endX = 0, endY = 0] = samples.at(-1) ?? [0];
      [x, y] = [Math.round(endX), Math.round(endY)];
    },
    async press(holdMs) {
      await send('mousePressed');
      await delay(holdMs);
      await send('mouseReleased');
    },
  };
}
