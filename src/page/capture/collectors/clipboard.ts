import { targetOf } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/** How much was pasted, copied or cut, in characters. The text is measured and dropped in the same statement. */
export const clipboard: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: 'paste' | 'copy' | 'cut') => (event: ClipboardEvent) => {
    const access = fields.access(event);
    if (access === 'closed') return;
    const length = kind === 'paste' ? (event.clipboardData?.getData('text').length ?? 0) : selected(event);
    emit({
      kind,
      t: clock.at(event.timeStamp),
      field: fields.of(event)?.number ?? 0,
      length: access === 'timing' ? Math.sign(length) : length,
      stack: trust(event),
    });
  };
  listen('paste', on('paste'));
  listen('copy', on('copy'));
  listen('cut', on('cut'));
};

/** Only a field says how much of it is selected without giving the text itself. */
function selected(event: Event): number {
  const field = targetOf(event) as Partial<HTMLInputElement> | null;
  return (field?.selectionEnd ?? 0) - (field?.selectionStart ?? 0);
}
