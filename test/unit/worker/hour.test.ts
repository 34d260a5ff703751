import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { createFeatureExtractor, type FeatureExtractor } from '../../../worker/features/extractor.ts';
import { BROWSER } from './features/visits.ts';

const HOUR_MS = 3_600_000;

/** A hand that moves, clicks and types a key every five seconds; 29 events each time. */
function* visit(fromMs: number, toMs: number): Generator<BehaviourEvent> {
  for (let t = fromMs, round = 0; t < toMs; t += 5000, round += 1) {
    for (let step = 0; step <= 24; step += 1) {
      const x = 100 + ((round * 37) % 700) + step * (3 + (round % 5));
      yield { t: t + step * 16, kind: 'move', x, y: 200 + Math.round(60 * Math.sin(step / 6 + round)) };
    }
    const place = { x: 300, y: 200, button: 0 };
    yield { t: t + 500, kind: 'down', ...place };
    yield { t: t + 580 + (round % 30), kind: 'up', ...place };
    yield { t: t + 900, kind: 'keydown', class: 'letter', key: round % 26 };
    yield { t: t + 980 + (round % 40), kind: 'keyup', class: 'letter', key: round % 26 };
  }
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

const play = (extractor: FeatureExtractor, fromMs: number, toMs: number) => {
  for (const event of visit(fromMs, toMs)) extractor.push(event);
};

describe('a visit of ten hours', () => {
  it('holds what a visit of half an hour holds', () => {
    const extractor = createFeatureExtractor(BROWSER);
    play(extractor, 0, HOUR_MS / 2);
    extractor.read();
    const before = heapBytes();
    play(extractor, HOUR_MS / 2, 10 * HOUR_MS);
    extractor.read();
    const grown = heapBytes() - before;
    expect(extractor.events).toBe(7200 * 29);
    expect(extractor.seconds).toBeGreaterThan(9.99 * 3600);
    // 198 000 events more: as rows alone they would be 22 MB.
    expect(grown).toBeLessThan(1_000_000);
  });

  it('goes on a day later, with nothing that is not a number', () => {
    const extractor = createFeatureExtractor(BROWSER);
    play(extractor, 0, 60_000);
    // Hidden or asleep for a day; the clock goes on, or was set back by less than jitter.
    play(extractor, 24 * HOUR_MS, 24 * HOUR_MS + 60_000);
    play(extractor, 24 * HOUR_MS + 59_500, 24 * HOUR_MS + 60_000);
    for (const { value, n, valid } of extractor.read()) {
      expect(Number.isFinite(n)).toBe(true);
      if (valid) expect(Number.isFinite(value)).toBe(true);
    }
    expect(extractor.events).toBeGreaterThanOrEqual(24 * 29);
  });
});
