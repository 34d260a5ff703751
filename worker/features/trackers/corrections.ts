import type { KeyEvent } from '../../../src/contract/event.ts';
import { type Statistic, statistic, type Tracker } from '../group.ts';
import { createRing, createTally } from '../ring.ts';
import { isWriting } from '../segment/presses.ts';
import { median } from '../stats.ts';

/** Longer pauses, ms, are absence. Chosen: as for hesitations. */
const MAX_DELAY_MS = 30_000;
/** Delays kept. Chosen: more corrections than a form sees. */
const KEPT = 128;

/** How often text is corrected, and how soon after the mistake. */
export function createCorrections(): Tracker<
  Readonly<Record<'correction_share' | 'correction_delay_p50', Statistic>>
> {
  const corrections = createTally();
  const delays = createRing<number>(KEPT);
  let lastKey = Number.NaN;
  let correcting = false;

  const key = (event: KeyEvent) => {
    if (event.class === 'modifier') return;
    const since = event.t - lastKey;
    const edits = event.class === 'edit';
    const writes = isWriting(event);
    lastKey = writes || edits ? event.t : Number.NaN;
    if (edits && !correcting && since >= 0 && since <= MAX_DELAY_MS) delays.push(since);
    if (!edits && !writes) return;
    // Several edits in a row are one correction.
    corrections.add(edits && !correcting);
    correcting = edits;
  };

  return {
    push(event) {
      if (event.kind === 'focus') lastKey = Number.NaN;
      else if (event.kind === 'keydown') key(event);
    },
    read: () => ({
      correction_share: corrections.read(),
      correction_delay_p50: statistic(delays.values(), median),
    }),
  };
}
