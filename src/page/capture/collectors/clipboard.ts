import { KIND } from '../../../wire/rows.ts';
import { targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/**
 * How much was pasted, copied or cut, in characters. The text is measured and dropped in the same statement.
 */
export const clipboard: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: typeof KIND.paste | typeof KIND.copy | typeof KIND.cut) => (event: ClipboardEvent) => {
    const access = fields.access(event);
    if (access === 'closed') return;
    const t = clock.at(event.timeStamp);
    const field = fields.of(event)?.number ?? 0;
    const length = kind === KIND.paste ? (event.clipboardData?.getData('text').length ?? 0) : selected(event);
    emit([kind, t, field, access === 'timing' ? Math.sign(length) : length, event.isTrusted]);
  };
  listen('paste', on(KIND.paste));
  listen('copy', on(KIND.copy));
  listen('cut', on(KIND.cut));
};

/** Only a field says how much of it is selected without giving the text itself. */
function selected(event: Event): number {
  const field = targetOf(event) as Partial<HTMLInputElement> | null;
  return (field?.selectionEnd ?? 0) - (field?.selectionStart ?? 0);
}
