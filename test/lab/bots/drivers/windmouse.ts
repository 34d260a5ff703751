import { setTimeout as delay } from 'node:timers/promises';
import WindMouse from 'windmouse';
import type { Actor } from '../stage.ts';
import { onPage } from './on-page.ts';
import { byMouse } from './traveller.ts';

/** The paths and waits of the `windmouse` package, moved by Playwright. */
export const windmouse: Actor = {
  name: 'windmouse',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const { random } = stage;
      const settings = {
        gravity: random.uniform(1, 10),
        wind: random.integer(1, 10),
        minWait: random.integer(1, 3),
        maxWait: random.integer(4, 12),
        maxStep: random.integer(4, 20),
        targetArea: random.integer(4, 20),
      };
      const wind = new WindMouse(random.integer(1, 10));
      return byMouse(
        stage,
        page,
        async ([startX, startY], [endX, endY]) => {
          const path = await wind.GeneratePoints({ ...settings, startX, startY, endX, endY });
          const start = performance.now();
          for (const [x = endX, y = endY, due = 0] of path) {
            const wait = due - (performance.now() - start);
            if (wait > 0.5) await delay(wait);
            await page.mouse.move(x, y);
          }
          await page.mouse.move(endX, endY);
        },
        settings,
      );
    }),
};
