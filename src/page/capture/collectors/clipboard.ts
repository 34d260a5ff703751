import { KIND } from '../../../wire/layout.ts';
import { targetOf } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/** How much was pasted, copied or cut, in characters. The text is measured and dropped in the same statement. */
export const clipboard: Collector = (emit, { clock, fields, listen }) => {
  const on = (kind: number) => (event: ClipboardEvent) => {
    const access = fields.access(event);
    if (access === 'closed') return;
    const length = kind === KIND.paste ? (event.clipboardData?.getData('text').length ?? 0) : selected(event);
    emit([
      kind,
      clock.at(event.timeStamp),
      fields.of(event)?.number ?? 0,
      access === 'timing' ? Math.sign(length) : length,
      trust(event),
    ]);
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
