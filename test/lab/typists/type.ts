import type { KeyEvent } from '../../../src/contract/event.ts';
import type { HumanPress } from '../../../train/simulate/typing.ts';
import type { Beat } from './scripts.ts';

/** A key comes up before it goes down again, ms. */
const REBOUND_MS = 5;

/** The events of a text whose keys are struck to this beat. */
export function typeText(presses: readonly HumanPress[], beatOf: (index: number) => Beat): KeyEvent[] {
  const events: KeyEvent[] = [];
  const free = new Map<number, number>();
  let t = 0;
  presses.forEach(({ key, class: group }, index) => {
    const { gap, dwell } = beatOf(index);
    t = Math.max(t + (index === 0 ? 0 : Math.max(1, gap)), (free.get(key) ?? 0) + REBOUND_MS);
    const up = t + Math.max(1, dwell);
    free.set(key, up);
    events.push({ kind: 'keydown', t, class: group, key }, { kind: 'keyup', t: up, class: group, key });
  });
  return events.sort((a, b) => a.t - b.t);
}
