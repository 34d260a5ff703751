/**
 * What a visitor did: one record for each interaction. The page's collectors, recording files
 * (`../shared/data/FORMAT.md`) and the simulators in `train` give the same records.
 */

/** Every kind of event, in wire order: the index is the row's first number (`wire/rows.ts`). */
export const KINDS = [
  'move',
  'down',
  'up',
  'click',
  'wheel',
  'scroll',
  'keydown',
  'keyup',
  'focus',
  'blur',
  'input',
  'paste',
  'copy',
  'cut',
  'hide',
  'show',
  'navigate',
] as const;
export type Kind = (typeof KINDS)[number];

/** What a source is able to record. A channel that is absent makes its features missing, never zero. */
export const CHANNELS = [
  'move',
  'button',
  'click',
  'scroll',
  'wheel',
  'key',
  'focus',
  'input',
  'clipboard',
  'page',
  'stack',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const KEY_CLASSES = [
  'letter',
  'digit',
  'symbol',
  'space',
  'enter',
  'tab',
  'edit',
  'modifier',
  'nav',
  'other',
] as const;
export type KeyClass = (typeof KEY_CLASSES)[number];

export const POINTER_KINDS = ['mouse', 'touch', 'pen'] as const;
export type PointerKind = (typeof POINTER_KINDS)[number];

/** How the browser delivered a pointer event; every member is absent where it was not measured. */
export interface PointerStack {
  readonly trusted?: boolean;
  /** Device that made the event, when it differs from the session's (`Environment.pointer`). */
  readonly pointer?: PointerKind;
  /** Length of `getCoalescedEvents()`; absent when the browser gave none. */
  readonly coalesced?: number;
  /** `pointerrawupdate` events since the last move. */
  readonly raw?: number;
  /** `movementX`, `movementY` in px. */
  readonly dx?: number;
  readonly dy?: number;
  /** Handler time minus event timestamp, ms. */
  readonly latency?: number;
  /** 0..1; a mouse button that is down reports 0.5. */
  readonly pressure?: number;
  /** Contact geometry, CSS px. */
  readonly width?: number;
  readonly height?: number;
}

/** How the browser delivered a key event. */
export interface KeyStack {
  readonly trusted?: boolean;
  /** The character needed Shift. */
  readonly shifted?: boolean;
  readonly shiftHeld?: boolean;
  /** False when the event carried no physical `code`. */
  readonly code?: boolean;
  readonly repeat?: boolean;
  /** Handler time minus event timestamp, ms. */
  readonly latency?: number;
  /** The event belongs to an input-method composition. */
  readonly composing?: boolean;
}

/** How the browser delivered any other event. */
export interface DomStack {
  readonly trusted?: boolean;
  /** The field matched `:autofill` when the event came. */
  readonly autofill?: boolean;
  /** The event belongs to an input-method composition. */
  readonly composing?: boolean;
}

interface At {
  /** Milliseconds since the session's first event; never decreases within a session. */
  readonly t: number;
}
export interface MoveEvent extends At {
  readonly kind: 'move';
  /** CSS px from the left edge of the viewport. */
  readonly x: number;
  readonly y: number;
  readonly stack?: PointerStack;
}
export interface ButtonEvent extends At {
  readonly kind: 'down' | 'up';
  readonly x: number;
  readonly y: number;
  /** 0 left, 1 middle, 2 right. */
  readonly button: number;
  readonly stack?: PointerStack;
}
export interface ClickEvent extends At {
  readonly kind: 'click';
  readonly x: number;
  readonly y: number;
  /** Tag name, lower case; null when unknown. */
  readonly element: string | null;
  /** Position inside the element and its size, CSS px; null when unknown. */
  readonly offsetX: number | null;
  readonly offsetY: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly stack?: DomStack;
}
export interface WheelEvent extends At {
  readonly kind: 'wheel';
  readonly deltaX: number;
  readonly deltaY: number;
  readonly stack?: DomStack;
}
export interface ScrollEvent extends At {
  readonly kind: 'scroll';
  /** Scroll offset of the document, px. */
  readonly x: number;
  readonly y: number;
}
export interface KeyEvent extends At {
  readonly kind: 'keydown' | 'keyup';
  readonly class: KeyClass;
  /** Opaque, stable within one session: pairs a press with its release, says nothing about the character. */
  readonly key: number;
  readonly stack?: KeyStack;
}
export interface FocusEvent extends At {
  readonly kind: 'focus' | 'blur';
  /** Opaque field number, stable within one session. */
  readonly field: number;
  /** The field's `autocomplete` token or, without one, its `type`. */
  readonly fieldKind: string | null;
  readonly stack?: DomStack;
}
export interface InputEvent extends At {
  readonly kind: 'input';
  readonly field: number;
  /** `InputEvent.inputType`; '' when the browser gave none (autofill, scripts). */
  readonly inputType: string;
  /** Change in the value's length, characters. */
  readonly change: number;
  readonly stack?: DomStack;
}
export interface ClipboardEvent extends At {
  readonly kind: 'paste' | 'copy' | 'cut';
  readonly field: number;
  /** Characters moved; the contents are never read. */
  readonly length: number;
  readonly stack?: DomStack;
}
export interface PageEvent extends At {
  readonly kind: 'hide' | 'show' | 'navigate';
}
export type BehaviourEvent =
  | MoveEvent
  | ButtonEvent
  | ClickEvent
  | WheelEvent
  | ScrollEvent
  | KeyEvent
  | FocusEvent
  | InputEvent
  | ClipboardEvent
  | PageEvent;

/** What is known of a session besides its events. Every absent member is unknown, never a default. */
export interface Environment {
  readonly recorded: readonly Channel[];
  /** The session's usual pointing device. */
  readonly pointer: PointerKind | null;
  /** CSS px. */
  readonly viewport: readonly [number, number] | null;
  readonly dpr?: number;
  /** Smallest step seen between event timestamps, ms. */
  readonly clockGrainMs?: number;
  /** `navigator.webdriver`. */
  readonly webdriver?: boolean;
  /** The browser fires `pointerrawupdate`. */
  readonly rawUpdates?: boolean;
  /** `prefers-reduced-motion`. */
  readonly reducedMotion?: boolean;
  /** Any device of this kind is attached: `(any-pointer: coarse)`. */
  readonly touch?: boolean;
}
