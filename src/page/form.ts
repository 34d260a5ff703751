import { HINT_FIELD, hintOf } from '../contract/hint.ts';
import { after } from './after.ts';
import { browserTime, FORM, type Guarded, PRESS, TOKEN_MS } from './guarded.ts';
import { append, attributeNamesOf, attributeOf, findIn, getFrom, matches } from './native.ts';
import { outsideZone } from './outside-zone.ts';
import { leavePress, notePress, type Press, releasePress } from './press.ts';
import type { Tellsign } from './tellsign.ts';

/** Name of the hidden field that carries the token, as in the README. */
export const TOKEN_FIELD = 'tellsign-token';
const TX = 'data-tellsign-tx-';
/**
 * A form is released this long after the client's deadline if there is no answer, ms. Chosen: twice the
 * margin for replies (`assess.ts`).
 */
const GRACE_MS = 100;
/**
 * A form that opens a window is released within this, ms. A press may open a window for one second in Safari,
 * for five in Chromium and Firefox.
 */
const NEW_WINDOW_MS = 900;
/** What a form takes along: a token, or why there is none (A19). */
interface Answer {
  readonly token: string;
  readonly hint: string;
}

/** A form that waits for its verdict. */
interface Held {
  readonly form: HTMLFormElement;
  /** Sends it, because its page is being left. */
  readonly leave: () => void;
}
interface Holder {
  readonly client: Tellsign;
  readonly held: Set<Held>;
}

/**
 * `<form data-tellsign="checkout">`: holds a submission until there is a verdict, puts its token in the
 * hidden field and submits what the visitor submitted, with the same button. Whatever fails, the form goes
 * out, then with an empty token. Returns how to stop.
 *
 * `submit` does not leave a shadow tree: give its root. Transaction fields: `data-tellsign-tx-amount="4999"`,
 * or all as JSON in `data-tellsign-transaction`.
 */
