import type { Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';

/** Fields that change closer together than this, ms, were not filled by hand (features.md G5, 91). */
const BURST_MS = 50;

/**
 * Share of the changes from field to field that come too soon for a hand. The browser's autofill is exempt.
 */
export function createFieldBursts(): Tracker<Statistic> {
  const bursts = createTally();
  let last = { t: Number.NEGATIVE_INFINITY, field: Number.NaN };
  return {
    push(event) {
      if (event.kind !== 'input') return;
      const isNext = event.field !== last.field && !Number.isNaN(last.field);
      if (isNext && !event.stack?.autofill) bursts.add(event.t - last.t <= BURST_MS);
      last = event;
    },
    read: () => bursts.read(),
  };
}
