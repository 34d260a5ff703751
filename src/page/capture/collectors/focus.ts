import { type Collector, trust } from './context.ts';

/** Which kind of field has the focus, by number. */
export const focus: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: 'focus' | 'blur') => (event: FocusEvent) => {
    const field = fields.of(event);
    if (!field || field.access === 'closed') return;
    const t = clock.at(event.timeStamp);
    emit({ kind, t, field: field.number, fieldKind: field.kind, stack: trust(event) });
  };
  listen('focusin', on('focus'));
  listen('focusout', on('blur'));
};
