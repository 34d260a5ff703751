import type puppeteer from 'puppeteer-core';
import rebrowser from 'rebrowser-puppeteer-core';
import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { onPuppet, puppetHands } from './on-puppet.ts';

/** Puppeteer with its traces patched out: its own clicks, and typing with a delay drawn per session. */
export const rebrowserPuppeteer: Actor = {
  name: 'rebrowser-puppeteer',
  kind: 'tool',
  play: (stage) =>
    onPuppet(
      stage,
      (page) => {
        const delay = stage.random.uniform(5, 170);
        stage.tell({ delay });
        return carryOut(
          stage,
          puppetHands(page, {
            async enter(id, text) {
              await page.click(`#${id}`);
              await page.keyboard.type(text, { delay: delay * stage.random.uniform(0.6, 1.4) });
            },
            press: (id) => page.click(`#${id}`, { delay: stage.random.uniform(10, 120) }),
          }),
        );
      },
      // Its types are Puppeteer's, declared once more.
      rebrowser as unknown as Pick<typeof puppeteer, 'launch'>,
    ),
};
