import { setTimeout as delay } from 'node:timers/promises';
import type { KeyInput, Page } from 'puppeteer-core';
import type { Random } from '../../../../train/random.ts';

/**
 * The hardest typist at hand: log-normal pauses and holding times with the medians and spreads of people
 * (features.md §2), keys that overlap, and Shift held where it is needed.
 */
export async function overlapping(page: Page, text: string, random: Random): Promise<void> {
  const keys: { at: number; down: boolean; key: string }[] = [];
  const free = new Map<string, number>();
  const pauseMs = random.uniform(100, 180);
  const holdMs = random.uniform(70, 120);
  let at = 0;
  let lastUp = 0;
  for (const character of text) {
    const shift = character === '@' || character !== character.toLowerCase();
    at = Math.max(at + Math.min(900, random.logNormal(pauseMs, 0.6)), (free.get(character) ?? 0) + 15);
    if (shift) at = Math.max(at, lastUp + 40);
    const up = at + random.logNormal(holdMs, 0.3);
    if (shift)
      keys.push({ at: at - 30, down: true, key: 'Shift' }, { at: up + 10, down: false, key: 'Shift' });
    keys.push({ at, down: true, key: character }, { at: up, down: false, key: character });
    free.set(character, up);
    lastUp = shift ? up + 20 : up;
    if (shift) at = lastUp;
  }
  const start = performance.now();
  for (const { at: due, down, key } of keys.sort((a, b) => a.at - b.at)) {
    const wait = due - (performance.now() - start);
    if (wait > 0.5) await delay(wait);
    await (down ? page.keyboard.down(key as KeyInput) : page.keyboard.up(key as KeyInput));
  }
}
