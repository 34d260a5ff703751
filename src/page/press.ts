import { append, attributeOf, remove, rootOf, setAttribute } from './native.ts';

type Entry = readonly [name: string, value: FormDataEntryValue];

/** What decides where a form goes and how. */
const ROUTE = ['action', 'method', 'enctype', 'target'];

/**
 * What the visitor submitted: noted at the press, because the page may change the form before it is released.
 */
export interface Press {
  readonly form: HTMLFormElement;
  readonly submitter: HTMLElement | null;
  /**
   * Null where the page broke what it takes to read them: then what the form holds at its release goes out.
   */
  readonly entries: readonly Entry[] | null;
  /** Attributes of the form and of the submitter that say where the form goes. */
  readonly route: readonly (readonly [element: Element, name: string, value: string | null])[];
}

/** Notes a press while its `submit` event is dispatched. */
export function notePress(form: HTMLFormElement, submitter: HTMLElement | null): Press {
  try {
    return { form, submitter, entries: readEntries(form, submitter), route: readRoute(form, submitter) };
  } catch {
    return { form, submitter, entries: null, route: [] };
  }
}

/**
 * Submits the form as it was at the press, with `token` in its hidden field. The page's own `submit` handlers
 * run now, and what they change counts. True when a `submit` event was dispatched.
 */
export function releasePress(press: Press): boolean {
  const { form, submitter } = press;
  const undo: (() => void)[] = [];
  try {
    // A form that left the document cannot be submitted. It comes back for as long as that takes, unseen.
    if (!rootOf(form).isConnected) undo.push(putBack(form));
    const button = submitter && (submitter as HTMLButtonElement).form === form ? submitter : null;
    const standIn = submitter && !button ? addStandIn(form, submitter) : null;
    if (standIn) undo.push(() => remove(standIn));
    for (const [element, name, value] of press.route) undo.push(restoreAttribute(element, name, value));
    // It was valid at the press.
    undo.push(restoreAttribute(form, 'novalidate', ''));
    return submit(press, button ?? standIn);
  } finally {
    for (const act of undo.reverse()) act();
  }
}

function submit({ form, entries }: Press, submitter: HTMLElement | null): boolean {
  const { requestSubmit, submit: plainSubmit } = HTMLFormElement.prototype;
  if (!entries) {
    // Its own `submit` event cannot be watched either, so the first way that does not throw is the last.
    if (requestSubmit) requestSubmit.call(form, submitter);
    else plainSubmit.call(form);
    return true;
  }
  const before = readEntries(form, submitter);
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let wasDispatched = false;
  const target = eventRoot(form);
  const seen = (event: Event) => {
    wasDispatched ||= event.target === form;
  };
  target.addEventListener('submit', seen, options);
  const rewrite = (event: Event) => {
    if (event.target !== form) return;
    const { formData } = event as FormDataEvent;
    const merged = mergeEntries({ noted: entries, before, now: [...formData] });
    for (const name of new Set([...formData.keys()])) formData.delete(name);
    for (const [name, value] of merged) formData.append(name, value as string);
  };
  target.addEventListener('formdata', rewrite, options);
  try {
    // Safari before 16 has only `submit`, which dispatches no event.
    if (requestSubmit) requestSubmit.call(form, submitter);
    else plainSubmit.call(form);
    return wasDispatched || !requestSubmit;
  } finally {
    listening.abort();
  }
}

/**
 * What was noted at the press, but for the names whose entries the page's `submit` handlers changed: those
 * are as they are `now`. `before` is what the form held right before the handlers ran.
 */
export function mergeEntries({
  noted,
  before,
  now,
}: Readonly<Record<'noted' | 'before' | 'now', readonly Entry[]>>): Entry[] {
  const isTouched = (name: string) => !isSame(valuesOf(before, name), valuesOf(now, name));
  const pairs = (name: string): Entry[] => valuesOf(now, name).map((value) => [name, value]);
  const seen = new Set<string>();
  return [...noted, ...now].flatMap((entry, at) => {
    const [name] = entry;
    const isFirst = !seen.has(name);
    seen.add(name);
    if (isTouched(name)) return isFirst ? pairs(name) : [];
    return at < noted.length ? [entry] : [];
  });
}

const valuesOf = (entries: readonly Entry[], wanted: string) =>
  entries.filter(([name]) => name === wanted).map(([, value]) => value);

const isSame = (one: readonly FormDataEntryValue[], other: readonly FormDataEntryValue[]): boolean =>
  one.length === other.length && one.every((value, at) => identityOf(value) === identityOf(other[at]));

/** A browser makes a new `File` object each time it is asked for the same file. */
const identityOf = (value: FormDataEntryValue | undefined) =>
  value instanceof File ? `${value.name}/${value.size}/${value.lastModified}/${value.type}` : value;

/**
 * The form's entries now. The page's own `formdata` handlers are not run: they run when the form goes out.
 */
function readEntries(form: HTMLFormElement, submitter: HTMLElement | null): Entry[] {
  const listening = new AbortController();
  const hide = (event: Event) => event.target === form && event.stopImmediatePropagation();
  eventRoot(form).addEventListener('formdata', hide, { capture: true, signal: listening.signal });
  try {
    return [...new FormData(form, submitter)];
  } finally {
    listening.abort();
  }
}

/** Where an event inside the form is seen first; `submit` and `formdata` do not leave a shadow tree. */
function eventRoot(form: HTMLFormElement): EventTarget {
  const root = rootOf(form);
  return root === document ? window : root;
}

function readRoute(form: HTMLFormElement, submitter: HTMLElement | null): Press['route'] {
  const read = (element: Element, prefix: string) =>
    ROUTE.map((name) => [element, prefix + name, attributeOf(element, prefix + name)] as const);
  return [...read(form, ''), ...(submitter ? read(submitter, 'form') : [])];
}

/** Sets the attribute; returns how to bring back what stands there now. */
function restoreAttribute(element: Element, name: string, value: string | null): () => void {
  const current = attributeOf(element, name);
  if (current === value) return () => {};
  setAttribute(element, name, value);
  return () => {
    // A handler that changed it meanwhile has the last word.
    if (attributeOf(element, name) === value) setAttribute(element, name, current);
  };
}

/** Puts the form into the document, hidden; returns how to take it out again. */
function putBack(form: HTMLFormElement): () => void {
  const shelf = document.createElement('div');
  shelf.hidden = true;
  // The outermost node moves as a whole: the form's controls may stand beside it and name it by `form="id"`.
  shelf.append(rootOf(form));
  document.documentElement.append(shelf);
  return () => shelf.remove();
}

/** A copy of a submitter that is no longer the form's. */
function addStandIn(form: HTMLFormElement, submitter: HTMLElement): HTMLElement {
  const copy = submitter.cloneNode() as HTMLElement;
  copy.hidden = true;
  copy.removeAttribute('form');
  append(form, copy);
  return copy;
}
