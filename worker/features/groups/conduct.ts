import type { BehaviourEvent, FocusEvent, KeyEvent } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import { createRing, createTally } from '../ring.ts';
import { groupedShare, partsPerTen } from '../segment/pieces.ts';
import { isWriting } from '../segment/presses.ts';
import { mean, median, share } from '../stats.ts';

/** Without press or key for this long, ms, nothing is being done (features.md G9, 126). */
const IDLE_MS = 2000;
/** Longer pauses, ms, are no hesitation but absence. */
const MAX_PAUSE_MS = 30000;
/** Remote desktops send positions every 25–60 ms; slower samples are rests, faster ones a local device. */
const LATTICE_MIN_MS = 22;
const LATTICE_MAX_MS = 70;
const LATTICE_TOLERANCE_MS = 2;
const KEPT = 128;

/** Fields whose content their owner knows by heart; `autocomplete` names of the HTML standard. */
const PERSONAL = /^(name|(given|family|additional)-name|email|tel|street-address|address-|postal-code|bday)/;

/** Signs of a person who is not the owner of the data (features.md G9). */
export function createConduct({ environment, presses }: Context): FeatureGroup<'conduct'> {
  const personal = createRing<number>(KEPT);
  const neutral = createRing<number>(KEPT);
  const hesitations = createRing<number>(KEPT);
  const delays = createRing<number>(KEPT);
  const wanderings = createRing<number>(KEPT);
  const steps = createRing<number>(KEPT);
  const corrections = createTally();
  let kind: 'personal' | 'neutral' | null = null;
  let lastKey = Number.NaN;
  let correcting = false;
  let hesitating = Number.NaN;
  let lastAct = Number.NaN;
  let from = { t: Number.NaN, x: 0, y: 0 };
  let idleFrom: { x: number; y: number } | null = null;
  let wandered = 0;

  const key = (event: KeyEvent) => {
    const since = event.t - lastKey;
    if (event.class === 'modifier') return;
    if (event.class === 'edit') {
      if (!correcting && since >= 0 && since <= MAX_PAUSE_MS) delays.push(since);
      corrections.add(!correcting);
      correcting = true;
    } else if (isWriting(event)) {
      if (!correcting && since >= 0 && since <= IDLE_MS)
        (kind === 'personal' ? personal : neutral).push(since);
      corrections.add(false);
      correcting = false;
    }
    lastKey = isWriting(event) || event.class === 'edit' ? event.t : Number.NaN;
    hesitating = event.t;
  };
  const act = (t: number) => {
    if (idleFrom && wandered > 0) {
      const gained = Math.hypot(from.x - idleFrom.x, from.y - idleFrom.y);
      wanderings.push(wandered / Math.max(1, gained));
    }
    idleFrom = null;
    wandered = 0;
    lastAct = t;
  };
  const move = (t: number, x: number, y: number) => {
    const gap = t - from.t;
    if (x === from.x && y === from.y) return;
    if (gap > 1 && gap < LATTICE_MAX_MS) steps.push(gap);
    if (t - lastAct > IDLE_MS) {
      if (idleFrom) wandered += Math.hypot(x - from.x, y - from.y);
      else idleFrom = { x, y };
    }
    from = { t, x, y };
  };
  const focus = ({ fieldKind }: FocusEvent) => {
    kind = fieldKind !== null && PERSONAL.test(fieldKind) ? 'personal' : 'neutral';
    lastKey = Number.NaN;
  };

  return {
    push(event: BehaviourEvent) {
      const { t } = event;
      if (event.kind === 'move') move(t, event.x, event.y);
      else if (event.kind === 'down') {
        if (t - hesitating >= 0 && t - hesitating <= MAX_PAUSE_MS) hesitations.push(t - hesitating);
        hesitating = Number.NaN;
        act(t);
      } else if (event.kind === 'click' || event.kind === 'wheel' || event.kind === 'scroll') act(t);
      else if (event.kind === 'focus') focus(event);
      else if (event.kind === 'blur') kind = null;
      else if (event.kind === 'keydown' && !event.stack?.repeat) {
        key(event);
        act(t);
      }
    },
    read() {
      const env = environment();
      const keys = records(env, 'key');
      const timed = keys && isClockFine(env);
      const written = presses.values();
      const [own, other] = [personal.values(), neutral.values()];
      const pauses = hesitations.values();
      const noticed = delays.values();
      const idle = wanderings.values();
      const beat = steps.values();
      const groups = groupedShare(written);
      return {
        segmented_typing: reading(partsPerTen(written), written.length, 30, timed),
        chunk_period: reading(groups.share, groups.n, 3, timed),
        familiarity_gap: reading(
          Math.log(median(own) / median(other)),
          Math.min(own.length, other.length),
          10,
          timed && records(env, 'focus'),
        ),
        hesitation_p50: reading(median(pauses), pauses.length, 2, keys && records(env, 'button')),
        doodle: reading(mean(idle), idle.length, 3, keys && records(env, 'move', 'button')),
        lattice_share: reading(lattice(beat), beat.length, 50, records(env, 'move') && isClockFine(env)),
        correction_share: reading(corrections.share, corrections.n, 30, keys),
        correction_delay_p50: reading(median(noticed), noticed.length, 3, timed),
      };
    },
  };
}

/** Share of the times between moves that keep to the beat of a slow sampler; 0 where the ordinary time is a local device's. */
function lattice(times: readonly number[]): number {
  const beat = median(times);
  return beat < LATTICE_MIN_MS ? 0 : share(times, (time) => Math.abs(time - beat) <= LATTICE_TOLERANCE_MS);
}
