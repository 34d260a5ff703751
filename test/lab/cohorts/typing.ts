import type { KeyEvent } from '../../../src/contract/event.ts';
import type { Random } from '../../../train/random.ts';
import { isWriting } from '../../../worker/features/segment/presses.ts';
import { keysOf, type Person } from './pool.ts';

/** One typist's rhythm, dealt out in the order it was recorded. */
export interface Typist {
  readonly subject: string;
  /**
   * The next presses of this person that write `count` characters, with everything typed between them; times
   * from the first press.
   */
  take(count: number): readonly KeyEvent[];
  /** How long this person holds a key, ms. */
  dwell(): number;
}

/**
 * The recordings are free text into social sites: who fills a form does not stop to think what to say. Longer
 * gaps, ms, are cut to this; an ordinary press comes after 90–650 ms.
 */
const LONGEST_GAP_MS = 2500;
/** A key that is released later than this, ms, was released elsewhere. */
const LONGEST_HOLD_MS = 2000;

/** A typist, starting at a random place of a random recording. */
export function createTypist(person: Person, random: Random): Typist {
  const recordings = keysOf(person);
  const dwells = recordings.flatMap(dwellsOf);
  let recording = random.pick(recordings);
  let at = random.integer(0, Math.max(0, recording.length - 60));
  const next = (): KeyEvent | undefined => {
    if (at >= recording.length) {
      recording = random.pick(recordings);
      at = 0;
    }
    return recording[at++];
  };
  return {
    subject: person.subject,
    take(count) {
      const taken: KeyEvent[] = [];
      const keysDown = new Set<number>();
      let written = 0;
      for (let looked = 0; looked < 40 * count && written < count; looked += 1) {
        const event = next();
        if (event === undefined) break;
        if (event.kind === 'keyup' && !keysDown.has(event.key)) continue;
        // A release without its press, a recording that begins anew, and what is written elsewhere are left
        // out.
        const before = taken.at(-1);
        if (before !== undefined && event.t < before.t) keysDown.clear();
        if (event.kind === 'keyup') keysDown.delete(event.key);
        else {
          keysDown.add(event.key);
          if (isWriting(event)) written += 1;
        }
        taken.push(event);
      }
      const last = taken.at(-1);
      for (const event of recording.slice(at, at + 12)) {
        if (last === undefined || event.t - last.t > LONGEST_HOLD_MS) break;
        if (event.kind !== 'keyup' || !keysDown.delete(event.key)) continue;
        taken.push(event);
      }
      return shortened(taken);
    },
    dwell: () => random.pick(dwells),
  };
}

/** The same keys with the longest gaps cut and times from 0. */
function shortened(events: readonly KeyEvent[]): KeyEvent[] {
  let t = 0;
  return events.map((event, index) => {
    const gap = event.t - (events[index - 1]?.t ?? event.t);
    t += gap < 0 ? LONGEST_GAP_MS : Math.min(gap, LONGEST_GAP_MS);
    return { ...event, t };
  });
}

function dwellsOf(events: readonly KeyEvent[]): number[] {
  const down = new Map<number, number>();
  const dwells: number[] = [];
  for (const { kind, key, t } of events) {
    if (kind === 'keydown' && !down.has(key)) down.set(key, t);
    const from = down.get(key);
    if (kind !== 'keyup' || from === undefined) continue;
    down.delete(key);
    if (t - from > 15 && t - from < 400) dwells.push(t - from);
  }
  return dwells;
}
