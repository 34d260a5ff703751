import type { Tellsign } from './tellsign.ts';

/** Name of the hidden field that carries the token, as in the README. */
const FIELD = 'tellsign-token';
const FORM = 'form[data-tellsign]';
const TX = 'data-tellsign-tx-';

/**
 * `<form data-tellsign="checkout">`: holds a submission until there is a verdict, puts its token in the hidden field and submits again
 * with the same button. Whatever fails, the form goes out, then with an empty token. Returns how to stop.
 *
 * Transaction fields: `data-tellsign-tx-amount="4999"`, or all as JSON in `data-tellsign-transaction`.
 */
export function guardForms(client: Tellsign): () => void {
  const stopper = new AbortController();
  const held = new WeakSet<HTMLFormElement>();
  const passing = new WeakSet<HTMLFormElement>();

  const release = (form: HTMLFormElement, submitter: HTMLElement | null) => {
    held.delete(form);
    passing.add(form);
    // A field of the form may be called like a method: ask the prototype.
    const { requestSubmit, submit } = HTMLFormElement.prototype;
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
    if (!event.isTrusted || !form.matches?.(FORM) || passing.has(form)) return;
    // The page's own handlers run on the second submission, when the token is in place.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held.has(form)) return;
    held.add(form);
    let token: string | null = null;
    try {
      const transaction = transactionOf(form);
      const action = form.dataset.tellsign ?? '';
      ({ token } = await client.assess({ action, ...(transaction && { transaction }) }));
    } catch {
      // Without a token the backend asks for more.
    }
    tokenField(form).value = token ?? '';
    release(form, (event as SubmitEvent).submitter);
  };

  window.addEventListener('submit', (event) => void guard(event), { capture: true, signal: stopper.signal });
  return () => stopper.abort();
}

function tokenField(form: HTMLFormElement): HTMLInputElement {
  const found = form.querySelector<HTMLInputElement>(`input[name="${FIELD}"]`);
  if (found) return found;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = FIELD;
  form.append(field);
  return field;
}

/** What the form says is about to be paid; undefined when it says nothing. Attribute names are lower case: others go in the JSON. */
export function transactionOf(form: HTMLFormElement): Record<string, string> | undefined {
  const fields: [string, string][] = [];
  for (const { name, value } of form.attributes) {
    if (name.startsWith(TX)) fields.push([name.slice(TX.length), value]);
  }
  try {
    const given: unknown = JSON.parse(form.dataset.tellsignTransaction ?? '{}');
    for (const [name, value] of Object.entries(given ?? {})) fields.push([name, String(value)]);
  } catch {
    // Half a transaction would be signed as the whole: sign none, and the backend sees that it is missing.
    return undefined;
  }
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
