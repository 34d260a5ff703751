import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './on-page.ts';

/** Clicks each field and inserts its whole text through the debugging protocol (`Input.insertText`). */
export const insertText: Actor = {
  name: 'cdp-insert-text',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, async (page) => {
      const cdp = await page.context().newCDPSession(page);
      const pauseMs = stage.random.logUniform(5, 1500);
      stage.tell({ pauseMs });
      await carryOut(
        stage,
        hands(page, async (id, text) => {
          await page.click(`#${id}`);
          await cdp.send('Input.insertText', { text });
          await page.waitForTimeout(pauseMs * stage.random.uniform(0.5, 1.5));
        }),
      );
    }),
};
