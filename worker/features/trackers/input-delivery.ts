import type { Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';

/** Whether input events are trusted, and whether untrusted ones name their type. */
export function createInputDelivery(): Tracker<
  Readonly<Record<'untrusted_share' | 'silent_share', Statistic>>
> {
  const untrusted = createTally();
  const silent = createTally();
  return {
    push(event) {
      if (event.kind !== 'input' || event.stack?.trusted === undefined) return;
      untrusted.add(!event.stack.trusted);
      silent.add(!event.stack.trusted && event.inputType === '');
    },
    read: () => ({ untrusted_share: untrusted.read(), silent_share: silent.read() }),
  };
}
