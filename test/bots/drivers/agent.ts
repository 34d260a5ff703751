import { checkOut } from '../check-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './playwright.ts';

/** A language model at the wheel: thinks for seconds, then one tool call – fill, or click and type slowly. */
export const agent: Actor = {
  name: 'agent-slow',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const { random } = stage;
      const fills = random.chance(0.7);
      const think = () => page.waitForTimeout(random.uniform(1000, 4000));
      const base = hands(page, async (id, text) => {
        await think();
        if (fills) return page.fill(`#${id}`, text);
        await page.click(`#${id}`);
        return page.locator(`#${id}`).pressSequentially(text);
      });
      return checkOut(stage, {
        ...base,
        async press(id) {
          await think();
          await base.press(id);
        },
      });
    }),
};
