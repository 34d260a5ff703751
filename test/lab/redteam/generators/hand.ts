import type { Random } from '../../../../train/random.ts';

/** [x, y], CSS px from the corner of the viewport. */
export type Point = readonly [x: number, y: number];

/** Where a pointer is, so many ms after its movement began. */
export type Sample = readonly [ms: number, x: number, y: number];

/** A control in sight, CSS px of the viewport. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A key goes down or comes up, ms after typing began. `key` is a character, or a key's DOM name. */
export interface Keystroke {
  readonly at: number;
  readonly key: string;
  readonly down: boolean;
}

/** A turn of the wheel, ms after the first one; positive is down, px. */
export interface Turn {
  readonly at: number;
  readonly deltaY: number;
}

/** What somebody stops for. */
export type Pause = 'reading' | 'next-field' | 'to-keyboard' | 'to-mouse' | 'before-paying';

/**
 * One attacker at one visit: everything it does, as a plan that a simulator or a real browser carries out.
 */
export interface Hand {
  /** A whole movement to somewhere in the control, from rest to rest. */
  reach(from: Point, target: Box): readonly Sample[];
  /** The press after it: how long the pointer rests first, and how long the button is held, ms. */
  press(): { readonly settleMs: number; readonly holdMs: number };
  type(text: string): readonly Keystroke[];
  /** The wheel, for about so many px. */
  wheel(px: number): readonly Turn[];
  pauseMs(reason: Pause): number;
  /** Tab leads to the next field; otherwise the mouse does. */
  usesTab(): boolean;
  /** How many places on the page the pointer wanders to before it begins. */
  readonly wanders: number;
}

/** One number that a generator's visits share. */
export interface Setting {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Its value in a textbook, or the middle of what textbooks say. */
  readonly textbook: number;
  /** Searched on a logarithmic axis; both ends are above 0 then. */
  readonly log?: boolean;
}

/** Settings by name. */
export type Values = Readonly<Record<string, number>>;

/**
 * An attacker whose whole visit – pointer, clicks, keys, wheel and waiting – comes from one setting vector.
 */
export interface Generator {
  readonly name: string;
  readonly note: string;
  readonly settings: readonly Setting[];
  createHand(values: Values, random: Random): Hand;
}
