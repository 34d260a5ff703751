import type { Tellsign } from './tellsign.ts';

/** Name of the hidden field that carries the token, as in the README. */
const FIELD = 'tellsign-token';
const FORM = 'form[data-tellsign]';
const TX = 'data-tellsign-tx-';

/**
 * `<form data-tellsign="checkout">`: holds a submission until there is a verdict, puts its token in the
 * hidden field and submits again with the same button. Whatever fails, the form goes out, then with an empty
 * token. Returns how to stop.
 *
 * `submit` does not leave a shadow tree: give its root. Transaction fields: `data-tellsign-tx-amount="4999"`,
 * or all as JSON in `data-tellsign-transaction`.
 */
export function guardForms(client: Tellsign, root: EventTarget = window): () => void {
  const stopper = new AbortController();
  const held = new WeakSet<HTMLFormElement>();
  const passing = new WeakSet<HTMLFormElement>();

  const release = (form: HTMLFormElement, submitter: HTMLElement | null) => {
    held.delete(form);
    passing.add(form);
    const { requestSubmit, submit } = safe();
    for (const send of [
      () => requestSubmit.call(form, submitter),
      () => requestSubmit.call(form), // the button has left the form meanwhile
      () => submit.call(form), // Safari before 16
    ]) {
      try {
        send();
        break;
      } catch {
        // The next way.
      }
    }
    passing.delete(form);
  };

  const guard = async (event: Event) => {
    const form = event.target as HTMLFormElement;
    // A synthetic submit event sends nothing; sending it for real would be our doing.
    if (!event.isTrusted || !safe().matches.call(form, FORM) || passing.has(form)) return;
    // The page's own handlers run on the second submission, when the token is in place.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held.has(form)) return;
    held.add(form);
    try {
      const transaction = transactionOf(form);
      const action = attribute(form, 'data-tellsign') ?? '';
      const { token } = await client.assess({ action, transaction });
      tokenField(form).value = token ?? '';
    } catch {
      // Without a token the backend asks for more.
    }
    // A form cannot be submitted from inside its own submit event, where a verdict that is blank at once
    // would still be.
    setTimeout(release, 0, form, (event as SubmitEvent).submitter);
  };

  const listener = (event: Event) => {
    // Whatever a page did to forms, the submission goes on as if nobody was here.
    guard(event).catch(() => {});
  };
  root.addEventListener('submit', listener, { capture: true, signal: stopper.signal });
  return () => stopper.abort();
}

/**
 * A form's fields shadow its own members (`<input name="append">`): only the prototype's are safe to call.
 */
const safe = () => HTMLFormElement.prototype;
const attribute = (form: HTMLFormElement, name: string) => safe().getAttribute.call(form, name);

function tokenField(form: HTMLFormElement): HTMLInputElement {
  const found = safe().querySelector.call(form, `input[name="${FIELD}"]`);
  if (found) return found as HTMLInputElement;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = FIELD;
  safe().append.call(form, field);
  return field;
}

/**
 * What the form says is about to be paid; undefined when it says nothing. Attribute names are lower case:
 * others go in the JSON.
 */
export function transactionOf(form: HTMLFormElement): Record<string, string> | undefined {
  const fields: [string, string][] = [];
  for (const name of safe().getAttributeNames.call(form)) {
    if (name.startsWith(TX)) fields.push([name.slice(TX.length), attribute(form, name) ?? '']);
  }
  try {
    const given: unknown = JSON.parse(attribute(form, 'data-tellsign-transaction') ?? '{}');
    for (const [name, value] of Object.entries(given ?? {})) fields.push([name, String(value)]);
  } catch {
    // Half a transaction would be signed as the whole: sign none, and the backend sees that it is missing.
    return undefined;
  }
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
