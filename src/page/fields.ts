import { FLAG, flag, KIND } from '../wire/layout.ts';
import { nameNumber } from '../wire/name-number.ts';
import type { Emit } from './batch.ts';

/** What may be told of a field: everything but its text · only when keys were pressed · nothing. */
export type Access = 'open' | 'timing' | 'closed';

export interface Field {
  readonly control: Control;
  /** Opaque, from 1: in page order for the fields there are at the start, then in the order of first sight. */
  readonly number: number;
  readonly kind: string;
  readonly access: Access;
}

/** The form fields of a visit. Of a field's value only its length is ever read, and of a closed field's not even that. */
export interface Fields {
  /** The form field an event happened in; null when it is none. */
  of(event: Event): Field | null;
  /** What may be told of an event, in a field or not. */
  access(event: Event): Access;
  /** Change of the field's length since this was last asked, characters; only its sign for a `timing` field. */
  change(field: Field, event: Event): number;
  /** Takes the fields of `scope` as they are now for unchanged. */
  note(scope: Iterable<ParentNode>): void;
  /** Emits an `input` without a type for every field whose length changed although no event said so. */
  sweep(scope: Iterable<ParentNode>, report: { readonly emit: Emit; readonly now: () => number }): void;
  reset(): void;
}

const IGNORE = '[data-tellsign-ignore]';
const SENSITIVE = /(^|\s)(cc-|(current|new)-password|one-time-code)/i;
const CONTROLS = ['input', 'textarea', 'select'];
/** Inputs whose value is no typed text. */
const UNTYPED = 'checkbox radio file button submit reset image range color hidden'.split(' ');
/** More fields than any checkout has; a page of ten thousand must not cost a long task. */
const SWEEP_LIMIT = 200;

type Control = Element & { readonly type?: string; readonly value?: string; readonly defaultValue?: string };

/** Where an event really happened, inside open shadow roots too. */
export const targetOf = (event: Event): Element | null => {
  const target = event.target as Partial<Element> | null;
  const node = target?.shadowRoot ? event.composedPath()[0] : target;
  return node && 'closest' in node ? (node as Element) : null;
};

/** The field, or one of its ancestors across shadow roots, asked to be left alone. */
export function isIgnored(element: Element | null): boolean {
  for (let at = element; at; at = (at.getRootNode() as Partial<ShadowRoot>).host ?? null) {
    if (at.closest(IGNORE)) return true;
  }
  return false;
}

const isField = (element: Element): element is Control =>
  CONTROLS.includes(element.localName) || element.hasAttribute('contenteditable');

/** The `autocomplete` token or, without one, the type. */
function kindOf(control: Control): string {
  const tokens = (control.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/);
  const token = tokens.filter((word) => word && !/^(on|off|webauthn)$/.test(word)).pop();
  return token ?? control.type ?? 'contenteditable';
}

const isTyped = (control: Control): boolean =>
  control.localName === 'textarea' ||
  (control.localName === 'input' && !UNTYPED.includes(control.type ?? ''));

export function createFields(sensitive: boolean): Fields {
  type Known = Field & { length: number; readonly secret: boolean };
  let known = new WeakMap<Element, Known>();
  let count = 0;

  /** Asked anew on every event: a password that is shown becomes a text input, and stays a secret. */
  const look = (control: Control, length: () => number) => {
    const before = known.get(control);
    const secret =
      before?.secret ||
      control.type === 'password' ||
      SENSITIVE.test(control.getAttribute('autocomplete') ?? '');
    const access: Access =
      isIgnored(control) || (secret && !sensitive) ? 'closed' : secret ? 'timing' : 'open';
    if (before?.access === access) return before;
    const field: Known = {
      control,
      number: before?.number ?? ++count,
      kind: kindOf(control),
      access,
      secret,
      length: access === 'closed' || !isTyped(control) ? 0 : length(),
    };
    known.set(control, field);
    return field;
  };
  const find = (event: Event) => {
    const control = targetOf(event);
    if (!control || !isField(control)) return null;
    // An input event comes after the change, any other event before it.
    const length = () => (event.type === 'input' ? control.defaultValue : control.value)?.length ?? 0;
    return look(control, length);
  };
  const measure = (field: Known): number => {
    const { control } = field;
    if (field.access === 'closed' || !isTyped(control)) return 0;
    const change = (control.value?.length ?? 0) - field.length;
    field.length += change;
    return field.access === 'timing' ? Math.sign(change) : change;
  };
  const controls = function* (scope: Iterable<ParentNode>): Generator<Control> {
    let left = SWEEP_LIMIT;
    for (const root of scope) {
      for (const control of root.querySelectorAll<Control>('input,textarea,select')) {
        if (left-- <= 0) return;
        yield control;
      }
    }
  };

  return {
    of: find,
    access: (event) => {
      const found = find(event);
      if (found) return found.access;
      const element = targetOf(event);
      if (isIgnored(element)) return 'closed';
      // What is inside a closed shadow tree nobody can see: a password perhaps.
      return element?.tagName.includes('-') && !element.shadowRoot ? 'timing' : 'open';
    },
    change: (field, event) => {
      const found = known.get(field.control);
      if (found && isTyped(field.control)) return measure(found);
      // A contenteditable has no value; what the event says it inserted is all that is known without reading the page.
      const data = 'data' in event ? event.data : null;
      return field.access === 'open' && typeof data === 'string' ? data.length : 0;
    },
    note: (scope) => {
      for (const control of controls(scope)) look(control, () => control.value?.length ?? 0);
    },
    sweep: (scope, { emit, now }) => {
      for (const control of controls(scope)) {
        const field = look(control, () => control.defaultValue?.length ?? 0);
        const change = measure(field);
        if (!change) continue;
        const flags = isAutofilled(control) ? flag(true, FLAG.autofill) : flag(false, FLAG.trusted);
        emit([KIND.input, now(), flags, field.number, nameNumber(''), change]);
      }
    },
    reset: () => {
      known = new WeakMap();
      count = 0;
    },
  };
}

/** The browser or a password manager filled it. */
export function isAutofilled(element: Element): boolean {
  try {
    // A list inside `:is` may hold what this browser does not know.
    return element.matches(':is(:autofill, :-webkit-autofill)');
  } catch {
    return false;
  }
}
