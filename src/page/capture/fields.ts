import { nameNumber } from '../../wire/name-number.ts';
import { KIND } from '../../wire/rows.ts';
import type { Emit } from './batch.ts';
import type { Clock } from './clock.ts';

/** What may be told of a field: everything but its text · only when keys were pressed · nothing. */
export type Access = 'open' | 'timing' | 'closed';

export interface Field {
  readonly control: Control;
  /** Opaque, from 1: in page order for the fields there are at the start, then in the order of first sight. */
  readonly number: number;
  readonly kind: string;
  readonly access: Access;
  /** Its value is typed text, and its length may be read. */
  readonly typed: boolean;
  /** It was a password once, or is marked as what nobody else should see. */
  readonly secret: boolean;
  /** When it was last measured, characters. */
  length: number;
}

/** The form fields of a visit. Of a field's value only its length is ever read, and of a closed field's not even that. */
export interface Fields {
  /** The form field an event happened in; null when it is none. */
  of(event: Event): Field | null;
  /** What may be told of an event, in a field or not. */
  access(event: Event): Access;
  /** Change of the field's length since this was last asked, characters; only its sign for a `timing` field. */
  change(field: Field, event: Event): number;
  /** Finds every field whose length changed although no event said so, and emits an `input` without a type for it, if `report` is given. */
  sweep(scope: readonly ParentNode[], report?: { readonly emit: Emit; readonly clock: Clock }): void;
}

const IGNORE = '[data-tellsign-ignore]';
/** Passwords, cards and codes; rather one field too many. */
const SECRET =
  '[type="password"],[autocomplete*="cc-" i],[autocomplete*="password" i],[autocomplete*="one-time" i]';
const CONTROLS = 'input,textarea,select';
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

const isField = (element: Element): element is Control => element.matches(`${CONTROLS},[contenteditable]`);

/** The `autocomplete` token or, without one, the type. */
function kindOf(control: Control): string {
  const tokens = control.getAttribute('autocomplete')?.toLowerCase().split(/\s+/);
  const token = tokens?.filter((word) => word && !/^(on|off|webauthn)$/.test(word)).pop();
  return token ?? control.type ?? 'contenteditable';
}

const isTyped = (control: Control): boolean =>
  'defaultValue' in control && !UNTYPED.includes(control.type ?? '');

export function createFields(sensitive: boolean): Fields {
  const known = new WeakMap<Element, Field>();
  let count = 0;

  /** Asked anew: a password that is shown becomes a text input, and stays a secret. At first sight its length is that of `text`. */
  const look = (control: Control, text: 'value' | 'defaultValue') => {
    const before = known.get(control);
    const secret = before?.secret || control.matches(SECRET);
    const access: Access =
      isIgnored(control) || (secret && !sensitive) ? 'closed' : secret ? 'timing' : 'open';
    const typed = access !== 'closed' && isTyped(control);
    if (before?.access === access && before.typed === typed) return before;
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
  const find = (event: Event) => {
    const { target } = event;
    // Two looks that tell what may have closed an open field since the last key. What is inside a shadow tree has its host for a
    // target, and is looked at in full.
    const before = target && known.get(target as Element);
    if (before?.access === 'open' && !before.control.matches(SECRET) && !before.control.closest(IGNORE))
      return before;
    const control = targetOf(event);
    if (!control || !isField(control)) return null;
    // An input event comes after the change, any other event before it.
    return look(control, event.type === 'input' ? 'defaultValue' : 'value');
  };
  const measure = (field: Field): number => {
    const { control } = field;
    if (!field.typed) return 0;
    const change = (control.value?.length ?? 0) - field.length;
    field.length += change;
    return field.access === 'timing' ? Math.sign(change) : change;
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
      if (field.typed) return measure(field);
      // A contenteditable has no value; what the event says it inserted is all that is known without reading the page.
      const data = 'data' in event ? event.data : null;
      return field.access === 'open' && typeof data === 'string' ? data.length : 0;
    },
    sweep: (scope, report) => {
      const controls = scope.flatMap((root) => [...root.querySelectorAll<Control>(CONTROLS)]);
      for (const control of controls.slice(0, SWEEP_LIMIT)) {
        const field = look(control, 'defaultValue');
        const change = measure(field);
        if (!change || !report) continue;
        const filled = isAutofilled(control);
        const [trusted, autofill] = filled ? [undefined, true] : [false];
        report.emit([KIND.input, report.clock.at(0), field.number, nameNumber(''), change, trusted, autofill]);
      }
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
