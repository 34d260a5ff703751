import { noteControls } from './controls.ts';
import { type Entry, mergeEntries } from './entries.ts';
import { type Destination, sendKeepalive } from './keepalive.ts';
import { append, attributeOf, getFrom, outermostOf, remove, rootOf, setAttribute } from './native.ts';

/** The attributes that decide where and how a form is sent. */
const ROUTE = ['action', 'method', 'enctype', 'target'];
/** Members whose names differ from those of their attributes. */
const MEMBERS: Readonly<Record<string, string>> = {
  formaction: 'formAction',
  formmethod: 'formMethod',
  formenctype: 'formEnctype',
};
const readMember = (element: Element, attribute: string) =>
  getFrom(element, MEMBERS[attribute] ?? attribute) as string;

/**
 * What the visitor submitted, noted at the press, because the page may change the form before it is released.
 */
export interface Press {
  readonly form: HTMLFormElement;
  readonly submitter: HTMLElement | null;
  /**
   * Null if the page broke the functions that read them: then the entries of the form at its release are
   * sent.
   */
  readonly entries: readonly Entry[] | null;
  /** Attributes of the form and of the submitter that say where the form goes. */
  readonly route: readonly Waypoint[];
  /** The nodes around the form, innermost first. */
  readonly around: readonly Node[];
  /** Sets the controls as they were; returns how to undo that. */
  readonly setControls: () => () => void;
}
interface Waypoint {
  readonly element: Element;
  readonly name: string;
  readonly value: string | null;
  /** What the browser made of it, where it is an address: pages change what that is relative to. */
  readonly address?: string;
}

/** Notes a press while its `submit` event is dispatched. */
export function notePress(form: HTMLFormElement, submitter: HTMLElement | null): Press {
  const unread = { form, submitter, entries: null, route: [], around: [], setControls: () => () => {} };
  try {
    return {
      ...unread,
      entries: readEntries(form, submitter),
      route: readRoute(form, submitter),
      around: aroundOf(form),
      setControls: noteControls(form, submitter),
    };
  } catch {
    return unread;
  }
}

/**
 * Submits the form as it was at the press. The page's own `submit` handlers run now, and what they change
 * counts.
 */
export function releasePress(press: Press): void {
  const { form } = press;
  const { requestSubmit, submit: plainSubmit } = HTMLFormElement.prototype;
  // Safari before 16 has only this, which dispatches no event.
  let submit = () => plainSubmit.call(form);
  const undo: (() => void)[] = [];
  try {
    const isInPlace = isConnected(form) && aroundOf(form)[0] === press.around[0];
    const submitter = restore(press, undo);
    if (press.entries) {
      // Only its handlers can have sent this form, and they run now. A `dialog` goes nowhere by itself.
      if (!isInPlace && !isRouted(press))
        undo.push(restoreAttribute({ element: form, name: 'method', value: 'dialog' }));
      undo.push(rewriteEntries(form, submitter, press.entries));
    }
    if (requestSubmit) submit = () => requestSubmit.call(form, submitter);
  } catch {
    // The plain way is left.
  }
  try {
    submit();
  } finally {
    for (const act of undo.reverse()) act();
  }
}

/**
 * Sends a press from a page that is being left, which submits no form any more. Natively the request would
 * have been under way.
 */
export function leavePress(press: Press): void {
  const { form } = press;
  const undo: (() => void)[] = [];
  try {
    const submitter = restore(press, undo);
    const before = readEntries(form, submitter);
    if (!dispatchSubmit(form, submitter) || !isRouted(press)) return;
    const now = [...new FormData(form, submitter)];
    sendKeepalive(destinationOf(form, submitter), mergeEntries({ noted: press.entries ?? now, before, now }));
  } catch {
    // The page broke what this takes.
  } finally {
    for (const act of undo.reverse()) act();
  }
}

/** Guards leave this event alone: no visitor made it. False when a handler prevents the submission. */
const dispatchSubmit = (form: HTMLFormElement, submitter: HTMLElement | null): boolean =>
  EventTarget.prototype.dispatchEvent.call(
    form,
    new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter }),
  );

/**
 * An attribute says where or how the form goes. A form without one is sent by a script; the browser would put
 * its fields into the page's address.
 */
const isRouted = ({ route }: Press) => route.some(({ value }) => value !== null);

const isConnected = (form: HTMLFormElement) => getFrom(form, 'isConnected') as boolean;

/** Makes the form what it was at the press; returns its submitter. `undo` gets how to take that back. */
function restore(press: Press, undo: (() => void)[]): HTMLElement | null {
  const { form, submitter } = press;
  if (!isConnected(form)) undo.push(putBack(press));
  // It was valid at the press.
  const valid = { element: form, name: 'novalidate', value: '' };
  for (const waypoint of [...press.route, valid]) undo.push(restoreAttribute(waypoint));
  undo.push(press.setControls());
  if (!submitter || (submitter as HTMLButtonElement).form === form) return submitter;
  const standIn = addStandIn(form, submitter);
  undo.push(() => remove(standIn));
  return standIn;
}

