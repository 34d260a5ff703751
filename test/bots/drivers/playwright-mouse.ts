import { checkOut } from '../check-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './playwright.ts';

/** `mouse.move` with steps to a random place of each control, random pauses, and typing with a delay of its own per key. */
export const playwrightMouse: Actor = {
  name: 'playwright-mouse',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const { random } = stage;
      const steps = random.integer(5, 60);
      const pauseMs = random.uniform(50, 600);
      const press = async (id: string): Promise<void> => {
        await page.locator(`#${id}`).scrollIntoViewIfNeeded();
        const box = await page.locator(`#${id}`).boundingBox();
        if (!box) throw new Error(`no #${id}`);
        const x = box.x + box.width * random.uniform(0.2, 0.8);
        const y = box.y + box.height * random.uniform(0.2, 0.8);
        await page.mouse.move(x, y, { steps });
        await page.waitForTimeout(random.uniform(20, pauseMs));
        await page.mouse.down();
        await page.waitForTimeout(random.uniform(30, 130));
        await page.mouse.up();
        await page.waitForTimeout(random.uniform(20, pauseMs));
      };
      const typed = hands(page, async (id, text) => {
        await press(id);
        for (const character of text) {
          await page.keyboard.press(character === ' ' ? 'Space' : character, {
            delay: random.uniform(20, 110),
          });
          await page.waitForTimeout(random.uniform(20, 220));
        }
      });
      return checkOut(stage, { ...typed, press });
    }),
};
