import type { Random } from '../../../../train/random.ts';
import type { Keystroke } from './hand.ts';

/** One key to be struck, in order; `Backspace` takes the one before back. */
export interface Struck {
  readonly character: string;
  readonly previous: string | null;
}

/** When a key comes after the one before, and how long it is held, ms. */
export interface Beat {
  readonly gapMs: number;
  readonly holdMs: number;
}

/** A key must come up before it goes down again; no keyboard is faster, ms. */
const REBOUND_MS = 12;

const SHIFTED = '@_!()+:?"*';

/** The physical key that writes a character. */
export const physicalKey = (character: string): string => character.toLowerCase();

export const needsShift = (character: string): boolean =>
  character.length === 1 && (SHIFTED.includes(character) || character !== character.toLowerCase());

/** The keys for a text with some neighbours struck by mistake and taken back. */
export function withMistakes(text: string, rate: number, random: Random): string[] {
  const keys: string[] = [];
  for (const character of text) {
    const isLetter = /[a-z]/.test(character);
    if (isLetter && random.chance(rate)) {
      const off = random.chance(0.5) ? 1 : -1;
      const wrong = String.fromCharCode(97 + ((character.charCodeAt(0) - 97 + off + 26) % 26));
      keys.push(wrong, 'Backspace');
    }
    keys.push(character);
  }
  return keys;
}

export interface Shift {
  /** Shift goes down this long before its key, and comes up this long after it, ms. */
  readonly leadMs: number;
  readonly lagMs: number;
}

/** Times of every key by the rhythm; keys may overlap, as fingers do. */
export function strike(
  keys: readonly string[],
  beatOf: (key: Struck) => Beat,
  { leadMs, lagMs }: Shift,
): Keystroke[] {
  const strokes: Keystroke[] = [];
  const free = new Map<string, number>();
  let at = 0;
  let shiftUp = 0;
  let lastUp = 0;
  keys.forEach((character, index) => {
    const previous = keys[index - 1] ?? null;
    const { gapMs, holdMs } = beatOf({ character, previous });
    const key = physicalKey(character);
    at = Math.max(at + (index === 0 ? 0 : gapMs), (free.get(key) ?? 0) + REBOUND_MS);
    if (needsShift(character)) {
      // Shift waits until the key before it is up: that one would be a capital otherwise.
      const down = Math.max(at - leadMs, lastUp + 5, shiftUp + REBOUND_MS, 0);
      at = Math.max(at, down + Math.min(leadMs, 30));
      shiftUp = at + holdMs + lagMs;
      strokes.push({ at: down, key: 'Shift', down: true }, { at: shiftUp, key: 'Shift', down: false });
    } else if (at < shiftUp) at = shiftUp + 5;
    strokes.push({ at, key: character, down: true }, { at: at + holdMs, key: character, down: false });
    free.set(key, at + holdMs);
    lastUp = Math.max(lastUp, at + holdMs);
  });
  return strokes.sort((a, b) => a.at - b.at);
}
