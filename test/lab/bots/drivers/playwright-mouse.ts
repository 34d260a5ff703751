import type { Actor } from '../stage.ts';
import { onPage } from './on-page.ts';
import { byMouse } from './traveller.ts';

/**
 * `mouse.move` with steps to a random place of each control, random pauses, and a holding time for each key.
 */
export const playwrightMouse: Actor = {
  name: 'playwright-mouse',
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const steps = stage.random.integer(2, 80);
      return byMouse(stage, page, (_from, [x, y]) => page.mouse.move(x, y, { steps }), { steps });
    }),
};
