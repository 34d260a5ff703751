import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { SHORT_GAP_MS } from '../../../src/contract/features/limits.ts';
import { type Statistic, statistic, type Tracker } from '../group.ts';
import { createRing, type Ring } from '../ring.ts';
import { mean, median, share } from '../stats.ts';

/** Presses pooled. Chosen: more than a visit has, as for strokes. */
const KEPT = 64;

/** Rests between the last move and the press after it, and presses with no move before them. */
export function createRests(
  moves: Ring<{ readonly t: number }>,
): Tracker<Readonly<Record<'gap_p50' | 'gap_short_share' | 'still_share', Statistic>>> {
  const rests = createRing<number>(KEPT);
  const still = createRing<number>(KEPT);
  let pressed = false;
  let moved = true;
  return {
    push({ kind, t }: BehaviourEvent) {
      if (kind === 'move') moved = true;
      if (kind !== 'down') return;
      const before = moves.last;
      if (before && moved) rests.push(Math.max(0, t - before.t));
      if (pressed) still.push(moved ? 0 : 1);
      pressed = true;
      moved = false;
    },
    read() {
      const gaps = rests.values();
      return {
        gap_p50: statistic(gaps, median),
        gap_short_share: statistic(gaps, (all) => share(all, (gap) => gap < SHORT_GAP_MS)),
        still_share: statistic(still.values(), mean),
      };
    },
  };
}
