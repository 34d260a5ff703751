import { checkOut } from '../check-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './playwright.ts';

/** Clicks each field and inserts its whole text through the debugging protocol (`Input.insertText`). */
export const insertText: Actor = {
  name: 'cdp-insert-text',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await checkOut(
        stage,
        hands(page, async (id, text) => {
          await page.click(`#${id}`);
          await cdp.send('Input.insertText', { text });
          await page.waitForTimeout(stage.random.uniform(10, 600));
        }),
      );
    }),
};
