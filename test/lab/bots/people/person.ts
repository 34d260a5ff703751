import type { Page } from 'playwright-core';
import type { Recording } from '../../../../src/contract/recording.ts';
import type { Random } from '../../../../train/random.ts';
import type { Assistant } from '../os/assistant.ts';
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
  /** The system's accessibility bus; null unless the habit asks for it. */
  readonly assistant: Assistant | null;
}

export interface Habits {
  readonly note?: string;
  /** Device pixels to a CSS pixel, from the ratio that the survey drew. @default 1 */
  dpr?(drawn: number): number;
  /** Assistive technology runs. @default false */
  readonly assisted?: boolean;
  /** Changes the page before the checkout opens. */
  prepare?(page: Page, random: Random): Promise<void>;
  /** Changes the hand on the mouse. */
  pointing?(recording: Recording, random: Random): Recording;
  /** Changes the rhythm of typing. */
  typing?(recording: Recording, random: Random): Recording;
  /** Fills the form up to, not including, Pay. */
  fill(body: Body): Promise<void>;
  /** @default clicks with the mouse */
  pay?(body: Body): Promise<void>;
}

/** A recorded person, played through the X server's input. */
export const person = (name: string, habits: Habits): Actor => ({
  name,
  kind: 'person',
  fit: (setting) => ({ ...SIZE, dpr: habits.dpr?.(setting.dpr) ?? 1, headful: true }),
  ...(habits.note === undefined ? {} : { note: habits.note }),
  play: (stage) => {
    const { random, people, setting } = stage;
    const { assisted = false, prepare, pointing, typing, fill, pay } = habits;
    const { dpr } = setting;
    return onWindow(
      stage,
      async ({ page, display, assistant }) => {
        if (prepare) {
          await prepare(page, random);
          await page.reload();
          await page.waitForSelector('#pay');
        }
        const rhythm = await recorded('hofstra', { random, people });
        const hand = await recorded('sapimouse', { random, people });
        stage.tell({ pointer: hand.subject, typing: rhythm.subject });
        const player = createPlayer({
          display,
          page,
          dpr,
          pointer: pointing?.(hand, random) ?? hand,
          typing: typing?.(rhythm, random) ?? rhythm,
          // Who types slowly pauses longer.
          longestGapMs: typing ? 3000 : 900,
          random: () => random.uniform(),
        });
        const body: Body = { page, display, player, random, assistant };
        await fill(body);
        await (pay?.(body) ?? player.click('#pay'));
        await stage.judged();
      },
      { dpr, assisted },
    );
  },
});
