import type { KeyEvent } from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import type { Typist } from '../typing.ts';

/**
 * A finger that looks for each key is this much slower than the recorded typists: 15–25 words a minute where
 * they have 40. Assumed, not measured.
 */
const SLOWER = [1.6, 3] as const;
/** Lifting, finding and reaching the next key, ms. */
const TRAVEL_MS = [40, 120] as const;

/** The same typist with one finger: no key goes down before the last one is up, and every pause is longer. */
export function withOneFinger(typist: Typist, random: Random): Typist {
  const slower = random.uniform(...SLOWER);
  return {
    ...typist,
    take(count) {
      const keys = typist.take(count);
      const ups = new Map<KeyEvent, number>();
      const open = new Map<number, KeyEvent>();
      for (const event of keys) {
        const down = open.get(event.key);
        if (event.kind === 'keydown' && !down) open.set(event.key, event);
        if (event.kind !== 'keyup' || !down) continue;
        ups.set(down, event.t - down.t);
        open.delete(event.key);
      }
      let t = 0;
      let before = keys[0];
      return keys.flatMap((event) => {
        const dwell = ups.get(event);
        if (event.kind !== 'keydown' || dwell === undefined || event.class === 'modifier') return [];
        const gap = (event.t - (before?.t ?? event.t)) * slower;
        t += Math.max(0, gap, ups.get(before ?? event) ?? 0);
        if (before !== event) t += random.uniform(...TRAVEL_MS);
        before = event;
        return [
          { ...event, t },
          { ...event, kind: 'keyup' as const, t: t + dwell },
        ];
      });
    },
  };
}
