import { type Statistic, statistic, type Tracker } from '../group.ts';
import { createRing } from '../ring.ts';
import { median } from '../stats.ts';

/**
 * Longer pauses, ms, are no hesitation but absence. Chosen: nobody decides about a press for half a minute.
 */
const MAX_PAUSE_MS = 30_000;
/** Pauses kept. Chosen: more than a form sees. */
const KEPT = 128;

/** Time from the last key to the press of a button that follows it. */
export function createHesitations(): Tracker<Statistic> {
  const pauses = createRing<number>(KEPT);
  let lastKey = Number.NaN;
  return {
    push(event) {
      if (event.kind === 'keydown' && event.class !== 'modifier') lastKey = event.t;
      if (event.kind !== 'down') return;
      const pause = event.t - lastKey;
      if (pause >= 0 && pause <= MAX_PAUSE_MS) pauses.push(pause);
      lastKey = Number.NaN;
    },
    read: () => statistic(pauses.values(), median),
  };
}
