import type { Page } from 'playwright-core';
import { carryOut } from '../carry-out.ts';
import { onWindow } from '../os/window.ts';
import type { Setting, Stage } from '../stage.ts';

/** [x, y] on the X screen, device px. */
export type ScreenPoint = readonly [x: number, y: number];

/** Input of the operating system needs a screen. */
export const onScreen = (drawn: Setting): Setting => ({ ...drawn, headful: true });

/**
 * What a tool outside the browser can do. It sees only the screen; the lab gives it the places of controls.
 */
export interface Outside {
  click(at: ScreenPoint): Promise<void>;
  type(text: string): Promise<void>;
  tap(key: 'Tab'): Promise<void>;
  /** Turns the wheel by notches; positive is down. */
  wheel(notches: number): Promise<void>;
}

/** The window of a session with the browser's bars. */
const windowOf = ({ width, height, dpr }: Setting) => ({ size: { width, height: height + 90 }, dpr });

/**
 * Does the task through the X server: looks for a control, turns the wheel until it is in sight, clicks and
 * types.
 */
export function outside(
  stage: Stage,
  open: (session: {
    readonly page: Page;
    readonly display: string;
  }) => Promise<Outside & { close?(): Promise<void> }>,
): Promise<void> {
  const { random, setting } = stage;
  return onWindow(
    stage,
    async ({ page, display }) => {
      const tool = await open({ page, display: display.name });
      const placeOf = async (id: string): Promise<ScreenPoint> => {
        for (let turns = 0; turns < 60; turns += 1) {
          const box = await page.locator(`#${id}`).boundingBox();
          if (!box) throw new Error(`no #${id}`);
          const { top, height } = await page.evaluate(() => ({
            top: window.screenY + window.outerHeight - window.innerHeight,
            height: window.innerHeight,
          }));
          if (box.y >= 0 && box.y + box.height <= height) {
            const x = box.x + box.width * random.uniform(0.25, 0.75);
            const y = top + box.y + box.height * random.uniform(0.3, 0.7);
            return [Math.round(x * setting.dpr), Math.round(y * setting.dpr)];
          }
          await tool.wheel(box.y < 0 ? -1 : 1);
          await page.waitForTimeout(150);
        }
        throw new Error(`#${id} stays out of sight`);
      };
      const press = async (id: string) => tool.click(await placeOf(id));
      try {
        await carryOut(stage, {
          press,
          async enter(id, text) {
            await press(id);
            await tool.type(text);
          },
          async choose(id) {
            const option = stage.task.steps.find((step) => step.do === 'choose' && step.id === id);
            if (option?.do !== 'choose') throw new Error(`no choice for #${id}`);
            for (let tabs = 0; tabs < 40; tabs += 1) {
              if ((await page.evaluate(() => document.activeElement?.id)) === id) break;
              await tool.tap('Tab');
            }
            await tool.type(option.option.toLowerCase().slice(0, 4));
            await page.waitForTimeout(100);
          },
          async shown(id) {
            await page.waitForSelector(`#${id}`);
          },
          scroll: (deltaY) => tool.wheel(Math.round(deltaY / 120)),
        });
      } finally {
        await tool.close?.();
      }
    },
    windowOf(setting),
  );
}
