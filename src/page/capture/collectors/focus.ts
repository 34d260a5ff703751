import { nameNumber } from '../../../wire/name-number.ts';
import { KIND } from '../../../wire/rows.ts';
import type { Collector } from './context.ts';

/** Which kind of field has the focus, by number. */
export const focus: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: typeof KIND.focus | typeof KIND.blur) => (event: FocusEvent) => {
    const field = fields.of(event);
    if (!field || field.access === 'closed') return;
    emit([kind, clock.at(event.timeStamp), field.number, nameNumber(field.kind), event.isTrusted]);
  };
  listen('focusin', on(KIND.focus));
  listen('focusout', on(KIND.blur));
};
