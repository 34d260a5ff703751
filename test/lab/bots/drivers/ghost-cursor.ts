import { setTimeout as delay } from 'node:timers/promises';
import { createCursor } from 'ghost-cursor';
import type { Page } from 'puppeteer-core';
import { carryOut } from '../carry-out.ts';
import type { Actor, Hands, Stage } from '../stage.ts';
import { onPuppet, puppetHands } from './on-puppet.ts';
import { overlapping } from './rollover.ts';

/** ghost-cursor's own clicks: Bezier paths, overshoot, a random place in the element. */
function cursorPress(page: Page, { random, tell }: Stage): Hands['press'] {
  const habits = {
    hesitate: random.uniform(10, 250),
    waitForClick: random.uniform(20, 140),
    moveDelay: random.logUniform(5, 600),
    moveSpeed: random.pick([0, random.uniform(10, 90)]),
  };
  tell(habits);
  const { moveSpeed, ...waits } = habits;
  const cursor = createCursor(page as never);
  return async (id) => {
    await page.$eval(`#${id}`, (element) => element.scrollIntoView({ block: 'center' }));
    await cursor.click(`#${id}`, { ...waits, ...(moveSpeed > 0 && { moveSpeed }) });
  };
}

const withCursor = (
  name: string,
  type: (page: Page, text: string, stage: Stage) => Promise<void>,
): Actor => ({
  name,
  kind: 'tool',
  play: (stage) =>
    onPuppet(stage, (page) => {
      const press = cursorPress(page, stage);
      return carryOut(
        stage,
        puppetHands(page, {
          press,
          async enter(id, text) {
            await press(id);
            await type(page, text, stage);
          },
        }),
      );
    }),
});

export const ghostCursor: readonly Actor[] = [
  withCursor('ghost-cursor-random', async (page, text, { random }) => {
    for (const character of text) {
      await page.keyboard.type(character, { delay: random.uniform(10, 90) });
      await delay(random.uniform(20, 200));
    }
  }),
  withCursor('ghost-cursor-rollover', (page, text, { random }) => overlapping(page, text, random)),
];
