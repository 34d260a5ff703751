import type { BehaviourEvent, KeyClass, KeyEvent } from '../../../src/contract/event.ts';
import { createRing } from '../ring.ts';

/** One press of a key that writes a character. */
export interface Press {
  readonly t: number;
  readonly class: KeyClass;
  /**
   * Number of the key, stable within the visit, and of the one written before it; −1 where there was none.
   */
  readonly key: number;
  readonly previous: number;
  readonly previousClass: KeyClass | null;
  /** Time since the last such press, ms; NaN when another kind of key or a long pause came between. */
  readonly ikiMs: number;
  /**
   * The writing key before it was released only after this one went down; a key that is never released proves
   * nothing.
   */
  readonly rollover: boolean;
  /** Time down, ms; NaN until it is released. */
  readonly dwellMs: number;
}

/** Presses and releases, paired; autorepeat is no press. */
export interface Presses {
  push(event: BehaviourEvent): void;
  /** The last presses of letters, digits, symbols and spaces, oldest first. */
  values(): readonly Press[];
  /**
   * Presses of any key but modifiers since the session began whose release was seen or is overdue, and how
   * many of them, or of releases, lacked the other half.
   */
  readonly closed: number;
  readonly unpaired: number;
}

/** Presses pooled. Chosen: two to four lines of text. */
const KEPT = 192;
/**
 * Longer pauses, ms, are thought, not rhythm. Chosen: three times the 619 ms of slow typing (features.md, 2).
 */
const MAX_IKI_MS = 2000;
/** A key down for longer, ms, was released where the page did not see it. Chosen: holds last .15 s. */
const MAX_DOWN_MS = 5000;
/** Most keys down at once that are followed. Chosen: more than fingers. */
const MAX_KEYS_DOWN = 32;

const WRITING: ReadonlySet<KeyClass> = new Set(['letter', 'digit', 'symbol', 'space']);
export const isWriting = (event: KeyEvent): boolean => WRITING.has(event.class);

type Open = { -readonly [K in keyof Press]: Press[K] };
interface KeyDown {
  readonly t: number;
  readonly class: KeyClass;
  readonly press: Open | null;
  /** The first press while this key was down. */
  next: Open | null;
}

export function createPresses(): Presses {
  const presses = createRing<Open>(KEPT);
  const keysDown = new Map<number, KeyDown>();
  let lastWritten = Number.NaN;
  let written: Open | null = null;
  let closed = 0;
  let unpaired = 0;

  const close = (paired: boolean, keyClass: KeyClass) => {
    if (keyClass === 'modifier') return;
    closed += 1;
    if (!paired) unpaired += 1;
  };
  /** A Map is in order of insertion, so only overdue presses are visited. */
  const dropOverdue = (now: number) => {
    for (const [key, { t, class: keyClass }] of keysDown) {
      if (keysDown.size < MAX_KEYS_DOWN && now - t <= MAX_DOWN_MS) return;
      keysDown.delete(key);
      close(false, keyClass);
    }
  };
  const down = (event: KeyEvent) => {
    dropOverdue(event.t);
    if (event.stack?.repeat || keysDown.has(event.key)) return;
    let press: Open | null = null;
    if (isWriting(event)) {
      const ikiMs = event.t - lastWritten;
      press = {
        t: event.t,
        class: event.class,
        key: event.key,
        previous: written?.key ?? -1,
        previousClass: written?.class ?? null,
        ikiMs: ikiMs >= 0 && ikiMs <= MAX_IKI_MS ? ikiMs : Number.NaN,
        rollover: false,
        dwellMs: Number.NaN,
      };
      presses.push(press);
      for (const other of keysDown.values()) if (other.press) other.next ??= press;
      lastWritten = event.t;
      written = press;
    } else if (event.class !== 'modifier') {
      lastWritten = Number.NaN;
      written = null;
    }
    keysDown.set(event.key, { t: event.t, class: event.class, press, next: null });
  };
  const up = (event: KeyEvent) => {
    const start = keysDown.get(event.key);
    if (!start) return close(false, event.class);
    keysDown.delete(event.key);
    close(true, event.class);
    if (start.press) start.press.dwellMs = Math.max(0, event.t - start.t);
    if (start.next) start.next.rollover = true;
  };

  return {
    push(event) {
      if (event.kind === 'keydown') down(event);
      else if (event.kind === 'keyup') up(event);
    },
    values: () => presses.values(),
    get closed() {
      return closed;
    },
    get unpaired() {
      return unpaired;
    },
  };
}