export function guardForms(client: Tellsign, root: EventTarget = window): () => void {
  const stopper = new AbortController();
  const options = { capture: true, signal: stopper.signal };
  const held = new Set<Held>();
  let pressedAt = 0;

  const notice = (event: Event) => {
    if (event.isTrusted) pressedAt = event.timeStamp;
  };
  // Reading a member of an event is a call into the browser, and most keys are none of this one.
  const noticeEnter = (event: Event) => {
    if ((event as KeyboardEvent).key === 'Enter') notice(event);
  };
  const guard = (event: Event) => {
    const form = event.target as Guarded;
    // What a handler before this one has prevented is that handler's to send.
    if (event.defaultPrevented || !matches(form, FORM) || isSamePress(form, pressedAt)) return;
    const isHeld = form[PRESS] === 'held';
    // A synthetic submit event is nobody's press. Firefox sends the form even so; a held one is on its way.
    if (!event.isTrusted && !isHeld) return;
    // First, because a page that broke what this needs lets the submission go on by itself.
    if (!isHeld && ![...held].some(isReplaced))
      markAndHold(form, (event as SubmitEvent).submitter, { client, held });
    // The page's own handlers run on the second submission, when the token is in place.
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const listener = (event: Event) => {
    try {
      guard(event);
    } catch {
      // On a page that broke its forms the submission goes on unheld.
    }
  };
  const leave = () => {
    for (const press of held) press.leave();
  };
  outsideZone(() => {
    root.addEventListener('click', notice, { ...options, passive: true });
    root.addEventListener('keydown', noticeEnter, { ...options, passive: true });
    root.addEventListener('submit', listener, options);
    window.addEventListener('pagehide', leave, options);
  });
  return () => stopper.abort();
}

/** The page has taken the form away; what is pressed now stands in its place, and the form goes out. */
const isReplaced = ({ form }: Held) => !getFrom(form, 'isConnected');

/** The form was released already, and the visitor has not pressed since. */
function isSamePress(form: Guarded, pressedAt: number): boolean {
  const press = form[PRESS];
  if (!press || press === 'held') return false;
  const ageMs = browserTime() - press.releasedAt;
  return pressedAt < press.releasedAt && ageMs < TOKEN_MS;
}

/**
 * Marks the form first, because noting the press dispatches `formdata`, which must not count as a submission.
 * @throws with the mark undone
 */
function markAndHold(form: Guarded, submitter: HTMLElement | null, { client, held }: Holder): void {
  const before = form[PRESS];
  mark(form, 'held');
  try {
    hold(notePress(form, submitter), { client, held });
  } catch (cause) {
    mark(form, before);
    throw cause;
  }
}

/**
 * Holds a press until there is a verdict, at the latest until its deadline or until the page is left. Nothing
 * here waits for a promise of the page, which may have replaced them.
 *
 * @throws before anything is held
 */
function hold(press: Press, { client, held }: Holder): void {
  const { form } = press;
  const limitMs = opensWindow(press) ? NEW_WINDOW_MS : client.settings.timeoutMs;
  let answer: Answer = { token: '', hint: 'timeout' };
  const finish = (submit: (press: Press) => void) => {
    if (!held.delete(waiting)) return;
    stopClock();
    submit(withAnswer(press, answer));
  };
  const release = (given: Answer) => {
    if (!answer.token) answer = given;
    // A form cannot be submitted from inside its own submit event, where a verdict that is blank at once
    // would still be.
    after(0, () => finish(releasePress));
  };
  const waiting: Held = { form, leave: () => finish(leavePress) };
  const stopClock = after(limitMs + GRACE_MS, () => release(answer));
  held.add(waiting);
  void tokenFor(form, client, { limitMs, release });
}

/** The press is over: the form's next submission is another one, or goes out with this token. */
function withAnswer(press: Press, { token, hint }: Answer): Press {
  const { form, entries } = press;
  const own: [string, string][] = [[TOKEN_FIELD, token]];
  if (!token) own.push([HINT_FIELD, hint]);
  try {
    mark(form, { releasedAt: browserTime() });
    for (const [name, value] of own) writeField(form, name, value);
  } catch {
    // The page broke what this takes; the form goes out without.
  }
  const noted = entries?.filter(([name]) => name !== TOKEN_FIELD && name !== HINT_FIELD);
  return { ...press, entries: noted ? [...noted, ...own] : null };
}

/** Asks for the token and releases the press with it; without one the backend asks for more. */
async function tokenFor(
  form: HTMLFormElement,
  client: Tellsign,
  { limitMs, release }: { readonly limitMs: number; readonly release: (answer: Answer) => void },
): Promise<void> {
  try {
    const action = attributeOf(form, 'data-tellsign') ?? '';
    const transaction = transactionOf(form);
    const verdict = await client.assess({ action, transaction, timeoutMs: limitMs });
    release({ token: verdict.token ?? '', hint: hintOf(verdict) });
  } catch {
    release({ token: '', hint: 'worker_unavailable' });
  }
}

/** Whether the answer goes to a window other than this one. */
function opensWindow({ route }: Press): boolean {
  const targets = route.filter(({ name }) => name.endsWith('target')).map(({ value }) => value);
  // The submitter's comes last and wins.
  const target = targets.reverse().find((value) => value !== null);
  return !!target && !/^_(self|top|parent)$/i.test(target);
}

/** Not enumerable, so that a page that copies a form's own members does not copy the mark. */
function mark(form: Guarded, press: Guarded[typeof PRESS]): void {
  Object.defineProperty(form, PRESS, { value: press, configurable: true });
}

/** Puts a value into the form's hidden field of this name, which is made when there is none. */
function writeField(form: HTMLFormElement, name: string, value: string): void {
  const found = findIn(form, `input[name="${name}"]`) as HTMLInputElement | null;
  const field = found ?? document.createElement('input');
  field.value = value;
  if (found) return;
  field.type = 'hidden';
  field.name = name;
  append(form, field);
}

/**
 * The transaction that the form declares; undefined if it declares none. Attribute names are lower case:
 * others go in the JSON.
 */
export function transactionOf(form: HTMLFormElement): Record<string, string> | undefined {
  const fields: [string, string][] = [];
  for (const name of attributeNamesOf(form)) {
    if (name.startsWith(TX)) fields.push([name.slice(TX.length), attributeOf(form, name) ?? '']);
  }
  try {
    const given: unknown = JSON.parse(attributeOf(form, 'data-tellsign-transaction') ?? '{}');
    for (const [name, value] of Object.entries(given ?? {})) fields.push([name, String(value)]);
  } catch {
    // A part must not be signed as the whole: sign none, and the backend sees that it is missing.
    return undefined;
  }
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
