import type { Statistic, Tracker } from '../group.ts';

/**
 * Time from the first event to the first press or key. A visit that starts with a press or key has no such
 * time, because the time of loading is unknown.
 */
export function createFirstAction(): Tracker<Statistic> {
  let events = 0;
  let first = Number.NaN;
  let action = Number.NaN;
  let led = false;
  return {
    push(event) {
      events += 1;
      if (events === 1) first = event.t;
      const acts = event.kind === 'down' || (event.kind === 'keydown' && !event.stack?.repeat);
      if (!acts || !Number.isNaN(action)) return;
      action = event.t;
      led = events > 1;
    },
    read: () => ({ value: action - first, n: led ? events : 0 }),
  };
}
