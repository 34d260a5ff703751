import { type Statistic, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { quartileRange } from '../stats.ts';

/** Chosen: a second of moves at a device's rate, and about two lines of typing. */
const KEPT = 128;

/** Spread of the delay between an event and its delivery. */
export function createDelays(): { push(latencyMs: number | undefined): void; read(): Statistic } {
  const delays = createRing<number>(KEPT);
  return {
    push(latencyMs) {
      if (latencyMs !== undefined && Number.isFinite(latencyMs)) delays.push(Math.max(0, latencyMs));
    },
    read: () => statistic(delays.values(), quartileRange),
  };
}
