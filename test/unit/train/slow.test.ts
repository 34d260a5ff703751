import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { createRandom } from '../../../train/random.ts';
import { slowDown } from '../../../train/simulate/slow.ts';
import { pressesOf } from '../../../train/simulate/typing.ts';

/** Keys that overlap: each is held for 150 ms, and the next follows after 100. */
const typed: BehaviourEvent[] = Array.from({ length: 20 }, (_, n) => [
  { kind: 'keydown' as const, t: 100 * n, class: 'letter' as const, key: n },
  { kind: 'keyup' as const, t: 100 * n + 150, class: 'letter' as const, key: n },
])
  .flat()
  .sort((a, b) => a.t - b.t);

describe('a text typed slowly', () => {
  it('has the same keys, held as long, one after the other', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const slowed = pressesOf(slowDown(typed, createRandom('slow', seed)));
      expect(slowed.map(({ key }) => key)).toEqual(pressesOf(typed).map(({ key }) => key));
      for (const { dwell } of slowed) expect(dwell).toBeCloseTo(150);
      for (const { gap } of slowed.slice(1)) expect(gap).toBeGreaterThan(165);
    }
  });
});
