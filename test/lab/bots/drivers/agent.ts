import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './on-page.ts';

/**
 * A language model that uses Playwright: it thinks for seconds, then makes one call – fill, or click and
 * type.
 */
export const agent: Actor = {
  name: 'agent-slow',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const { random } = stage;
      const fills = random.chance(0.6);
      const thinkMs = random.logUniform(600, 4000);
      stage.tell({ fills, thinkMs });
      const think = () => page.waitForTimeout(thinkMs * random.logNormal(1, 0.4));
      const base = hands(page, async (id, text) => {
        await think();
        if (fills) return page.fill(`#${id}`, text);
        await page.click(`#${id}`);
        return page.locator(`#${id}`).pressSequentially(text);
      });
      return carryOut(stage, {
        ...base,
        async press(id) {
          await think();
          await base.press(id);
        },
      });
    }),
};
