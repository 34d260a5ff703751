import type { Page } from 'playwright-core';
import type { Recording } from '../../../src/contract/recording.ts';
import type { Random } from '../../../train/random.ts';
import type { Display } from '../os/display.ts';
import { createPlayer, type Player } from '../os/player.ts';
import { onWindow, SIZE } from '../os/window.ts';
import type { Actor } from '../stage.ts';
import { recorded } from './recorded.ts';

export interface Body {
  readonly page: Page;
  readonly display: Display;
  readonly player: Player;
  readonly random: Random;
}

export interface Habits {
  readonly note?: string;
  /** Changes the page before the checkout opens. */
  prepare?(page: Page, random: Random): Promise<void>;
  /** Changes the rhythm of typing. */
  typing?(recording: Recording, random: Random): Recording;
  /** Fills the form up to, not including, Pay. */
  fill(body: Body): Promise<void>;
  /** @default clicks with the mouse */
  pay?(body: Body): Promise<void>;
}

/** A person of the training recordings, played through the X server's input. */
export const person = (name: string, { note, prepare, typing, fill, pay }: Habits): Actor => ({
  name,
  kind: 'person',
  fit: () => ({ ...SIZE, dpr: 1, headful: true }),
  ...(note === undefined ? {} : { note }),
  play: (stage) =>
    onWindow(stage, async ({ page, display }) => {
      const { random } = stage;
      if (prepare) {
        await prepare(page, random);
        await page.reload();
        await page.waitForSelector('#pay');
      }
      const rhythm = await recorded('hofstra', random);
      const player = createPlayer({
        display,
        page,
        pointer: await recorded('sapimouse', random),
        typing: typing?.(rhythm, random) ?? rhythm,
        // Who types slowly pauses longer.
        longestGapMs: typing ? 3000 : 900,
        random: () => random.uniform(),
      });
      const body: Body = { page, display, player, random };
      await fill(body);
      await (pay?.(body) ?? player.click('#pay'));
      await stage.judged();
    }),
});
