import type { Statistic, Tracker } from '../group.ts';

/**
 * Time for each character written, over the whole form. Text that an extension or the browser fills in does
 * not count.
 */
export function createWritingPace(): Tracker<Statistic> {
  let written = 0;
  let first = Number.NaN;
  let last = Number.NaN;
  return {
    push(event) {
      if (event.kind !== 'input' || event.change <= 0) return;
      if (event.stack?.trusted === false || event.stack?.autofill) return;
      if (Number.isNaN(first)) first = event.t;
      last = event.t;
      written += event.change;
    },
    read: () => ({ value: (last - first) / written, n: written }),
  };
}
