import type { Collector } from './context.ts';

/** Which kind of field has the focus, by number. */
export const focus: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: 'focus' | 'blur') => (event: FocusEvent) => {
    const field = fields.of(event);
    if (!field || field.access === 'closed') return;
    emit({
      t: clock.at(event.timeStamp),
      kind,
      field: field.number,
      fieldKind: field.kind,
      stack: { trusted: event.isTrusted },
    });
  };
  listen('focusin', on('focus'));
  listen('focusout', on('blur'));
};
