import type { BehaviourEvent } from '../../src/contract/event.ts';
import type { Random } from '../random.ts';
import { pressesOf } from './typing.ts';

/**
 * How much slower than recorded typists people are who look for each key or have it brought to them: from 25
 * words a minute to one letter in two seconds. Chosen: no recording has them.
 */
const SLOWER = [1.5, 8] as const;
/** From one key's release to the next press at the least, ms. Chosen: a finger has to travel. */
const LIFT_MS = [20, 120] as const;

/** The same keys by a slow hand: one after the other, longer gaps, and the holds as they are. */
export function slowDown(events: readonly BehaviourEvent[], random: Random): BehaviourEvent[] {
  const slower = random.logUniform(...SLOWER);
  const slowed: BehaviourEvent[] = [];
  let t = 0;
  let up = 0;
  for (const { class: keyClass, key, gap, dwell } of pressesOf(events)) {
    t = Math.max(t + gap * slower, up + random.uniform(...LIFT_MS));
    up = t + dwell;
    slowed.push({ kind: 'keydown', t, class: keyClass, key }, { kind: 'keyup', t: up, class: keyClass, key });
  }
  return slowed;
}
