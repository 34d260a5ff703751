import { isAutofilled, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/** How text got into fields: the kind of edit and the change in length, never the text. */
export const input: Collector = (emit, { clock, fields, listen }) => {
  listen('input', (event) => {
    const field = fields.of(event);
    const element = targetOf(event);
    if (!field || !element || field.access === 'closed') return;
    const change = fields.change(event);
    const inputType = (event as Partial<InputEvent>).inputType ?? '';
    // Ticking a box or choosing from a list is no text; when a script does it, it is still a tell.
    if (!inputType && !change && event.isTrusted) return;
    emit({
      t: clock.at(event.timeStamp),
      kind: 'input',
      field: field.number,
      inputType,
      change,
      stack: {
        trusted: event.isTrusted,
        autofill: isAutofilled(element),
        composing: (event as Partial<InputEvent>).isComposing ?? false,
      },
    });
  });
};