/** Has the form send `noted`, with what its `submit` handlers change; returns how to stop. */
function rewriteEntries(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  noted: readonly Entry[],
): () => void {
  const before = readEntries(form, submitter);
  return onFormData(form, ({ formData }) => {
    const merged = mergeEntries({ noted, before, now: [...formData] });
    for (const name of new Set([...formData.keys()])) formData.delete(name);
    for (const [name, value] of merged) formData.append(name, value as string);
  });
}

/**
 * The form's entries now. The page's own `formdata` handlers are not run: they run when the form goes out.
 */
function readEntries(form: HTMLFormElement, submitter: HTMLElement | null): Entry[] {
  const stop = onFormData(form, (event) => event.stopImmediatePropagation());
  try {
    return [...new FormData(form, submitter)];
  } finally {
    stop();
  }
}

/**
 * Listens where an event inside the form is seen first: `formdata` does not leave a shadow tree. Returns how
 * to stop.
 */
function onFormData(form: HTMLFormElement, listen: (event: FormDataEvent) => void): () => void {
  const root = rootOf(form);
  const target: EventTarget = root === document ? window : root;
  const listener = (event: Event) => {
    if (event.target === form) listen(event as FormDataEvent);
  };
  target.addEventListener('formdata', listener, true);
  return () => target.removeEventListener('formdata', listener, true);
}

function readRoute(form: HTMLFormElement, submitter: HTMLElement | null): readonly Waypoint[] {
  const read = (element: Element, prefix: string) =>
    ROUTE.map((suffix): Waypoint => {
      const name = prefix + suffix;
      return { element, name, value: attributeOf(element, name) };
    });
  const own = submitter ? read(submitter, 'form') : [];
  return [...read(form, ''), ...own].map((waypoint) => {
    const { element, name, value } = waypoint;
    const isAddress = name === 'action' || (name === 'formaction' && value !== null);
    return isAddress ? { ...waypoint, address: readMember(element, name) } : waypoint;
  });
}

/** Sets the attribute; returns how to bring back what stands there now. */
function restoreAttribute({ element, name, value, address }: Waypoint): () => void {
  const current = attributeOf(element, name);
  setAttribute(element, name, value);
  if (address !== undefined && readMember(element, name) !== address) setAttribute(element, name, address);
  const restored = attributeOf(element, name);
  return () => {
    // A handler that changed it meanwhile has the last word.
    if (attributeOf(element, name) === restored) setAttribute(element, name, current);
  };
}

/** Where the form goes now, by its own attributes or those of its submitter. */
function destinationOf(form: HTMLFormElement, submitter: HTMLElement | null): Destination {
  const find = (name: string) => {
    const own = `form${name}`;
    return submitter && attributeOf(submitter, own) !== null
      ? readMember(submitter, own)
      : readMember(form, name);
  };
  return { action: find('action'), method: find('method'), enctype: find('enctype') };
}

/**
 * Puts a form that has left the document back, unseen: else it cannot be submitted. What stood around it and
 * has left, too, is put back with it, because handlers there must see the event. Returns how to take all out
 * again.
 */
function putBack({ form, around }: Press): () => void {
  const undo: (() => void)[] = [];
  for (const place of [...around, document.documentElement ?? document]) {
    // The outermost node moves as a whole: the form's controls may stand beside it and name it by
    // `form="id"`.
    const top = outermostOf(form);
    if (!isConnected(form) && !top.contains(place)) undo.push(shelve(top, place));
  }
  return () => {
    for (const act of undo.reverse()) act();
  };
}

/** Puts a node into `place`, unseen; returns how to take it out again. */
function shelve(top: Node, place: Node): () => void {
  const shelf = document.createElement('div');
  shelf.hidden = true;
  const isFragment = top.nodeType === Node.DOCUMENT_FRAGMENT_NODE;
  shelf.append(top);
  place.appendChild(shelf);
  return () => {
    shelf.remove();
    if (isFragment) (top as DocumentFragment).append(...shelf.childNodes);
  };
}

/** The nodes around the form up to the document; around a shadow tree is its host. */
function aroundOf(form: HTMLFormElement): Node[] {
  const found: Node[] = [];
  let node = getFrom(form, 'parentNode') as Node | null | undefined;
  for (; node && node !== document; node = node.parentNode ?? (node as ShadowRoot).host) found.push(node);
  return found;
}

/**
 * A copy of a submitter that no longer belongs to the form. Whoever keeps it and clicks it later means the
 * submitter.
 */
function addStandIn(form: HTMLFormElement, submitter: HTMLElement): HTMLElement {
  const copy = submitter.cloneNode() as HTMLElement;
  copy.hidden = true;
  copy.removeAttribute('form');
  copy.onclick = () => {
    submitter.click();
    return false;
  };
  append(form, copy);
  return copy;
}
