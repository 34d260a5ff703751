import type { Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';

/** Share of the moves from field to field that go further down than any before. */
export function createFieldOrder(): Tracker<Statistic> {
  const forward = createTally();
  let furthest = Number.NEGATIVE_INFINITY;
  let last = Number.NaN;
  return {
    push(event) {
      if (event.kind !== 'focus' || event.field === last) return;
      if (!Number.isNaN(last)) forward.add(event.field > furthest);
      furthest = Math.max(furthest, event.field);
      last = event.field;
    },
    read: () => forward.read(),
  };
}
