import type { KeyEvent } from '../../../src/contract/event.ts';
import type { Statistic, Tracker } from '../group.ts';
import { createRing } from '../ring.ts';
import { isWriting } from '../segment/presses.ts';
import { median } from '../stats.ts';

/** Longer pauses, ms, are thought, not the pace of typing. Chosen: as for presses. */
const MAX_PAUSE_MS = 2000;
/** Pauses kept of either kind of field. Chosen: two to four lines of text. */
const KEPT = 128;

/** Fields whose content their owner knows by heart; `autocomplete` names of the HTML standard. */
const PERSONAL = /^(name|(given|family|additional)-name|email|tel|street-address|address-|postal-code|bday)/;

/** How much slower personal data is typed than other text: log of the medians' ratio. */
export function createFamiliarityGap(): Tracker<Statistic> {
  const personal = createRing<number>(KEPT);
  const neutral = createRing<number>(KEPT);
  let inPersonal = false;
  let lastKey = Number.NaN;
  let correcting = false;

  const key = (event: KeyEvent) => {
    if (event.class === 'modifier') return;
    const since = event.t - lastKey;
    const writes = isWriting(event);
    if (writes && !correcting && since >= 0 && since <= MAX_PAUSE_MS)
      (inPersonal ? personal : neutral).push(since);
    if (writes || event.class === 'edit') correcting = !writes;
    lastKey = writes || event.class === 'edit' ? event.t : Number.NaN;
  };

  return {
    push(event) {
      if (event.kind === 'focus') {
        inPersonal = event.fieldKind !== null && PERSONAL.test(event.fieldKind);
        lastKey = Number.NaN;
      } else if (event.kind === 'blur') inPersonal = false;
      else if (event.kind === 'keydown') key(event);
    },
    read() {
      const [own, other] = [personal.values(), neutral.values()];
      return { value: Math.log(median(own) / median(other)), n: Math.min(own.length, other.length) };
    },
  };
}
