import { KIND } from '../../../wire/layout.ts';
import { nameNumber } from '../../../wire/name-number.ts';
import { type Collector, trust } from './context.ts';

/** Which kind of field has the focus, by number. */
export const focus: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: number) => (event: FocusEvent) => {
    const field = fields.of(event);
    if (!field || field.access === 'closed') return;
    emit([kind, clock.at(event.timeStamp), field.number, nameNumber(field.kind), trust(event)]);
  };
  listen('focusin', on(KIND.focus));
  listen('focusout', on(KIND.blur));
};
