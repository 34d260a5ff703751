import { type SentencesOf, SHARE } from './feature.ts';

const CHARACTERS = { source: 'inserted characters', minCount: 4 } as const;
const EVENTS = { source: 'input events', minCount: 1, channels: ['input'] } as const;
/**
 * A missing key means something only if keys and the clipboard are recorded and there is no screen keyboard.
 */
const KEYBOARD = { channels: ['input', 'key', 'clipboard'], except: { pointer: 'touch' } } as const;

/** Paste, autofill and insertion (features.md G5). */
export const textEntry = [
  { name: 'text_entry.bulk_share', ...SHARE, ...CHARACTERS, ...KEYBOARD },
  { name: 'text_entry.keyless_share', ...SHARE, ...CHARACTERS, ...KEYBOARD },
  { name: 'text_entry.untrusted_share', ...SHARE, ...EVENTS },
  { name: 'text_entry.pasted_share', ...SHARE, ...CHARACTERS, channels: ['input'] },
  { name: 'text_entry.autofill_share', ...SHARE, ...CHARACTERS, channels: ['input'] },
  { name: 'text_entry.burst_share', ...SHARE, source: 'field switches', minCount: 1, channels: ['input'] },
  { name: 'text_entry.silent_share', ...SHARE, ...EVENTS },
] as const;

/** What each says towards automation, and what towards a person. */
export const textEntrySentences = {
  'text_entry.bulk_share': [
    'Text appeared in a field all at once, neither pasted nor filled in by the browser.',
    'Text came into the fields character by character.',
  ],
  'text_entry.keyless_share': ['Text was entered without any key.', 'Text was entered with keys.'],
  'text_entry.untrusted_share': [
    'A script in the page put text into the fields.',
    'No script in the page put text into the fields.',
  ],
  'text_entry.pasted_share': ['Much of the text was pasted.', 'Little of the text was pasted.'],
  'text_entry.autofill_share': ['Browser autofill was not used.', 'The browser filled in stored data.'],
  'text_entry.burst_share': [
    'Several fields were filled at the same instant.',
    'Fields were filled one after the other.',
  ],
  'text_entry.silent_share': [
    'The text of a field changed and the browser saw nobody enter it.',
    'The browser saw every change of a field’s text.',
  ],
} as const satisfies SentencesOf<typeof textEntry>;
