import type { Page } from 'playwright-core';
import type { Random } from '../../../../train/random.ts';
import { carryOut } from '../carry-out.ts';
import type { Parameters, Stage } from '../stage.ts';
import { hands } from './on-page.ts';

/** [x, y] of a pointer, CSS px. */
export type Point = readonly [x: number, y: number];

/** Takes the pointer from one place to another. */
export type Travel = (from: Point, to: Point) => Promise<void>;

interface Habits {
  /** Turns the wheel until a control is in sight; otherwise the page is scrolled by script. */
  readonly wheels: boolean;
  readonly pauseMs: number;
  readonly dwellMs: number;
  readonly holdMs: number;
  readonly gapMs: number;
}

const drawHabits = (random: Random): Habits => ({
  wheels: random.chance(0.5),
  pauseMs: random.logUniform(20, 800),
  dwellMs: random.uniform(20, 120),
  holdMs: random.uniform(15, 110),
  gapMs: random.uniform(15, 200),
});

/**
 * A script that takes its own mouse to everything: `travel` makes the path, the rest is drawn once a session
 * and varied a little.
 */
export function byMouse(
  stage: Stage,
  page: Page,
  travel: Travel,
  parameters: Parameters = {},
): Promise<void> {
  const { random, setting } = stage;
  const habits = drawHabits(random);
  stage.tell({ ...parameters, ...habits });
  const about = (ms: number) => page.waitForTimeout(ms * random.uniform(0.5, 1.5));
  let at: Point = [random.integer(0, setting.width - 1), random.integer(0, setting.height - 1)];

  const notch = async (deltaY: number): Promise<void> => {
    await page.mouse.wheel(0, deltaY);
    await about(80);
  };
  const boxInSight = async (id: string) => {
    const control = page.locator(`#${id}`);
    if (!habits.wheels) await control.scrollIntoViewIfNeeded();
    for (let notches = 0; ; notches += 1) {
      const box = await control.boundingBox();
      if (!box) throw new Error(`no #${id}`);
      if (box.y >= 0 && box.y + box.height <= setting.height) return box;
      if (notches > 60) throw new Error(`#${id} stays out of sight`);
      await notch(box.y < 0 ? -120 : 120);
    }
  };
  const press = async (id: string): Promise<void> => {
    const box = await boxInSight(id);
    const to: Point = [
      box.x + box.width * random.uniform(0.2, 0.8),
      box.y + box.height * random.uniform(0.2, 0.8),
    ];
    await travel(at, to);
    at = to;
    await about(habits.pauseMs);
    await page.mouse.down();
    await about(habits.dwellMs);
    await page.mouse.up();
    await about(habits.pauseMs);
  };
  return carryOut(stage, {
    ...hands(page, async (id, text) => {
      await press(id);
      for (const character of text) {
        await page.keyboard.press(character === ' ' ? 'Space' : character, {
          delay: habits.holdMs * random.uniform(0.6, 1.4),
        });
        await about(habits.gapMs);
      }
    }),
    press,
    async scroll(deltaY) {
      if (habits.wheels) for (let left = deltaY; left > 0; left -= 120) await notch(120);
    },
  });
}
