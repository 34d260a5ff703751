import type { Page } from 'playwright-core';
import { openVisit } from '../../e2e/browser.ts';
import { checkOut } from '../check-out.ts';
import type { Actor, Hands, Stage } from '../stage.ts';

const VIEWPORTS = [
  { width: 1280, height: 720 },
  { width: 1280, height: 900 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
] as const;

/** Opens the checkout in a headless Chromium under Playwright and hands the page to `act`. */
export async function onPage(stage: Stage, act: (page: Page) => Promise<void>): Promise<void> {
  const visit = await openVisit({ viewport: stage.random.pick(VIEWPORTS) });
  try {
    await visit.page.goto(stage.url);
    await visit.page.waitForSelector('#pay');
    await act(visit.page);
  } finally {
    await visit.close();
  }
}

/** What every Playwright script does alike; `enter` tells them apart. */
export const hands = (page: Page, enter: Hands['enter']): Hands => ({
  enter,
  choose: async (id, value) => {
    await page.selectOption(`#${id}`, value);
  },
  press: (id) => page.click(`#${id}`),
  evaluate: (expression) => page.evaluate(expression),
});

const typist = (name: string, gapOf: (stage: Stage) => () => number): Actor => ({
  name,
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const gap = gapOf(stage);
      return checkOut(
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
      onPage(stage, (page) =>
        checkOut(
          stage,
          hands(page, (id, text) => page.fill(`#${id}`, text)),
        ),
      ),
  },
  typist('playwright-type', () => () => 0),
  {
    name: 'playwright-type-constant',
    kind: 'tool',
    play: (stage) =>
      onPage(stage, (page) => {
        const delay = stage.random.uniform(10, 180);
        return checkOut(
          stage,
          hands(page, async (id, text) => {
            await page.click(`#${id}`);
            await page.keyboard.type(text, { delay });
          }),
        );
      }),
  },
  typist('playwright-type-random', ({ random }) => {
    const low = random.uniform(5, 80);
    const high = low + random.uniform(20, 160);
    return () => random.uniform(low, high);
  }),
];
