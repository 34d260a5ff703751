import { existsSync } from 'node:fs';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/contract/recording.ts';
import { readRecordings } from '../../../train/data/read.ts';
import { type Display, openDisplay } from '../../lab/bots/os/display.ts';
import { createPlayer } from '../../lab/bots/os/player.ts';
import { byMouse } from '../../lab/bots/people/mouse.ts';
import { findDisplayTools } from '../../setup/chromium.ts';
import { openWindow } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { openShop, type Shop } from '../shop.ts';

const RECORDINGS = new URL('../../../../shared/data/test/', import.meta.url);
const SIZE = { width: 1280, height: 900 };

describe.skipIf(!existsSync(RECORDINGS))('a recorded person played through the operating system', () => {
  let shop: Shop;
  let display: Display;
  beforeAll(async () => {
    findDisplayTools();
    shop = await openShop();
    display = await openDisplay(SIZE);
  });
  afterAll(async () => {
    await display?.stop();
    await shop?.stop();
  });

  it('passes as low', async () => {
    const { page, close } = await openWindow(display.name, SIZE);
    await page.goto(`${shop.url}/checkout`);
    const random = uniform(20261122);
    const player = createPlayer({
      display,
      page,
      pointer: await first('sapimouse.ndjson.gz'),
      typing: await first('hofstra.ndjson.gz'),
      random,
    });
    await byMouse({ player });
    await player.click('#pay');
    const line = await logLine(shop, 0);
    await close();
    expect(line).toMatchObject({ ok: true, code: null, level: 'low', decision: 'allow' });
  });
});

async function first(file: string): Promise<Recording> {
  for await (const { result } of readRecordings([new URL(file, RECORDINGS).pathname])) {
    if (result.ok) return result.value.recording;
  }
  throw new Error(`${file} holds no recording`);
}

function uniform(seed: number): () => number {
  const generator = xorshift128plus(seed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}
