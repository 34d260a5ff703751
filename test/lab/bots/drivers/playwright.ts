import { carryOut } from '../carry-out.ts';
import type { Actor, Stage } from '../stage.ts';
import { hands, onPage } from './on-page.ts';

const typist = (name: string, gapOf: (stage: Stage) => () => number): Actor => ({
  name,
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const gap = gapOf(stage);
      return carryOut(
        stage,
        hands(page, async (id, text) => {
          await page.click(`#${id}`);
          for (const character of text) {
            await page.keyboard.type(character);
            const pause = gap();
            if (pause > 0) await page.waitForTimeout(pause);
          }
        }),
      );
    }),
});

export const playwright: readonly Actor[] = [
  {
    name: 'playwright-fill',
    kind: 'tool',
    play: (stage) =>
      onPage(stage, (page) => {
        const pauseMs = stage.random.pick([0, stage.random.logUniform(10, 1500)]);
        stage.tell({ pauseMs });
        return carryOut(
          stage,
          hands(page, async (id, text) => {
            await page.fill(`#${id}`, text);
            if (pauseMs > 0) await page.waitForTimeout(pauseMs * stage.random.uniform(0.5, 1.5));
          }),
        );
      }),
  },
  {
    name: 'playwright-type',
    kind: 'tool',
    play: (stage) =>
      onPage(stage, (page) => {
        const delay = stage.random.pick([0, stage.random.uniform(5, 180)]);
        stage.tell({ delay });
        return carryOut(
          stage,
          hands(page, (id, text) => page.locator(`#${id}`).pressSequentially(text, { delay })),
        );
      }),
  },
  typist('playwright-type-random', ({ random, tell }) => {
    const low = random.uniform(5, 80);
    const high = low + random.uniform(20, 160);
    tell({ low, high });
    return () => random.uniform(low, high);
  }),
];
