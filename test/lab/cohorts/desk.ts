import type {
  BehaviourEvent,
  Channel,
  Environment,
  KeyClass,
  KeyStack,
  PointerKind,
} from '../../../src/contract/event.ts';
import type { Recording } from '../../../src/contract/recording.ts';
import { toTuple } from '../../../src/wire/recording.ts';
import type { Random } from '../../../train/random.ts';
import type { Typist } from './typing.ts';

/** A field of the form that the visits fill, as the demo shop has them. */
export interface FormField {
  readonly number: number;
  readonly kind: string;
  readonly characters: number;
}

/**
 * The demo's fields up to the card's, which the SDK leaves alone unless asked; characters as its test
 * customer has them.
 */
export const FORM: readonly FormField[] = [
  { number: 1, kind: 'name', characters: 14 },
  { number: 2, kind: 'email', characters: 27 },
  { number: 3, kind: 'tel', characters: 13 },
  { number: 4, kind: 'street-address', characters: 12 },
  { number: 5, kind: 'address-level2', characters: 6 },
  { number: 6, kind: 'postal-code', characters: 5 },
];

/** Omit that keeps the members of a union apart. */
type Timeless<E> = E extends BehaviourEvent ? Omit<E, 't'> : never;

/**
 * Writes a visit down, one thing after the other. Browser behaviour (which event, trusted or not) as the live
 * leg records it.
 */
export interface Desk {
  readonly random: Random;
  now(): number;
  wait(ms: number): void;
  put(event: Timeless<BehaviourEvent>, afterMs?: number): void;
  focus(field: FormField, afterMs?: number): void;
  /** Presses and releases one key that writes nothing; takes as long as it is held. */
  press(keyClass: KeyClass, typist: Typist): void;
  /** Types `count` characters with the typist's own rhythm; each changes the field. */
  type(field: FormField, typist: Typist, options?: TypingOptions): void;
  events(): readonly BehaviourEvent[];
}

export interface TypingOptions {
  /** @default the field's */
  readonly count?: number;
  /** Fields of a composing input method write into a composition. */
  readonly composing?: boolean;
  /** False where the keyboard names no physical key, as phones do. */
  readonly code?: boolean;
}

/** Opaque numbers of keys that no recording uses. */
const OWN_KEYS = { tab: 901, enter: 902, modifier: 903, letter: 904, space: 905 } as const;

export function createDesk(random: Random): Desk {
  const events: BehaviourEvent[] = [];
  let t = 0;
  let focused: FormField | null = null;
  const put: Desk['put'] = (event, afterMs = 0) => {
    events.push({ ...event, t: t + afterMs } as BehaviourEvent); // a member of the union but for its time
  };
  const keyStack = (composing: boolean, code: boolean): KeyStack => ({
    trusted: true,
    code,
    repeat: false,
    composing,
  });
  return {
    random,
    now: () => t,
    wait(ms) {
      t += ms;
    },
    put,
    focus(field, afterMs) {
      const stack = { trusted: true };
      if (focused) put({ kind: 'blur', field: focused.number, fieldKind: focused.kind, stack }, afterMs);
      put({ kind: 'focus', field: field.number, fieldKind: field.kind, stack }, afterMs);
      focused = field;
    },
    press(keyClass, typist) {
      const key = OWN_KEYS[keyClass as keyof typeof OWN_KEYS] ?? 999;
      const stack = keyStack(false, true);
      put({ kind: 'keydown', class: keyClass, key, stack });
      t += typist.dwell();
      put({ kind: 'keyup', class: keyClass, key, stack });
    },
    type(field, typist, { count = field.characters, composing = false, code = true } = {}) {
      const keys = typist.take(count);
      const stack = keyStack(composing, code);
      const start = t;
      for (const event of keys) {
        // What an input method takes has no character of its own.
        const keyClass = composing && event.class !== 'modifier' ? 'other' : event.class;
        put({ kind: event.kind, class: keyClass, key: event.key, stack }, event.t);
        t = start;
        if (event.kind !== 'keydown' || !/^(letter|digit|symbol|space|edit)$/.test(event.class)) continue;
        const change = event.class === 'edit' ? -1 : 1;
        const kind = change < 0 ? 'deleteContentBackward' : 'insertText';
        const inputType = composing ? 'insertCompositionText' : kind;
        put(
          {
            kind: 'input',
            field: field.number,
            inputType,
            change,
            stack: { trusted: true, autofill: false, composing },
          },
          event.t + 0.4,
        );
      }
      t = start + (keys.at(-1)?.t ?? 0);
    },
    events: () => [...events].sort((a, b) => a.t - b.t),
  };
}

/** Who was there, what is known of the browser, and what happened. */
export interface Visit {
  /** Every person whose recording went into it. */
  readonly people: readonly string[];
  readonly environment: Environment;
  readonly events: readonly BehaviourEvent[];
}

/** What a browser records of a form that no pointer touches. */
export const FORM_CHANNELS: readonly Channel[] = ['key', 'focus', 'input', 'clipboard', 'page', 'stack'];

export const environmentOf = (recorded: readonly Channel[], pointer: PointerKind = 'mouse'): Environment => ({
  recorded,
  pointer,
  viewport: [1280, 820],
  dpr: 1,
  reducedMotion: false,
  touch: pointer === 'touch',
});

/** The visit in the shared format, so that `npm run score` reads it too. */
export function toRecording(
  { people, environment, events }: Visit,
  { id, source }: { readonly id: string; readonly source: string },
): Recording {
  const { recorded, pointer, viewport, ...probes } = environment;
  const start = events[0]?.t ?? 0;
  return {
    id,
    source,
    subject: people.join('+'),
    label: 'human',
    generator: null,
    pointer,
    viewport,
    recorded,
    environment: probes,
    events: events.map((event) => toTuple({ ...event, t: event.t - start })),
  };
}
