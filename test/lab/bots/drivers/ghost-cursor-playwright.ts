import { createCursor } from 'ghost-cursor-playwright';
import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './on-page.ts';

/**
 * ghost-cursor's Playwright port: its moves, its clicks and its own scrolling; typing with a random delay per
 * field.
 */
export const ghostCursorPlaywright: Actor = {
  name: 'ghost-cursor-playwright',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, async (page) => {
      const { random } = stage;
      const options = { overshootSpread: random.uniform(5, 20), overshootRadius: random.uniform(50, 200) };
      const pauseMs = random.integer(10, 700);
      const [low, high] = [random.uniform(10, 80), random.uniform(80, 200)];
      stage.tell({ ...options, pauseMs, low, high });
      const cursor = await createCursor(page as unknown as Parameters<typeof createCursor>[0], options);
      // The cursor follows the mouse from a page's load event on.
      await page.reload();
      await page.waitForSelector(`#${stage.task.ready}`);
      const press = (id: string) =>
        cursor.actions.click(
          { target: `#${id}`, waitBeforeClick: [20, pauseMs + 20], waitBetweenClick: [20, 120] },
          { paddingPercentage: random.uniform(5, 40) },
        );
      const typed = hands(page, async (id, text) => {
        await press(id);
        await page.keyboard.type(text, { delay: random.uniform(low, high) });
      });
      await carryOut(stage, { ...typed, press });
    }),
};
