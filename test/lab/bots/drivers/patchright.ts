import { chromium } from 'patchright-core';
import type { BrowserType } from 'playwright-core';
import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { hands, onPage } from './on-page.ts';
import { byMouse } from './traveller.ts';

/** Playwright with its traces patched out: fills, types, or takes the mouse. */
export const patchright: Actor = {
  name: 'patchright',
  kind: 'tool',
  play: (stage) =>
    onPage(
      stage,
      async (page) => {
        const { random } = stage;
        const way = random.pick(['fill', 'type', 'mouse'] as const);
        if (way === 'mouse') {
          const steps = random.integer(5, 60);
          return byMouse(stage, page, (_from, [x, y]) => page.mouse.move(x, y, { steps }), { way, steps });
        }
        const delay = random.uniform(10, 160);
        stage.tell({ way, delay });
        await carryOut(
          stage,
          hands(page, async (id, text) => {
            if (way === 'fill') return page.fill(`#${id}`, text);
            await page.click(`#${id}`);
            await page.keyboard.type(text, { delay });
          }),
        );
      },
      // Its types are Playwright's, declared once more.
      chromium as unknown as Pick<BrowserType, 'launch'>,
    ),
};
