import { type Statistic, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { mean } from '../stats.ts';
import type { Way } from './mouse-ways.ts';

/** A jump has at most this many samples. Chosen: its end, and one that chance put on its way. */
export const MAX_JUMP_SAMPLES = 2;
/** Ways kept. Chosen: more than a visit has, as for strokes. */
const KEPT = 64;

/** Share of the mouse's ways that are jumps. */
export function createJumps(): { push(way: Way): void; read(): Statistic } {
  const jumps = createRing<number>(KEPT);
  return {
    push({ samples }) {
      jumps.push(samples <= MAX_JUMP_SAMPLES ? 1 : 0);
    },
    read: () => statistic(jumps.values(), mean),
  };
}
