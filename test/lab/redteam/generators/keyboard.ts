import { physicalKey } from './strike.ts';

/**
 * The finger that strikes a key on a US keyboard: 0–3 left hand from the little one, 4–7 right hand, 8 thumb.
 */
const COLUMNS = ['1qaz', '2wsx', '3edc', '45rtfgvb', '67yuhjnm', '8ik,', '9ol.(', "0p;/-_)@'"] as const;
const THUMB = 8;

export function fingerOf(character: string): number {
  if (character === ' ') return THUMB;
  if (character === 'Backspace') return 7;
  const key = physicalKey(character);
  const finger = COLUMNS.findIndex((column) => column.includes(key));
  return finger < 0 ? 7 : finger;
}

/** How the hands meet two keys in a row. */
export type Alternation = 'same-key' | 'same-finger' | 'same-hand' | 'other-hand';

export function alternationOf(previous: string, next: string): Alternation {
  if (physicalKey(previous) === physicalKey(next)) return 'same-key';
  const [from, to] = [fingerOf(previous), fingerOf(next)];
  if (from === to) return 'same-finger';
  if (from === THUMB || to === THUMB) return 'other-hand';
  return from < 4 === to < 4 ? 'same-hand' : 'other-hand';
}
