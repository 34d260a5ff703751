import { setTimeout as delay } from 'node:timers/promises';
import { createCursor } from 'ghost-cursor';
import type { Page } from 'puppeteer-core';
import type { Random } from '../../../train/random.ts';
import { checkOut } from '../check-out.ts';
import type { Actor, Hands } from '../stage.ts';
import { onPuppet, puppetHands } from './puppeteer.ts';
import { overlapping } from './rollover.ts';

/** ghost-cursor's own clicks: Bezier paths, overshoot, a random place in the element. */
function cursorPress(page: Page, random: Random): Hands['press'] {
  const cursor = createCursor(page as never);
  return async (id) => {
    await page.$eval(`#${id}`, (element) => element.scrollIntoView({ block: 'center' }));
    await cursor.click(`#${id}`, {
      hesitate: random.uniform(20, 200),
      waitForClick: random.uniform(30, 130),
      moveDelay: random.uniform(0, 400),
    });
  };
}

const withCursor = (
  name: string,
  type: (page: Page, text: string, random: Random) => Promise<void>,
): Actor => ({
  name,
  kind: 'tool',
  play: (stage) =>
    onPuppet(stage, (page) => {
      const press = cursorPress(page, stage.random);
      return checkOut(
        stage,
        puppetHands(page, {
          press,
          async enter(id, text) {
            await press(id);
            await type(page, text, stage.random);
          },
        }),
      );
    }),
});

export const ghostCursor: readonly Actor[] = [
  withCursor('ghost-cursor-random', async (page, text, random) => {
    for (const character of text) {
      await page.keyboard.type(character, { delay: random.uniform(10, 90) });
      await delay(random.uniform(20, 200));
    }
  }),
  withCursor('ghost-cursor-rollover', (page, text, random) => overlapping(page, text, random)),
];
