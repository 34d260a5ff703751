import { FLAG, flag, KIND } from '../../../wire/layout.ts';
import { nameNumber } from '../../../wire/name-number.ts';
import { isAutofilled } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/** How text got into fields: the kind of edit and the change in length, never the text. */
export const input: Collector = (emit, { clock, fields, listen }) => {
  listen('input', (event) => {
    const found = fields.of(event);
    if (!found || found.access === 'closed') return;
    const change = fields.change(found, event);
    const { inputType = '', isComposing = false } = event as Partial<InputEvent>;
    // Ticking a box or choosing from a list is no text; when a script does it, it is still a tell.
    if (!inputType && !change && event.isTrusted) return;
    // Whatever a visitor types into ceases to be filled.
    const filled = inputType !== 'insertText' && isAutofilled(found.control);
    const flags = trust(event) | flag(filled, FLAG.autofill) | flag(isComposing, FLAG.composing);
    emit([KIND.input, clock.at(event.timeStamp), found.number, nameNumber(inputType), flags, change]);
  });
};
