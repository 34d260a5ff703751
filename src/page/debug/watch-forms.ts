import { HINT_FIELD } from '../../contract/hint.ts';
import { MISCONFIGURATIONS, type MisconfigurationName } from '../../contract/misconfiguration.ts';
import { browserTime, FORM, type Guarded, PRESS, TOKEN_MS } from '../guarded.ts';
import { nameOf } from './coverage.ts';

/**
 * Names each guarded form that leaves without having been held, and has it say so to the backend. A form that
 * was held says the name of the misconfiguration, where that was found, in place of the degraded code.
 */
export function watchForms(found: ReadonlyMap<string, MisconfigurationName>): void {
  const watched = new WeakSet<EventTarget>();
  const named = new WeakSet<EventTarget>();
  const watch = (root: EventTarget) => {
    if (watched.has(root)) return;
    watched.add(root);
    root.addEventListener('formdata', (event) => noteUnheld(event as FormDataEvent, named), true);
    // Not in the capture phase: the guard writes what it noted at the press there.
    root.addEventListener('formdata', (event) => refine((event as FormDataEvent).formData, found));
  };
  watch(window);
  // `formdata` does not leave a shadow tree; the events before it show where there is one.
  const findTrees = (event: Event) => {
    for (const node of event.composedPath()) if (node instanceof ShadowRoot) watch(node);
  };
  for (const type of ['focusin', 'pointerdown', 'keydown']) window.addEventListener(type, findTrees, true);
}

/** `formdata` is dispatched when a form leaves, `form.submit()` included, and when a script reads it. */
function noteUnheld({ target, formData }: FormDataEvent, named: WeakSet<EventTarget>): void {
  const form = target as Guarded;
  const press = form[PRESS];
  if (press === 'held' || (press && browserTime() - press.releasedAt < TOKEN_MS)) return;
  if (!HTMLFormElement.prototype.matches.call(form, FORM)) return;
  formData.set(HINT_FIELD, 'form_unheld');
  if (named.has(form)) return;
  named.add(form);
  const { advice } = MISCONFIGURATIONS.form_unheld;
  const name = nameOf(form);
  console.warn(
    'tellsign',
    `form_unheld: ${name} was submitted or read without having been held. ${advice}`,
    form,
  );
}

function refine(formData: FormData, found: ReadonlyMap<string, MisconfigurationName>): void {
  const name = found.get(String(formData.get(HINT_FIELD)));
  if (name) formData.set(HINT_FIELD, name);
}
