import { nameNumber } from '../../wire/name-number.ts';
import { KIND } from '../../wire/rows.ts';
import { createAncestry } from './ancestry.ts';
import type { Emit } from './batch.ts';
import type { Clock } from './clock.ts';

/**
 * What may be recorded of a field. `open`: everything but its text. `timing`: when keys were pressed.
 * `closed`: nothing.
 */
export type Access = 'open' | 'timing' | 'closed';

export interface Field {
  readonly control: Control;
  /**
   * Opaque, from 1: in page order for the fields there are at the start, then in the order of first sight.
   */
  readonly number: number;
  readonly kind: string;
  readonly access: Access;
  /** Its value is typed text, and its length may be read. */
  readonly typed: boolean;
  /** It is or was a password, or its `autocomplete` names a secret. */
  readonly secret: boolean;
  /** Characters, when it was last measured. */
  length: number;
}

/**
 * The form fields of a visit. Only the length of a field's value is ever read, and not even that of a closed
 * field.
 */
export interface Fields {
  /** The form field an event happened in; null when it is none. */
  of(event: Event): Field | null;
  /** What may be recorded of an event, in a field or not. */
  access(event: Event): Access;
  /**
   * Change of the field's length since this was last asked, characters; only its sign for a `timing` field.
   */
  change(field: Field, event: Event): number;
  /**
   * Finds fields whose length changed without an event. With `report` each becomes an `input` without a type.
   */
  sweep(scope: readonly ParentNode[], report?: { readonly emit: Emit; readonly clock: Clock }): void;
  /** Stops observing the page until the next event. */
  stop(): void;
}

export const IGNORE = '[data-tellsign-ignore]';
/**
 * Passwords, cards and codes, by a part of the token. It rather matches one field too many than one too few.
 */
export const SECRET =
  '[type="password"],[autocomplete*="cc-" i],[autocomplete*="password" i],[autocomplete*="one-time" i]';
export const CONTROLS = 'input,textarea,select';
/** Inputs whose value is no typed text. */
const UNTYPED = 'checkbox radio file button submit reset image range color hidden'.split(' ');
/** Chosen: more fields than any checkout has, so that a page of ten thousand costs no long task. */
const SWEEP_LIMIT = 200;

type Control = Element & { readonly type?: string; readonly value?: string; readonly defaultValue?: string };

/** The element where an event happened, inside open shadow roots too. */
export const targetOf = (event: Event): Element | null => {
  const target = event.target as Partial<Element> | null;
  const node = target?.shadowRoot ? event.composedPath()[0] : target;
  return node && 'closest' in node ? (node as Element) : null;
};

/** Whether the field, or one of its ancestors across shadow roots, has `data-tellsign-ignore`. */
export function isIgnored(element: Element | null): boolean {
  for (let at = element; at; at = (at.getRootNode() as Partial<ShadowRoot>).host ?? null) {
    if (at.closest(IGNORE)) return true;
  }
  return false;
}

const isField = (element: Element): element is Control => element.matches(`${CONTROLS},[contenteditable]`);

/** The `autocomplete` token or, without one, the type. */
function kindOf(control: Control): string {
  const tokens = control.getAttribute('autocomplete')?.toLowerCase().split(/\s+/);
  const token = tokens?.filter((word) => word && !/^(on|off|webauthn)$/.test(word)).pop();
  return token ?? control.type ?? 'contenteditable';
}

const isTyped = (control: Control): boolean =>
  'defaultValue' in control && !UNTYPED.includes(control.type ?? '');

const isCustom = (element: Element | null): boolean => !!element?.tagName.includes('-');

/** The target of the last event, and what may be recorded of it. */
interface Seen {
  readonly target: EventTarget | null;
  readonly field: Field | null;
  readonly access: Access;
}
/** No event has this for a target. */
const NOTHING: Seen = { target: null, field: null, access: 'closed' };

export function createFields(sensitive: boolean): Fields {
  const known = new WeakMap<Element, Field>();
  const ancestry = createAncestry();
  let last = NOTHING;
  let count = 0;

  /**
   * Reads what may be recorded of a field now. A password that is shown becomes a text input and stays a
   * secret. When a field is first seen, its length is that of `text`.
   */
  const noteField = (control: Control, text: 'value' | 'defaultValue') => {
    const before = known.get(control);
    const secret = before?.secret || control.matches(SECRET);
    const access: Access =
      isIgnored(control) || (secret && !sensitive) ? 'closed' : secret ? 'timing' : 'open';
    const typed = access !== 'closed' && isTyped(control);
    if (before?.access === access && before.typed === typed && before.secret === secret) return before;
    const field: Field = {
      control,
      number: before?.number ?? ++count,
      kind: kindOf(control),
      access,
      secret,
      typed,
      length: (typed && control[text]?.length) || 0,
    };
    known.set(control, field);
    return field;
  };
  const accessOf = (element: Element | null, field: Field | null): Access => {
    if (field) return field.access;
    if (isIgnored(element)) return 'closed';
    // A closed shadow tree cannot be searched: it may contain a password.
    return isCustom(element) && !element?.shadowRoot ? 'timing' : 'open';
  };
  /** Searches the page only for a new target, or after the last one changed. */
  const see = (event: Event): Seen => {
    const { target } = event;
    if (target === last.target && !ancestry.hasChanged()) return last;
    last = NOTHING;
    const element = targetOf(event);
    // Watch first, so that no change is missed in between.
    if (element) ancestry.watch(element);
    // An input event comes after the change, any other event before it.
    const field =
      element && isField(element)
        ? noteField(element, event.type === 'input' ? 'defaultValue' : 'value')
        : null;
    const seen = { target, field, access: accessOf(element, field) };
    // A host is the target of all events inside its shadow tree, so its answer is not kept.
    if (element && element === target && !isCustom(element) && !element.shadowRoot) last = seen;
    return seen;
  };
  const measure = (field: Field): number => {
    const { control } = field;
    if (!field.typed) return 0;
    const change = (control.value?.length ?? 0) - field.length;
    field.length += change;
    return field.access === 'timing' ? Math.sign(change) : change;
  };

  return {
    of: (event) => see(event).field,
    access: (event) => see(event).access,
    change: (field, event) => {
      if (field.typed) return measure(field);
      // A contenteditable has no value. Without reading the page, only the inserted text of the event gives a
      // length.
      const data = 'data' in event ? event.data : null;
      return field.access === 'open' && typeof data === 'string' ? data.length : 0;
    },
    sweep: (scope, report) => {
      const controls = scope.flatMap((root) => [...root.querySelectorAll<Control>(CONTROLS)]);
      for (const control of controls.slice(0, SWEEP_LIMIT)) {
        const field = noteField(control, 'defaultValue');
        const change = measure(field);
        if (!change || !report) continue;
        const filled = isAutofilled(control);
        const [trusted, autofill] = filled ? [undefined, true] : [false];
        report.emit([
          KIND.input,
          report.clock.at(0),
          field.number,
          nameNumber(''),
          change,
          trusted,
          autofill,
        ]);
      }
    },
    stop: ancestry.stop,
  };
}

/** The browser or a password manager filled it. */
export function isAutofilled(element: Element): boolean {
  try {
    // A list inside `:is` may contain selectors that this browser does not know.
    return element.matches(':is(:autofill, :-webkit-autofill)');
  } catch {
    return false;
  }
}
