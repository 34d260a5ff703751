import { nameNumber } from '../../../wire/name-number.ts';
import { KIND } from '../../../wire/rows.ts';
import { isAutofilled } from '../fields.ts';
import type { Collector } from './context.ts';

/** How text got into fields: the kind of edit and the change in length, never the text. */
export const input: Collector = (emit, { clock, fields, listen }) => {
  /** The type of the last event, and its number: most are of one type. */
  let last = '';
  let number = nameNumber(last);

  listen('input', (event) => {
    const field = fields.of(event);
    if (!field || field.access === 'closed') return;
    const change = fields.change(field, event);
    const { inputType = '', isComposing: composing = false, isTrusted: trusted } = event as InputEvent;
    // Ticking a box or choosing from a list enters no text. If a script does it, it is still a sign of
    // automation.
    if (!inputType && !change && trusted) return;
    // Once the visitor types into a field, the browser no longer fills it.
    const autofill = inputType !== 'insertText' && isAutofilled(field.control);
    const t = clock.at(event.timeStamp);
    if (inputType !== last) number = nameNumber(inputType);
    last = inputType;
    emit([KIND.input, t, field.number, number, change, trusted, autofill, composing]);
  });
};
