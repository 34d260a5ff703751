import type { Recording } from '../../../../src/contract/recording.ts';
import type { Display } from './display.ts';
import { type Stroke, strokesOf, strokeTo } from './strokes.ts';
import { type Press, pressesOf, scriptOf, typingScript } from './typing.ts';

/** Plays a recorded person's movements and rhythm through the X server onto a browser window at 0,0. */
export interface Player {
  /**
   * Moves to a random place inside the element, and clicks it. Scrolls by the wheel first when it is out of
   * sight.
   */
  click(selector: string): Promise<void>;
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Wanders as somebody who reads. */
  read(): Promise<void>;
}

/**
 * What the player asks of the page in that window; Playwright's pages answer it, and so may any other driver.
 */
export interface PlayedPage {
  evaluate<T>(look: () => T): Promise<T>;
  locator(selector: string): {
    boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>;
  };
}

export interface PlayerSources {
  readonly display: Display;
  readonly page: PlayedPage;
  readonly pointer: Recording;
  readonly typing: Recording;
  /** Cut pauses between keys, ms. @default 900 */
  readonly longestGapMs?: number;
  /** Device pixels to a CSS pixel: the X server counts the former. @default 1 */
  readonly dpr?: number;
  /** Uniform 0..1. */
  readonly random: () => number;
}

/** Where a person aims inside a control: near the middle, seldom on it. */
const AIM_SPREAD = 0.5;

export function createPlayer({
  display,
  page,
  pointer,
  typing,
  longestGapMs,
  dpr = 1,
  random,
}: PlayerSources): Player {
  const strokes: readonly Stroke[] = strokesOf(pointer.events);
  const presses: readonly Press[] = pressesOf(typing.events, longestGapMs);
  const clicks = clickDwells(pointer);
  let at: readonly [number, number] = [640, 300];
  let typed = Math.floor(random() * presses.length);

  async function moveTo(x: number, y: number): Promise<void> {
    const [fromX, fromY] = at;
    // The page begins under the browser's own bars.
    const top = await page.evaluate(() => window.screenY + window.outerHeight - window.innerHeight);
    if (Math.hypot(x - fromX, y - fromY) < 3) return;
    const stroke = strokeTo(strokes, [x - fromX, y - fromY]);
    const timeline = stroke.map(([t, dx, dy]) => ({
      at: t,
      command: `mousemove ${Math.max(0, Math.round((fromX + dx) * dpr))} ${Math.round(top * dpr) + Math.max(0, Math.round((fromY + dy) * dpr))}`,
    }));
    await display.play(scriptOf(timeline));
    at = [Math.round(x), Math.round(y)];
  }

  async function inSight(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const height = await page.evaluate(() => window.innerHeight);
    for (let notches = 0; notches < 40; notches += 1) {
      const box = await page.locator(selector).boundingBox();
      if (!box) throw new Error(`nothing to click at ${selector}`);
      if (box.y > 40 && box.y + box.height < height - 40) return box;
      const button = box.y <= 40 ? 4 : 5;
      await display.play(
        scriptOf([
          { at: 0, command: `click ${button}` },
          { at: 90 + 120 * random(), command: `click ${button}` },
          { at: 420 + 200 * random(), command: 'getmouselocation' },
        ]),
      );
    }
    throw new Error(`cannot scroll to ${selector}`);
  }

  return {
    async click(selector) {
      const box = await inSight(selector);
      const around = () => 0.5 + (AIM_SPREAD * (random() + random() + random() - 1.5)) / 1.5;
      await moveTo(box.x + Math.min(box.width, 240) * around(), box.y + box.height * around());
      const dwell = clicks[Math.floor(random() * clicks.length)] ?? 90;
      const settle = 80 + 180 * random();
      await display.play(
        scriptOf([
          { at: settle, command: 'mousedown 1' },
          { at: settle + dwell, command: 'mouseup 1' },
          { at: settle + dwell + 120 + 200 * random(), command: 'getmouselocation' },
        ]),
      );
    },
    async type(text) {
      await display.play(typingScript(text, presses, typed));
      typed += text.length;
    },
    async press(key) {
      const dwell = presses[typed % presses.length]?.dwellMs ?? 90;
      typed += 1;
      const pause = 150 + 250 * random();
      await display.play(
        scriptOf([
          { at: pause, command: `keydown ${key}` },
          { at: pause + dwell, command: `keyup ${key}` },
          { at: pause + dwell + 150, command: 'getmouselocation' },
        ]),
      );
    },
    async read() {
      for (let i = 0; i < 3; i += 1) await moveTo(200 + 700 * random(), 150 + 350 * random());
    },
  };
}

/** How long this person held a button, ms. */
function clickDwells(pointer: Recording): number[] {
  const dwells: number[] = [];
  let down: number | undefined;
  for (const [t, kind] of pointer.events) {
    if (kind === 'down') down = t;
    if (kind === 'up' && down !== undefined) {
      if (t - down > 20 && t - down < 300) dwells.push(t - down);
      down = undefined;
    }
  }
  return dwells;
}
