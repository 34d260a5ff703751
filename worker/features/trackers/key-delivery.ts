import type { Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';

/** Keys that are untrusted, that lack the Shift their character needs, or that lack a code. */
export function createKeyDelivery(): Tracker<
  Readonly<Record<'untrusted_share' | 'shift_missing_share' | 'code_missing_share', Statistic>>
> {
  const untrusted = createTally();
  const shiftMissing = createTally();
  const codeMissing = createTally();
  return {
    push(event) {
      if (event.kind !== 'keydown' && event.kind !== 'keyup') return;
      const { trusted, repeat, shifted, shiftHeld, code, composing } = event.stack ?? {};
      if (trusted !== undefined) untrusted.add(!trusted);
      if (event.kind === 'keyup' || repeat) return;
      if (shifted === true && shiftHeld !== undefined) shiftMissing.add(!shiftHeld);
      if (code !== undefined && composing !== true) codeMissing.add(!code);
    },
    read: () => ({
      untrusted_share: untrusted.read(),
      shift_missing_share: shiftMissing.read(),
      code_missing_share: codeMissing.read(),
    }),
  };
}
